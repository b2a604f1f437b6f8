from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop


class CatalogueConfig(AppConfig):
    name = "yuinowa.catalogue"
    label = "catalogue"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from yuinowa.catalogue import permissions  # noqa: PLC0415  # models are ready only now
        from yuinowa.core import retention, rights  # noqa: PLC0415

        rights.register(permissions.SOURCE, permissions.SOURCE_ALLOW)
        rights.register(permissions.RUN, permissions.RUN_ALLOW)
        rights.register(permissions.RECORD, permissions.RECORD_ALLOW)
        rights.register(permissions.WORK, permissions.WORK_ALLOW)
        rights.register(permissions.QUESTION, permissions.QUESTION_ALLOW)
        rights.register(permissions.DECISION, permissions.DECISION_ALLOW)
        for table in (
            "Branch",
            "Description",
            "DescriptionKey",
            "EarlierRecord",
            "Finding",
            "FolderLook",
            "Harvest",
            "Item",
            "Manifestation",
            "Question",
            "Source",
            "SourceRecord",
            "Work",
            "WorkKey",
        ):
            retention.register(f"catalogue.{table}")
        retention.register(
            "catalogue.Run",
            personal="id of the person who sent a file",
            keeps="as long as the source; ids only",
        )
        retention.register(
            "catalogue.Decision",
            personal="id of the person who decided",
            keeps="as long as the records; ids only",
        )
        _taken_along()
        _files_come_in()
        _works_are_found()
        _works_are_ready()


def _files_come_in() -> None:
    """Files of records: their steps and jobs."""
    from django.conf import settings  # noqa: PLC0415

    from yuinowa.catalogue import tasks  # noqa: PLC0415
    from yuinowa.catalogue.domain.runs import RUN_WORKFLOW  # noqa: PLC0415
    from yuinowa.catalogue.domain.sources import RunState  # noqa: PLC0415
    from yuinowa.catalogue.models import Run  # noqa: PLC0415
    from yuinowa.catalogue.permissions import roles_toward  # noqa: PLC0415
    from yuinowa.catalogue.services import branches, folders, harvests  # noqa: PLC0415
    from yuinowa.catalogue.services.runs import steps  # noqa: PLC0415
    from yuinowa.core import fetching, handlers, jobs, move, outgoing  # noqa: PLC0415
    from yuinowa.core.models import Lane  # noqa: PLC0415

    outgoing.register(
        "harvest", _("Libraries whose records are fetched (OAI-PMH)"), fetching.approved_hosts
    )
    handlers.handler(
        harvests.FETCH_JOB, tasks.fetch_run, lane=Lane.WIRE, given_up=tasks.fetch_given_up
    )
    handlers.handler(steps.READ_JOB, tasks.read_run, lane=Lane.LOOK)
    handlers.handler(steps.TAKE_JOB, tasks.take_run, lane=Lane.BULK)
    handlers.handler(steps.UNDO_JOB, tasks.undo_run, lane=Lane.BULK)
    handlers.handler(branches.PLACE_JOB, tasks.place_items, lane=Lane.BULK)
    handlers.handler("catalogue.sweep-files", tasks.sweep_files, lane=Lane.BULK)
    handlers.handler("catalogue.fetch-due", tasks.fetch_by_clock, lane=Lane.BULK)
    jobs.every("catalogue-fetch-due", "20 1 * * *", "catalogue.fetch-due")
    handlers.handler("catalogue.look-folders", tasks.look_into_folders, lane=Lane.BULK)
    handlers.handler(folders.LOOK_JOB, tasks.look_into_folder, lane=Lane.BULK)
    if settings.DROP_FOLDER is not None:
        jobs.every("catalogue-look-folders", "*/5 * * * *", "catalogue.look-folders")
    jobs.every("catalogue-sweep-files", "50 3 * * *", "catalogue.sweep-files")
    move.register(
        move.Movable(
            model=Run,
            workflow=RUN_WORKFLOW,
            roles=roles_toward,
            waited=lambda run, _waits: (run.source.owner_id, run.source.owner.name),
            state=lambda run: RunState(run.state),
            label=str,
            url=lambda run: run.get_absolute_url(),
        )
    )


def _works_are_found() -> None:
    """Works are searched by everybody."""
    from yuinowa.catalogue.queries import documents  # noqa: PLC0415
    from yuinowa.search import index  # noqa: PLC0415

    index.register_collection(documents.collection())


def _works_are_ready() -> None:
    """The public pages of the catalogue."""
    from yuinowa.core import sockets  # noqa: PLC0415

    sockets.add_menu(
        sockets.MenuEntry(
            order=20,
            label=_("Materials"),
            url_name="catalogue:work-list",
            prefix="/works/",
            # What libraries give is reached from the search.
            also=("/sources/",),
        )
    )
    sockets.add_resident_pages(
        "catalogue:work-list", "catalogue:work-search", "catalogue:work-detail"
    )
    sockets.add_api_scope(sockets.ApiScope("works:read", _("Materials"), "/api/v1/works"))


def _taken_along() -> None:
    """What an institution takes along when it asks for all that is its own, and a person for the own data."""
    from yuinowa.core import people, takeout  # noqa: PLC0415

    takeout.with_rows_of("catalogue.Source", Branch="source", FolderLook="source")
    takeout.with_rows_of("catalogue.Run", Finding="run", Harvest="run")
    takeout.leave_out(
        gettext_noop(
            "Records of the catalogue: they came from the institution, and go out from its sources' pages as they came."
        ),
        "catalogue.Description",
        "catalogue.DescriptionKey",
        "catalogue.EarlierRecord",
        "catalogue.Item",
        "catalogue.Manifestation",
        "catalogue.SourceRecord",
        "catalogue.Work",
        "catalogue.WorkKey",
    )
    people.named_in("catalogue.Run", "person", "file_name", "state", "created_at")
    people.named_in("catalogue.Decision", "person", "kind", "identity", "decided_at")
