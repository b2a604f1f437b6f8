from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop


class DirectoryConfig(AppConfig):
    name = "yuinowa.directory"
    label = "directory"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Models are ready only now.
        from yuinowa.core import retention, rights, sockets  # noqa: PLC0415
        from yuinowa.directory import permissions  # noqa: PLC0415
        from yuinowa.directory.queries import documents  # noqa: PLC0415
        from yuinowa.directory.services import runs  # noqa: PLC0415
        from yuinowa.search import index  # noqa: PLC0415

        sockets.add_resident_pages(
            "directory:institution-list",
            "directory:institution-map",
            "directory:institution-detail",
            "desks:ask",
            "desks:desk-detail",
        )
        rights.register(permissions.INSTITUTION, permissions.INSTITUTION_ALLOW)
        rights.register(permissions.POST, permissions.POST_ALLOW)
        for model in (
            "ClosingRule",
            "Institution",
            "InstitutionKindRow",
            "InstitutionName",
            "InstitutionIdentifier",
            "InstitutionSource",
            "PartLevel",
            "Participation",
            "Post",
            "ServiceSwitch",
            "Succession",
            "Unit",
        ):
            retention.register(f"directory.{model}")
        for model in ("ImportRun", "ImportLine"):
            retention.register(
                f"directory.{model}",
                personal="id of the person who took a file in; what the file says of institutions",
                keeps="1 year after it was read",
                erase=None if model == "ImportLine" else runs.erase_old_runs,
            )
        index.register_collection(documents.collection())
        sockets.add_menu(
            sockets.MenuEntry(
                order=40,
                label=_("Institutions"),
                url_name="directory:institution-list",
                prefix="/institutions/",
                # Desks, the ISIL register and relations are reached from the directory.
                also=("/ask/", "/desks/", "/isil/", "/relations/"),
            )
        )
        for code, label in (("institutions", _("Institutions")), ("desks", _("Who do I ask?"))):
            sockets.add_api_scope(sockets.ApiScope(f"{code}:read", label, f"/api/v1/{code}"))
        _desks_are_ready()
        _tables_are_ready()
        _confirmations_are_ready()
        _taken_along()
        _register_is_ready()


def _desks_are_ready() -> None:
    """Who is asked about what."""
    from yuinowa.core import handlers, jobs, retention, rights, sockets  # noqa: PLC0415
    from yuinowa.core.models import Lane  # noqa: PLC0415
    from yuinowa.directory import panels  # noqa: PLC0415
    from yuinowa.directory.permissions import desks as permissions  # noqa: PLC0415
    from yuinowa.directory.services import desks  # noqa: PLC0415

    rights.register(permissions.DESK, permissions.DESK_ALLOW)
    retention.register(
        "directory.Desk",
        personal="id of the person who checked it; addresses of sections, not of persons",
        keeps="always; ids only",
    )
    retention.register("directory.DeskKind")
    retention.register("directory.DeskArea")
    handlers.handler("directory.check-desks", desks.remind, lane=Lane.DESK)
    jobs.every("check-desks", "20 6 * * *", "directory.check-desks")
    sockets.add_home_card("ask", panels.ask_card)
    sockets.add_home_card("entry", panels.entry_card)
    sockets.add_home_card("network", panels.network_card)
    sockets.add_panel("directory.Institution", panels.desks_panel)


def _tables_are_ready() -> None:
    """Tables of institutions that come in and go out: rights, states, jobs, open data."""
    from yuinowa.core import handlers, move, rights  # noqa: PLC0415
    from yuinowa.core.models import Lane  # noqa: PLC0415
    from yuinowa.directory import tasks  # noqa: PLC0415
    from yuinowa.directory.domain.runs import RUN_WORKFLOW, RunState  # noqa: PLC0415
    from yuinowa.directory.exchange import datasets  # noqa: PLC0415
    from yuinowa.directory.models import ImportRun  # noqa: PLC0415
    from yuinowa.directory.permissions import imports  # noqa: PLC0415
    from yuinowa.directory.services import tables  # noqa: PLC0415

    datasets.register()
    rights.register(imports.IMPORT_RUN, imports.IMPORT_RUN_ALLOW)
    handlers.handler(tables.COURSE.read_job, tasks.read_table, lane=Lane.LOOK)
    handlers.handler(tables.COURSE.write_job, tasks.write_table, lane=Lane.BULK)
    move.register(
        move.Movable(
            model=ImportRun,
            workflow=RUN_WORKFLOW,
            roles=imports.roles_toward,
            waited=lambda run, _waits: (run.for_institution_id, run.for_institution.name),
            state=lambda run: RunState(run.state),
            label=str,
            url=lambda run: run.get_absolute_url(),
        )
    )


def _confirmations_are_ready() -> None:
    """Institutions are asked once a year whether their entry is right."""
    from yuinowa.core import handlers, jobs  # noqa: PLC0415
    from yuinowa.core.models import Lane  # noqa: PLC0415
    from yuinowa.directory import tasks  # noqa: PLC0415
    from yuinowa.directory.services.entry import reminding  # noqa: PLC0415

    handlers.handler("directory.ask-to-confirm", tasks.ask_to_confirm, lane=Lane.DESK)
    handlers.handler(reminding.JOB, tasks.remind, lane=Lane.DESK)
    handlers.handler("directory.follow-calendar", tasks.follow_calendar, lane=Lane.DESK)
    jobs.every("follow-calendar", "5 0 * * *", "directory.follow-calendar")
    jobs.every("ask-to-confirm", "40 5 * * *", "directory.ask-to-confirm")


def _taken_along() -> None:
    """What an institution takes along when it asks for all that is its own, and a person for the own data."""
    from yuinowa.core import people, takeout  # noqa: PLC0415
    from yuinowa.directory.queries import taken_along  # noqa: PLC0415

    takeout.with_rows_of(
        "directory.Institution",
        ClosingRule="institution",
        InstitutionKindRow="institution",
        InstitutionName="institution",
        InstitutionIdentifier="institution",
        InstitutionSource="institution",
        Participation="institution",
        PartLevel="institution",
        RegisterEntry="institution",
        RegisterEvent=taken_along.events_of,
        RegisterFormer="entry__institution",
        ServiceSwitch="institution",
        Succession=taken_along.successions_of,
        Unit="institution",
    )
    takeout.with_rows_of("directory.Institution", app="core", Wait=taken_along.waits_of)
    takeout.with_rows_of("directory.Desk", DeskKind="desk", DeskArea="desk")
    takeout.with_rows_of("directory.ImportRun", ImportLine="run")
    takeout.leave_out(
        gettext_noop("Who may read a row of the audit trail, and how many rows it has."),
        "core.AuditAudience",
        "core.AuditHead",
    )
    people.named_in("directory.Desk", "checked_by", "institution__name", "topic", "checked_on")
    people.named_in("directory.ImportRun", "person", "kind", "file_name", "state", "created_at")
    people.named_in(
        "directory.RegisterApplication", "person", "kind", "name", "state", "created_at"
    )


def _register_is_ready() -> None:
    """The ISIL register."""
    from yuinowa.core import handlers, move, retention, rights  # noqa: PLC0415
    from yuinowa.core.models import Lane  # noqa: PLC0415
    from yuinowa.core.waits import REGION_OFFICE  # noqa: PLC0415
    from yuinowa.directory import tasks  # noqa: PLC0415
    from yuinowa.directory.domain import isil_applications as domain  # noqa: PLC0415
    from yuinowa.directory.models import RegisterApplication  # noqa: PLC0415
    from yuinowa.directory.permissions import register as permissions  # noqa: PLC0415
    from yuinowa.directory.services.register import files  # noqa: PLC0415

    rights.register(permissions.APPLICATION, permissions.APPLICATION_ALLOW)
    move.register(
        move.Movable(
            model=RegisterApplication,
            workflow=domain.APPLICATION_WORKFLOW,
            roles=permissions.roles_toward,
            waited=lambda _application, _waits: (REGION_OFFICE, ""),
            state=lambda application: domain.ApplicationState(application.state),
            label=lambda application: f"ISIL {application.name}",
            url=lambda application: application.get_absolute_url(),
        )
    )
    for model in ("RegisterEntry", "RegisterFormer", "RegisterEvent", "RegisterNumber"):
        retention.register(f"directory.{model}")
    retention.register(
        "directory.RegisterApplication",
        personal="id of the person who applied; the form asks for no names",
        keeps="always; ids only",
    )
    handlers.handler(files.COURSE.read_job, tasks.read_register, lane=Lane.LOOK)
    handlers.handler(files.COURSE.write_job, tasks.write_register, lane=Lane.BULK)
