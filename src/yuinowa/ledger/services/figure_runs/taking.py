"""Taking the shown figures: all of them or none, as one statement with its document."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from yuinowa.core import clock
from yuinowa.core.move import move
from yuinowa.core.rights import Actor
from yuinowa.core.versions import lock
from yuinowa.kernel.errors import AlreadyDone, InputRefused, VersionMovedOn
from yuinowa.ledger.domain.deeds import Grain, Leg
from yuinowa.ledger.domain.figure_cells import Fault
from yuinowa.ledger.domain.figure_runs import TAKEN_OUTCOMES, Aim, Outcome, RunAction
from yuinowa.ledger.domain.indicators import Figure, Source
from yuinowa.ledger.domain.kinds import Unit
from yuinowa.ledger.models import FigureLine, FigureRun, Indicator, IndicatorValue, Statement
from yuinowa.ledger.queries.indicators import current_figures
from yuinowa.ledger.services import indicators as recording
from yuinowa.ledger.services import locks, statements
from yuinowa.ledger.services.figure_runs import deciding, exchanges
from yuinowa.ledger.services.figure_runs.indicators import outcome_of
from yuinowa.ledger.services.figure_runs.storage import attachment_of


def lines_to_take(run: FigureRun) -> QuerySet[FigureLine]:
    return run.lines.filter(outcome__in=[one.value for one in TAKEN_OUTCOMES]).order_by("pk")


def comes_late(run: FigureRun) -> bool:
    """Whether a year was closed for somebody these figures are about: then a reason is asked."""
    return any(
        warning["code"] == Fault.LATE for line in lines_to_take(run) for warning in line.warnings
    )


def take(
    run: FigureRun, *, version: int, actor: Actor, only_good: bool = False, reason: str = ""
) -> FigureRun:
    """The figures shown, in the ledger and in the indicators, on the word of who states them.

    Raises:
        InputRefused: figures have faults and ``only_good`` was not chosen, nothing is left to take, or a year is
            closed and no ``reason`` given.
        AlreadyDone: the document was taken before.
        VersionMovedOn: the run, or a figure it meets, was changed since it was shown.
        TransitionRefused: the run has moved on.
    """

    def write(row: FigureRun) -> None:
        _check(row, only_good=only_good)
        # Alone: what stands, and whether the document was taken, must not change while we look.
        locks.hold_postings_alone()
        _refuse_a_second_time(row)
        lines = list(lines_to_take(row))
        row.statement = (
            _state(row, lines, actor, reason)
            if row.aim == Aim.EXCHANGE
            else _record(row, lines, actor)
        )
        row.taken_at = clock.now()

    note = f"{run.file_name} {run.counts.get('new', 0)} {run.counts.get('contested', 0)}"
    moved: FigureRun = move(
        run, RunAction.TAKE, actor=actor, expected_version=version, note=note, change=write
    )
    return moved


def _check(run: FigureRun, *, only_good: bool) -> None:
    refused = run.counts.get(Outcome.REFUSED.value, 0)
    if refused and not only_good:
        raise InputRefused(
            _("Nothing was taken: %(count)s figures have faults.") % {"count": refused},
            next_step=_("Correct them, or choose to take the good figures only."),
        )
    if not lines_to_take(run).exists():
        raise InputRefused(
            _("No figure is new: nothing was taken."),
            next_step=_("Drop the file, or send another one."),
        )


def _refuse_a_second_time(run: FigureRun) -> None:
    stands = Statement.objects.filter(
        stated_by=run.institution_id, digest=run.digest, withdrawn_at=None
    ).first()
    if stands is not None:
        raise AlreadyDone(
            _("This document was taken before."),
            place=stands.title,
            next_step=_("Drop this file. If the first one was read wrongly, take it back."),
        )


def _moved_on(place: str) -> VersionMovedOn:
    return VersionMovedOn(
        _("Another figure was recorded after these were shown. Nothing was taken."),
        place=place,
        next_step=_("Choose the columns again, so that the file is compared anew."),
    )


# ---------------------------------------------------------------- of an exchange


def leg_of(line: FigureLine) -> Leg:
    says = line.says
    return Leg(
        kind=says["kind"],
        unit=Unit(says["unit"]),
        quantity=says["quantity"],
        giver=says["giver"],
        receiver=says["receiver"],
        day=date.fromisoformat(says["day"]),
        grain=Grain(says["grain"]),
    )


def _state(run: FigureRun, lines: Sequence[FigureLine], actor: Actor, reason: str) -> Statement:
    legs = [leg_of(line) for line in lines]
    if exchanges.meets_what_stands(run, legs):
        raise _moved_on(run.title)
    figures = [
        statements.Figure(
            leg.kind, leg.unit, leg.quantity, leg.giver, leg.receiver, leg.day, leg.grain
        )
        for leg in legs
    ]
    statement = statements.state(
        figures,
        stated_by=run.institution_id,
        title=run.title,
        received_on=run.received_on,
        digest=run.digest,
        actor=actor,
        attachment=attachment_of(run),
        reason=reason,
    )
    for number, line in enumerate(lines):
        line.entry_number = number
    FigureLine.objects.bulk_update(lines, ["entry_number"], batch_size=200)
    return statement


# ---------------------------------------------------------------- of indicators


def _record(run: FigureRun, lines: Sequence[FigureLine], actor: Actor) -> Statement:
    statement = statements.receive_document(
        stated_by=run.institution_id,
        title=run.title,
        received_on=run.received_on,
        digest=run.digest,
        attachment=attachment_of(run),
        actor=actor,
    )
    current = current_figures({line.says["indicator"] for line in lines})
    for line in lines:
        indicator = lock(Indicator, line.says["indicator"])
        stands = current.get(indicator.pk, {}).get(line.says["year"])
        if (stands.pk if stands else None) != line.says["stands"]:
            raise _moved_on(indicator.name)
        _record_line(run, line, indicator, stands, actor)
    FigureLine.objects.bulk_update(lines, ["outcome", "value", "stood"], batch_size=200)
    return statement


def _record_line(
    run: FigureRun,
    line: FigureLine,
    indicator: Indicator,
    stands: IndicatorValue | None,
    actor: Actor,
) -> None:
    if outcome_of(stands, Decimal(line.says["number"]), run) is Outcome.CONTESTED:
        line.outcome, line.stood = Outcome.CONTESTED.value, stands
        deciding.ask(line, indicator)
        return
    line.value = recording.record_actual(
        indicator.pk,
        line.says["year"],
        Figure(number=Decimal(line.says["number"])),
        actor=actor,
        source=Source.IMPORT,
        source_note=deciding.note_of(line),
        reason=_("From the document “%(title)s”.") % {"title": run.title},
    )
