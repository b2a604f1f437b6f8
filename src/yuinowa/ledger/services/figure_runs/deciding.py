"""Two figures for one indicator and year: a second person says which counts, and why."""

from __future__ import annotations

from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from yuinowa.core import audit, clock
from yuinowa.core.rights import Actor, Role, require
from yuinowa.core.versions import lock
from yuinowa.core.waits import close_wait, open_wait
from yuinowa.kernel.errors import AlreadyDone, InputRefused, WrongState
from yuinowa.kernel.workflow import Verb
from yuinowa.ledger.domain.deeds import MAX_REASON
from yuinowa.ledger.domain.figure_runs import Decision, RunState
from yuinowa.ledger.domain.indicators import Figure, Source
from yuinowa.ledger.labels.figure_files import code_of_question
from yuinowa.ledger.models import FigureLine, FigureRun, Indicator, IndicatorValue
from yuinowa.ledger.services import indicators as recording

STEP = "decide"
# Translators: shown beside the turn "decide which figure of an indicator counts"
THEN_WHAT = gettext_noop("The chosen figure stands on the plan's sheets.")


def note_of(line: FigureLine) -> str:
    """The document and the row, as they stand beside the figure for everybody."""
    words = _("%(title)s, line %(line)s") % {"title": line.run.title, "line": line.number}
    remark = line.says.get("remark", "")
    return f"{words} {remark}".strip()[:300]


def ask(line: FigureLine, indicator: Indicator) -> None:
    """Let a checker be waited for; the figure that stands is shown as contested until then."""
    IndicatorValue.objects.filter(pk=line.stood_id or 0).update(contested=True)
    open_wait(
        subject=line,
        step=STEP,
        label=code_of_question(indicator.name, line.says["year"]),
        institution=line.run.institution_id,
        institution_label=str(line.run.institution),
        role=Role.PLAN_CHECKER.value,
        verb=Verb.DECIDE,
        then_what=THEN_WHAT,
        url=line.get_absolute_url(),
    )


@transaction.atomic
def decide(line_id: int, decision: Decision, *, reason: str, actor: Actor) -> FigureLine:
    """The line, settled: the file's figure becomes a new revision, or the one that stands goes on standing.

    Raises:
        NotAllowed: ``actor`` does not confirm figures of this institution.
        InputRefused: no reason.
        WrongState: who took the file in decides; the file was taken back; another figure was recorded since.
        AlreadyDone: it was decided before.
    """
    run_id = FigureLine.objects.values_list("run", flat=True).get(pk=line_id)
    run = lock(FigureRun, run_id)
    line = lock(FigureLine, line_id)
    require(actor, "figureline.decide", line)
    why = reason.strip()
    if not 0 < len(why) <= MAX_REASON:
        raise InputRefused(_("Say why, in up to 200 characters."), place="reason")
    if line.decision:
        raise AlreadyDone(_("This was decided before."), next_step=_("Look at the decision."))
    if line.stood is None or run.state != RunState.TAKEN:
        raise WrongState(_("There is nothing to decide here."))
    if actor.person is not None and actor.person == run.person:
        raise WrongState(
            _("Who took the file in does not decide between its figures."),
            next_step=_("Ask another checker."),
        )
    _settle(line, line.stood, decision, why, actor)
    line.decision, line.decision_reason = decision.value, why
    line.decided_by, line.decided_at = actor.person, clock.now()
    line.full_clean()
    line.save()
    close_wait(line, STEP)
    audit.record(
        "figureline.decide",
        line,
        actor=actor,
        after={"decision": decision.value, "reason": why},
        audience=[run.institution_id],
    )
    return line


def _settle(
    line: FigureLine, stood: IndicatorValue, decision: Decision, reason: str, actor: Actor
) -> None:
    indicator = lock(Indicator, line.says["indicator"])
    stands = recording.standing(indicator, line.says["year"])
    if stands is None or stands.pk != stood.pk:
        raise WrongState(
            _("Another figure was recorded since."),
            place=indicator.name,
            next_step=_("Take the file back, or send it again, so that it is compared anew."),
        )
    IndicatorValue.objects.filter(pk=stood.pk).update(contested=False)
    if decision is Decision.FILE:
        line.value = recording.settle_actual(
            indicator,
            line.says["year"],
            Figure(number=Decimal(line.says["number"])),
            source=Source.IMPORT,
            source_note=note_of(line),
            reason=reason,
            actor=actor,
        )
