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
        for model in ("Entry", "Choice", "Closing"):
            retention.register(
                f"ledger.{model}",
                personal="id of the person who wrote it",
                keeps="always; ids only",
            )
        for model in (
            "Context",
            "Statement",
            "PairYear",
            "GivenMonth",
            "ReceivedMonth",
            "ContextYear",
        ):
            retention.register(f"ledger.{model}")
        for model in ("Indicator", "TargetValue"):
            retention.register(f"ledger.{model}")
        for model in ("MetricVersion", "TargetVersion", "IndicatorValue"):
            retention.register(
                f"ledger.{model}",
                personal="id of the person who set or confirmed it",
                keeps="always; ids only",
            )
