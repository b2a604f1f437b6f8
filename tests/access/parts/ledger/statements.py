"""Files of figures that ``own`` has sent: one looked at and not yet taken, one that says a figure otherwise than it stands."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db.models import Model

from tests.access.parts import Sample, pk
from tests.access.world import A_DAY, World
from yuinowa.core import clock
from yuinowa.core.rights import Actor
from yuinowa.ledger.domain.figure_columns import FileMapping, Purpose, Use, every_counted
from yuinowa.ledger.domain.figure_runs import Aim, Outcome, RunState
from yuinowa.ledger.models import FigureLine, FigureRun
from yuinowa.ledger.services import figure_runs

#: The figure is one of a plan.
AFTER = ("ledger.figures", "plans.plans")


def fill(world: World) -> None:
    world.keep("sent_figures", partial(_figure_run, world.institutions["own"].pk))
    world.keep("contested_line", partial(_figure_line, world))


def _figure_run(own: int, word: str) -> Model:
    """A file of figures that ``own`` has sent and looked at, not yet taken."""
    how = FileMapping(
        columns={0: Use(Purpose.PERIOD), 1: Use(Purpose.FIGURE)},
        about=own,
        counted=every_counted()[0],
    )
    run = figure_runs.receive_file(
        ["年度,件数\n令和4年度,3\n".encode()],
        name="figures.csv",
        institution=own,
        aim=Aim.EXCHANGE,
        sender=word,
        title=word,
        received_on=A_DAY,
        actor=Actor.system(),
    )
    return figure_runs.choose_columns(run, how, version=run.version, actor=Actor.system())


def _figure_line(world: World, word: str) -> Model:
    """A figure that a document of ``own`` says otherwise than it stands; nobody has decided."""
    stood: Any = world.objects["figure"]
    run = FigureRun.objects.create(
        institution=world.institutions["own"],
        aim=Aim.INDICATORS.value,
        state=RunState.TAKEN.value,
        sender=word,
        title=word,
        received_on=A_DAY,
        file_name=word,
        digest="1" * 64,
        statement_id=world.pk("statement"),
        created_at=clock.now(),
    )
    return FigureLine.objects.create(
        run=run,
        number=2,
        place=1,
        label=word,
        outcome=Outcome.CONTESTED.value,
        stood=stood,
        figure={"indicator": stood.indicator_id, "year": 2025, "number": "9", "stands": stood.pk},
    )


SAMPLES = {
    "ledger:statement-list": Sample(("sent_figures",)),
    "ledger:statement-new": Sample(("sent_figures",)),
    "ledger:statement-line": Sample(("contested_line",), pk),
    **{
        f"ledger:statement-{page}": Sample(("sent_figures",), pk)
        for page in (
            "detail",
            "columns",
            "words",
            "take",
            "undo",
            "drop",
            "back",
            "faults",
            "file",
        )
    },
}
ROLES = {
    "sent_figures": ("any", "coordinator", "editor"),
    "contested_line": ("any", "plan_checker"),
}
