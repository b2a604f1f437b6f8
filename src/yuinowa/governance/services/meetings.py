"""Planning, changing and cancelling a meeting; writing what came of it; agreeing to the minutes."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, time

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from yuinowa.core import audit, clock, idempotency
from yuinowa.core.move import move
from yuinowa.core.rights import Actor, require
from yuinowa.core.versions import lock
from yuinowa.governance.domain.bodies import can_decide
from yuinowa.governance.domain.meetings import MeetingStep
from yuinowa.governance.models import Attendance, Body, Meeting, MinutesAgreement
from yuinowa.governance.services.bodies import sides_of
from yuinowa.governance.services.turns import promise_turn, set_turns, still_to_agree
from yuinowa.kernel.errors import InputRefused, NotAllowed, VersionMovedOn, WrongState


@dataclass(frozen=True, slots=True)
class Call:
    """When and where a meeting is, and what is talked about."""

    day: date
    agenda: tuple[str, ...] = ()
    begins: time | None = None
    ends: time | None = None
    place: str = ""
    online: str = ""


@dataclass(frozen=True, slots=True)
class Minutes:
    """What came of a meeting. ``present`` are institutions; ``next_due`` is the day by which the body meets again."""

    present: frozenset[int]
    text: str
    next_due: date | None = None


def plan_meeting(
    body_id: int, call: Call, *, once: str, actor: Actor, called_by: int | None = None
) -> tuple[Meeting, bool]:
    """The body's next meeting, and whether it was planned just now (R31). ``called_by`` is told by the platform itself.

    Raises:
        NotAllowed: the actor writes for no side of the body.
        InputRefused: its times are in the wrong order.
    """
    mine = actor.institution if called_by is None else called_by
    if mine is None:
        raise NotAllowed("a meeting is called by a side of the body")
    return idempotency.once(once, actor, lambda: _plan(body_id, call, mine, actor))


def _plan(body_id: int, call: Call, mine: int, actor: Actor) -> Meeting:
    body = lock(Body, body_id)
    require(actor, "body.edit", body)
    last = body.meetings.aggregate(last=Max("number"))["last"] or 0
    meeting = Meeting(body=body, number=last + 1, called_by_id=mine, planned_at=clock.now())
    _write(meeting, call)
    meeting.save()
    set_turns(meeting)
    _told("meeting.plan", meeting, actor)
    return meeting


@transaction.atomic
def change_meeting(meeting_id: int, call: Call, *, expected_version: int, actor: Actor) -> Meeting:
    """The meeting at another time or place, or about other things, as long as it is to come.

    Raises:
        VersionMovedOn: somebody changed it since ``expected_version``.
        NotAllowed: the actor writes for no side of the body.
        WrongState: it took place or was cancelled.
    """
    meeting = lock(Meeting, meeting_id, expected_version)
    require(actor, "meeting.write", meeting)
    if not meeting.is_planned:
        raise WrongState(
            _("This meeting is not to come any more."), next_step=_("Look at what was written.")
        )
    _write(meeting, call)
    meeting.version += 1
    meeting.save()
    set_turns(meeting)
    _told("meeting.change", meeting, actor)
    return meeting


@transaction.atomic
def cancel_meeting(meeting_id: int, reason: str, *, expected_version: int, actor: Actor) -> Meeting:
    """The meeting, cancelled for ``reason``; it stays in the list.

    Raises:
        VersionMovedOn, NotAllowed: as ``change_meeting``.
        TransitionRefused: it took place or was cancelled already.
    """

    def change(row: Meeting) -> None:
        row.cancel_reason = reason

    meeting = _moved(meeting_id, MeetingStep.CANCEL, expected_version, actor, change)
    set_turns(meeting)
    return meeting


@transaction.atomic
def record_meeting(
    meeting_id: int, minutes: Minutes, *, expected_version: int, actor: Actor
) -> Meeting:
    """The meeting with what came of it; what was agreed to before has to be agreed to anew.

    Raises:
        VersionMovedOn: somebody wrote it since ``expected_version``: nobody's words are lost (R31).
        NotAllowed: the actor writes for no side of the body.
        WrongState: it was cancelled, or its minutes are agreed.
        InputRefused: it has not taken place, nobody was there, or fewer than what was decided needs.
    """
    meeting = lock(Meeting, meeting_id, expected_version)
    require(actor, "meeting.write", meeting)
    _refuse_impossible(meeting, minutes)

    def change(row: Meeting) -> None:
        row.minutes, row.record = minutes.text, row.record + 1

    if meeting.is_planned:
        meeting = move(meeting, MeetingStep.RECORD, actor=actor, change=change)
    elif not meeting.is_held:
        raise WrongState(
            _("This cannot be written any more."), next_step=_("Look at what was written.")
        )
    else:
        change(meeting)
        meeting.version += 1
        meeting.save()
        _told("meeting.rewrite", meeting, actor)
    _attend(meeting, minutes.present)
    Body.objects.filter(pk=meeting.body_id).update(
        next_meeting_due=minutes.next_due, version=F("version") + 1
    )
    set_turns(meeting)
    return meeting


def _refuse_impossible(meeting: Meeting, minutes: Minutes) -> None:
    if meeting.day > clock.today():
        raise InputRefused(
            _("The day of this meeting has not come yet."),
            next_step=_("If it was held on another day, change the day first."),
        )
    body = meeting.body
    were_sides = body.sides.filter(institution__in=minutes.present).values_list("institution")
    if not minutes.present or minutes.present != {row[0] for row in were_sides}:
        raise InputRefused(_("Choose the sides that were there."), place="present")
    if meeting.decisions.exists() and not can_decide(len(minutes.present), body.quorum):
        raise InputRefused(
            _("With so few sides nothing can be decided, and decisions are written down."),
            place="present",
        )
    if minutes.next_due is not None and minutes.next_due <= meeting.day:
        raise InputRefused(_("The next meeting is after this one."), place="next_due")


def _attend(meeting: Meeting, present: Collection[int]) -> None:
    meeting.attendances.exclude(institution__in=present).delete()
    there = set(meeting.attendances.values_list("institution", flat=True))
    Attendance.objects.bulk_create(
        Attendance(meeting=meeting, institution_id=institution)
        for institution in sorted(set(present) - there)
    )


@transaction.atomic
def agree_minutes(
    meeting_id: int, record: int, *, actor: Actor, side: int | None = None
) -> Meeting:
    """The meeting, agreed to by the actor's side; when all that were there have, the minutes stand.

    Raises:
        NotAllowed: the actor's side was not there, or the actor does not write for it.
        VersionMovedOn: something else is written by now.
        WrongState: there is nothing to agree to.
    """
    meeting = lock(Meeting, meeting_id)
    require(actor, "meeting.write", meeting)
    mine = actor.institution if side is None else side
    if not meeting.is_held:
        raise WrongState(
            _("There are no minutes to agree to."), next_step=_("Open the meeting and look at it.")
        )
    if mine is None or not meeting.attendances.filter(institution=mine).exists():
        raise NotAllowed("minutes are agreed to by the sides that were there")
    if record != meeting.record:
        raise VersionMovedOn(
            _("The minutes were changed in the meantime."),
            next_step=_("Read them once more, then agree."),
        )
    _agreement, is_new = MinutesAgreement.objects.get_or_create(
        meeting=meeting,
        institution_id=mine,
        record=record,
        defaults={"agreed_by": actor.person, "agreed_at": clock.now()},
    )
    if not is_new:
        return meeting
    if still_to_agree(meeting):
        _told("meeting.agree_side", meeting, actor)
    else:
        meeting = move(meeting, MeetingStep.AGREE, actor=actor)
        for promise in meeting.promises.select_related("owner", "meeting"):
            promise_turn(promise)
    set_turns(meeting)
    return meeting


def _moved(
    meeting_id: int,
    step: MeetingStep,
    expected_version: int,
    actor: Actor,
    change: Callable[[Meeting], None],
) -> Meeting:
    moved: Meeting = move(
        Meeting(pk=meeting_id), step, actor=actor, expected_version=expected_version, change=change
    )
    return moved


def _write(meeting: Meeting, call: Call) -> None:
    if call.ends is not None and (call.begins is None or call.ends <= call.begins):
        raise InputRefused(_("The end is after the beginning."), place="ends")
    meeting.day, meeting.begins, meeting.ends = call.day, call.begins, call.ends
    meeting.place, meeting.online = call.place, call.online
    meeting.agenda = list(call.agenda)


def _told(action: str, meeting: Meeting, actor: Actor) -> None:
    # What is said at a meeting is people's own words, so the trail keeps day and count only (R45).
    audit.record(
        action,
        meeting,
        actor=actor,
        after={
            "number": meeting.number,
            "day": meeting.day.isoformat(),
            "record": meeting.record,
            "version": meeting.version,
        },
        audience=sides_of(meeting.body),
    )
