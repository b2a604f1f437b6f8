"""Taking a file back: its figures are reversed, and what stood before stands again; the history shows both."""

from __future__ import annotations

from django.utils.translation import gettext as _

from yuinowa.core import clock
from yuinowa.core.move import move
from yuinowa.core.rights import Actor
from yuinowa.core.versions import lock
from yuinowa.core.waits import close_wait
from yuinowa.kernel.errors import InputRefused, WrongState
from yuinowa.ledger.domain.deeds import MAX_REASON
from yuinowa.ledger.domain.figure_runs import RunAction
from yuinowa.ledger.domain.indicators import Blank, Figure, Source
from yuinowa.ledger.models import FigureLine, FigureRun, Indicator, IndicatorValue
from yuinowa.ledger.services import indicators as recording
from yuinowa.ledger.services import statements
from yuinowa.ledger.services.figure_runs.deciding import STEP


def undo(run: FigureRun, *, version: int, reason: str, actor: Actor) -> FigureRun:
    """The file taken back whole; the same document may be sent again.

    Raises:
        InputRefused: no reason.
        WrongState: a figure of it was made final, or another was recorded since; nothing is taken back.
        TransitionRefused, VersionMovedOn: the run has moved on.
    """
    why = reason.strip()
    if not 0 < len(why) <= MAX_REASON:
        raise InputRefused(_("Say why, in up to 200 characters."), place="reason")

    def take_back(row: FigureRun) -> None:
        row.reason, row.undone_at = why, clock.now()
        for line in row.lines.filter(value__isnull=False).select_related("value").order_by("pk"):
            _put_back(line, why, actor)
        for line in row.lines.filter(stood__isnull=False, decision="").order_by("pk"):
            IndicatorValue.objects.filter(pk=line.stood_id or 0).update(contested=False)
            close_wait(line, STEP)
        if row.statement is not None:
            statements.withdraw(row.statement, reason=why, actor=actor)

    moved: FigureRun = move(
        run, RunAction.UNDO, actor=actor, expected_version=version, note=why, change=take_back
    )
    return moved


def _put_back(line: FigureLine, reason: str, actor: Actor) -> None:
    """What stood before the line's figure stands again, as a new revision; nothing before is not yet known."""
    ours = line.value
    if ours is None:
        return
    indicator = lock(Indicator, ours.indicator_id)
    stands = recording.standing(indicator, ours.fiscal_year)
    if stands is None or stands.pk != ours.pk or ours.confirmed_at is not None:
        raise WrongState(
            _("The figure was confirmed. Nothing was taken back.")
            if ours.confirmed_at is not None
            else _("Another figure was recorded since. Nothing was taken back."),
            place=f"{indicator.name} {line.number}",
            next_step=_("Correct the figure on its own, with the reason."),
        )
    before = indicator.figures.filter(
        fiscal_year=ours.fiscal_year, revision=ours.revision - 1
    ).first()
    recording.record_actual(
        indicator.pk,
        ours.fiscal_year,
        _said_by(before),
        actor=actor,
        source=Source.IMPORT if before is None else Source(before.provenance),
        source_note="" if before is None else before.source_note,
        reason=reason,
    )


def _said_by(before: IndicatorValue | None) -> Figure:
    if before is None:
        return Figure(blank=Blank.PENDING)
    if before.number is None:
        return Figure(blank=Blank(before.blank), as_printed=before.as_printed)
    return Figure(number=before.number, as_printed=before.as_printed)
