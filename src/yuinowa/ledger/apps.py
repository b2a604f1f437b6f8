from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "yuinowa.ledger"
    label = "ledger"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from yuinowa.core import retention, rights  # noqa: PLC0415  # models are ready only now
        from yuinowa.ledger import permissions  # noqa: PLC0415

        for scope, allow in permissions.TABLES:
            rights.register(scope, allow)
        ids_only = {"personal": "id of the person who posted", "keeps": "always; ids only"}
        retention.register("ledger.Entry", **ids_only)
        retention.register("ledger.Choice", **ids_only)
        retention.register("ledger.Closing", **ids_only)
        for model in ("Context", "Statement", "PairYear", "GivenMonth", "ReceivedMonth", "ContextYear"):
            retention.register(f"ledger.{model}")
