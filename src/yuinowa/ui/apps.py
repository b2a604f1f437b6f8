from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "yuinowa.ui"
    label = "ui"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.conf import settings  # noqa: PLC0415  # read when the registry is complete

        from yuinowa.core import sockets  # noqa: PLC0415
        from yuinowa.ui import plain, region_words  # noqa: PLC0415

        sockets.add_resident_pages("ui:help", "ui:accessibility", "ui:privacy", "ui:error")
        plain.prepare()
        region_words.speak(settings.COLLABORATION_WORD)
