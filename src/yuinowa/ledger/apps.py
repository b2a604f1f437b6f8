from django.apps import AppConfig
from django.utils.translation import gettext_noop, pgettext_lazy


class LedgerConfig(AppConfig):
    name = "yuinowa.ledger"
    label = "ledger"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from yuinowa.core import (  # noqa: PLC0415  # models are ready only now
            retention,
            rights,
            sockets,
            waits,
        )
        from yuinowa.ledger import panels, permissions  # noqa: PLC0415
        from yuinowa.ledger.labels import choices  # noqa: PLC0415

        sockets.add_resident_pages("ledger:explorer", visitors_only=True)
        sockets.add_resident_pages("ledger:population-list")
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
        for model in ("MetricVersion", "TargetVersion", "IndicatorValue", "Population"):
            retention.register(
                f"ledger.{model}",
                personal="id of the person who set, entered or confirmed it",
                keeps="always; ids only",
            )
        sockets.add_menu(
            sockets.MenuEntry(70, pgettext_lazy("menu", "Ledger"), "ledger:explorer", "/ledger/")
        )
        waits.say_labels("ledger.choice", choices.in_words)
        sockets.add_home_card("year", panels.home_card)
        sockets.add_panel("directory.Institution", panels.institution_panel)
        _files_are_ready()
        _taken_along()


def _files_are_ready() -> None:
    """Files of figures: their states, how long they are kept, the way from an entry to its document."""
    from yuinowa.core import move, retention, sockets, waits  # noqa: PLC0415  # models are ready only now
    from yuinowa.ledger import panels, permissions  # noqa: PLC0415
    from yuinowa.ledger.domain.figure_runs import FIGURE_RUN_WORKFLOW, RunState  # noqa: PLC0415
    from yuinowa.ledger.labels.figure_files import question_in_words  # noqa: PLC0415
    from yuinowa.ledger.models import FigureRun  # noqa: PLC0415
    from yuinowa.ledger.services import figure_runs  # noqa: PLC0415

    move.register(
        move.Movable(
            model=FigureRun,
            workflow=FIGURE_RUN_WORKFLOW,
            roles=permissions.roles_toward,
            waited=lambda run, _waits: (run.institution_id, run.institution.name),
            state=lambda run: RunState(run.state),
            label=str,
            url=lambda run: run.get_absolute_url(),
        )
    )
    retention.register("ledger.FigureForm")
    retention.register(
        "ledger.FigureRun",
        personal="id of the person who sent a file",
        keeps="always, as the document of its figures; files never taken 30 days",
        erase=figure_runs.drop_forgotten,
    )
    retention.register(
        "ledger.FigureLine",
        personal="id of the person who decided between two figures",
        keeps="always; ids only",
    )
    waits.say_labels("ledger.figureline", question_in_words)
    sockets.add_origin("ledger.statement", panels.origin_of_stated)


def _taken_along() -> None:
    """What an institution takes along when it asks for all that is its own."""
    from yuinowa.core import people, takeout  # noqa: PLC0415  # wings are ready only now
    from yuinowa.ledger.queries import taken_along  # noqa: PLC0415

    people.named_in("ledger.FigureRun", "person", "title", "file_name", "state", "created_at")
    takeout.with_rows_of(
        "ledger.Indicator",
        Indicator_subjects="indicator",
        IndicatorValue="indicator",
        MetricVersion=taken_along.metrics_of,
        TargetValue="target_version__indicator",
        TargetVersion="indicator",
    )
    takeout.with_rows_of(
        "directory.Institution",
        app="ledger",
        Context=taken_along.contexts_of,
        FigureForm="institution",
    )
    takeout.leave_out(
        gettext_noop("Sums, folded from the entries, which are in the file."),
        "ledger.ContextYear",
        "ledger.GivenMonth",
        "ledger.PairYear",
        "ledger.ReceivedMonth",
    )
