"""What was decided and promised at a meeting, one by one, and whether promises were kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from yuinowa.core import audit, clock, idempotency
from yuinowa.core.rights import Actor, require
from yuinowa.core.versions import lock
from yuinowa.governance.domain.bodies import Rule, can_decide
from yuinowa.governance.domain.policy import MAX_ENTRIES
from yuinowa.governance.domain.promises import PromiseState
from yuinowa.governance.models import Decision, Meeting, Promise
from yuinowa.governance.services.bodies import sides_of
from yuinowa.governance.services.turns import promise_turn, set_turns
from yuinowa.kernel.errors import InputRefused, WrongState

M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class Decided:
    """Something was decided by ``rule``; ``dissent`` is what others thought, in their words."""

    text: str
    rule: Rule
    dissent: str = ""


@dataclass(frozen=True, slots=True)
class Promised:
    """The institution ``owner`` promised something by ``due``."""

    owner: int
    text: str
    due: date


def add_decision(
    meeting_id: int, decided: Decided, *, once: str, actor: Actor
) -> tuple[Decision, bool]:
    """The decision, and whether it was written just now; the minutes ask for agreement anew.

    Raises:
        NotAllowed: the actor writes for no side of the body.
        WrongState: the meeting has not taken place, or its minutes are agreed.
        InputRefused: too few sides were there to decide anything (I31), or all said yes and some did not.
    """

    def write(meeting: Meeting) -> Decision:
        if not can_decide(meeting.attendances.count(), meeting.body.quorum):
            raise InputRefused(
                _("Nothing can be decided: %(count)d sides would have to be there.")
                % {"count": meeting.body.quorum},
                next_step=_("Write in the minutes what was said, and decide it next time."),
            )
        if decided.rule is Rule.UNANIMOUS and decided.dissent:
            raise InputRefused(
                _("If somebody thought otherwise, it was not decided by all."), place="rule"
            )
        return Decision.objects.create(
            meeting=meeting, text=decided.text, rule=decided.rule.value, dissent=decided.dissent
        )

    return idempotency.once(once, actor, lambda: _added(meeting_id, "decide", write, actor))


def add_promise(
    meeting_id: int, promised: Promised, *, once: str, actor: Actor
) -> tuple[Promise, bool]:
    """The promise, and whether it was written just now. Its owner is waited for once the minutes are agreed.

    Raises:
        NotAllowed, WrongState: as ``add_decision``.
        InputRefused: who promised was not there, or the day is before the meeting.
    """

    def write(meeting: Meeting) -> Promise:
        if not meeting.attendances.filter(institution=promised.owner).exists():
            raise InputRefused(_("Choose one of the sides that were there."), place="owner")
        if promised.due < meeting.day:
            raise InputRefused(_("This day is before the meeting."), place="due")
        return Promise.objects.create(
            meeting=meeting, owner_id=promised.owner, text=promised.text, due=promised.due
        )

    return idempotency.once(once, actor, lambda: _added(meeting_id, "promise", write, actor))


@transaction.atomic
def take_out(entry: Decision | Promise, *, actor: Actor) -> Meeting:
    """The meeting without ``entry``, as long as its minutes are not agreed.

    Raises:
        NotAllowed: the actor writes for no side of the body.
        WrongState: the minutes are agreed; what stands in them stays.
    """
    meeting = _open_to_write(entry.meeting_id, actor)
    entry.delete()
    return _rewritten(meeting, f"take_out_{entry._meta.model_name}", actor)


@transaction.atomic
def settle_promise(promise_id: int, state: PromiseState, outcome: str, *, actor: Actor) -> Promise:
    """The promise, with what its owner says came of it.

    Raises:
        NotAllowed: it is somebody else's promise.
        WrongState: it was answered already, or the minutes are not agreed yet.
        InputRefused: it was not kept, and nothing says why.
    """
    promise = lock(Promise, promise_id)
    if promise.meeting.is_held or not promise.is_open:
        raise WrongState(
            _("There is nothing to answer here now."),
            next_step=_("Open the meeting and look at it."),
        )
    require(actor, "promise.settle", promise)
    if state is PromiseState.NOT_KEPT and not outcome:
        raise InputRefused(_("Write why it was not kept."), place="outcome")
    promise.state, promise.outcome = state.value, outcome
    promise.settled_at = clock.now()
    promise.save()
    promise_turn(promise)
    audit.record(
        "promise.settle",
        promise,
        actor=actor,
        after={"state": promise.state},
        audience=sides_of(promise.meeting.body),
    )
    return promise


def _added(meeting_id: int, deed: str, write: Callable[[Meeting], M], actor: Actor) -> M:
    meeting = _open_to_write(meeting_id, actor)
    if meeting.decisions.count() + meeting.promises.count() >= MAX_ENTRIES:
        raise InputRefused(_("No more than %(count)d entries fit here.") % {"count": MAX_ENTRIES})
    made = write(meeting)
    _rewritten(meeting, deed, actor)
    return made


def _open_to_write(meeting_id: int, actor: Actor) -> Meeting:
    meeting = lock(Meeting, meeting_id)
    if not meeting.is_held:
        raise WrongState(
            _("Only what is held and not yet agreed can be written."),
            next_step=_("Open the meeting and look at it."),
        )
    require(actor, "meeting.write", meeting)
    return meeting


def _rewritten(meeting: Meeting, deed: str, actor: Actor) -> Meeting:
    meeting.record += 1
    meeting.version += 1
    meeting.save(update_fields=["record", "version"])
    set_turns(meeting)
    audit.record(
        f"meeting.{deed}",
        meeting,
        actor=actor,
        after={"record": meeting.record, "version": meeting.version},
        audience=sides_of(meeting.body),
    )
    return meeting
