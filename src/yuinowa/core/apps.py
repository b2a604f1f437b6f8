from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "yuinowa.core"
    label = "core"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from yuinowa.core import outgoing, retention  # noqa: PLC0415  # models are ready only now

        retention.register_own()
        outgoing.register_own()
