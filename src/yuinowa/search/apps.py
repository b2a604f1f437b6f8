from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "yuinowa.search"
    label = "search"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Models are ready only now.
        from yuinowa.core import jobs, retention  # noqa: PLC0415
        from yuinowa.core.handlers import handler  # noqa: PLC0415
        from yuinowa.core.models import Lane  # noqa: PLC0415
        from yuinowa.search import index  # noqa: PLC0415

        handler(index.INDEX_JOB, index.run_index_job, lane=Lane.INDEX)
        handler(index.CHECK_JOB, index.run_check_job, lane=Lane.INDEX)
        jobs.every("search-check", "*/5 * * * *", index.CHECK_JOB)
        retention.register("search.Pending", keeps="until the index has caught up")
        retention.register("search.Hidden", keeps="until the index has caught up")
