from django.apps import AppConfig
from django.conf import settings
from django.db import connection


class CoreConfig(AppConfig):
    name = "yuinowa.core"
    label = "core"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Only now are the models ready.
        from yuinowa.core import handlers, jobs, outgoing, retention  # noqa: PLC0415
        from yuinowa.core.backup import making  # noqa: PLC0415
        from yuinowa.core.models import Lane  # noqa: PLC0415

        retention.register_own()
        outgoing.register_own()
        handlers.handler(making.HANDLER, making.by_the_clock, lane=Lane.BULK)
        if settings.BACKUP_DIR is not None:
            jobs.every("backup", making.EVERY[connection.vendor], making.HANDLER)
