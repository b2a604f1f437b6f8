from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "yuinowa.directory"
    label = "directory"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from yuinowa.core import retention, rights  # noqa: PLC0415  # models are ready only now
        from yuinowa.directory import permissions  # noqa: PLC0415

        rights.register(permissions.INSTITUTION, permissions.INSTITUTION_ALLOW)
        for model in (
            "Institution",
            "InstitutionKindRow",
            "InstitutionName",
            "InstitutionIdentifier",
            "InstitutionSource",
            "ServiceSwitch",
            "Succession",
        ):
            retention.register(f"directory.{model}")
