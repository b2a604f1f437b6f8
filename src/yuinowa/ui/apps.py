from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "yuinowa.ui"
    label = "ui"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.conf import settings  # noqa: PLC0415  # read when the registry is complete

        from yuinowa.ui import region_words  # noqa: PLC0415

        region_words.speak(settings.COLLABORATION_WORD)
