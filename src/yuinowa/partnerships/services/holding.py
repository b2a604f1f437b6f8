"""What came of an activity: written down once with its deed in the ledger, put right, taken back; each side its own part."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from yuinowa.core import audit, clock, idempotency
from yuinowa.core.move import move
from yuinowa.core.rights import Actor
from yuinowa.core.versions import lock
from yuinowa.kernel.errors import InputRefused, NotAllowed, WrongState
from yuinowa.ledger import services as ledger
from yuinowa.partnerships.domain.activities import (
    ActivityStep,
    Days,
    HostState,
    Participation,
    People,
    Span,
    held_fault,
)
from yuinowa.partnerships.domain.parties import PartyState
from yuinowa.partnerships.labels.activities import DAY_FAULTS
from yuinowa.partnerships.models import (
    Activity,
    ActivityHost,
    ActivityRecord,
    AgreementVersion,
    Party,
)
from yuinowa.partnerships.services.activities import host_of, locked, refuse_unanswered
from yuinowa.partnerships.services.activity_ledger import deed_of
from yuinowa.partnerships.services.frame import audience
from yuinowa.partnerships.services.turns import set_turns


@dataclass(frozen=True, slots=True)
class Held:
    """What came of it for all: when it was, in what residents took part, how many."""

    days: Days
    participation: Participation
    people: People


@dataclass(frozen=True, slots=True)
class Told:
    """What one side says of its own part; None is not known (I30)."""

    staff: int | None = None
    cost_yen: int | None = None
    learnt: str = ""


def hold(
    activity_id: int,
    held: Held,
    *,
    once: str,
    expected_version: int,
    actor: Actor,
    own: Told | None = None,
    late_reason: str = "",
    side: int | None = None,
) -> tuple[Activity, bool]:
    """The activity, held, and whether it was written down just now (R31). Posts one deed to the ledger.

    Raises:
        VersionMovedOn: another host was quicker; what one typed is kept.
        NotAllowed: the actor writes for no side that hosts or proposed it.
        TransitionRefused: it was written down, put off or given up before.
        WrongState: somebody named as host has not answered, or nobody hosts it.
        InputRefused: its days are not over, no agreement was in force, the counts do not fit, or the year is closed and
            no reason is given.
    """
    return idempotency.once(
        once,
        actor,
        lambda: _hold(activity_id, held, expected_version, actor, own, late_reason, side),
    )


def _hold(
    activity_id: int,
    held: Held,
    expected_version: int,
    actor: Actor,
    own: Told | None,
    late_reason: str,
    side: int | None,
) -> Activity:
    activity = locked(activity_id, expected_version, actor, "activity.write")
    if activity.is_ahead:
        refuse_unanswered(activity)
        _refuse_impossible(activity, held)
    moved = _moved(activity, ActivityStep.HOLD, held, actor)
    _keep_record(moved, actor, side, late_reason)
    ledger.post(deed_of(moved, late_reason), actor=actor)
    mine = actor.institution if side is None else side
    row = moved.hosts.filter(party__institution=mine or 0, state=HostState.AGREED.value).first()
    if row is not None and own is not None:
        _tell(row, own)
    set_turns(moved.partnership)
    return moved


@transaction.atomic
def correct(
    activity_id: int,
    held: Held,
    *,
    reason: str,
    expected_version: int,
    actor: Actor,
    side: int | None = None,
) -> Activity:
    """The activity as it should have been written down; both versions stay, the ledger reverses and posts anew (I29).

    Raises: as ``hold``.
    """
    activity = locked(activity_id, expected_version, actor, "activity.write")
    if activity.is_held:
        _refuse_impossible(activity, held)
    moved = _moved(activity, ActivityStep.CORRECT, held, actor)
    _keep_record(moved, actor, side, reason)
    ledger.correct(deed_of(moved, reason), reason=reason, actor=actor)
    return moved


@transaction.atomic
def take_back(
    activity_id: int,
    reason: str,
    *,
    expected_version: int,
    actor: Actor,
    side: int | None = None,
) -> Activity:
    """The activity, which did not take place after all: it stays readable and no longer counts.

    Raises: as ``hold``.
    """
    activity = locked(activity_id, expected_version, actor, "activity.write")

    def change(row: Activity) -> None:
        row.reason = reason

    moved: Activity = move(activity, ActivityStep.TAKE_BACK, actor=actor, change=change)
    _keep_record(moved, actor, side, reason, is_withdrawal=True)
    ledger.reverse(moved.source, reason=reason, actor=actor)
    return moved


@transaction.atomic
def tell(
    activity_id: int,
    own: Told,
    *,
    expected_version: int,
    actor: Actor,
    side: int | None = None,
) -> Activity:
    """The activity, with what the actor's side says of its own part: nobody else writes it (I13).

    Raises:
        VersionMovedOn: a colleague changed it since ``expected_version``.
        NotAllowed: the actor does not write for a side that hosts it.
        WrongState: it was not held.
    """
    activity = locked(activity_id, None, actor, "activity.tell")
    if not activity.is_held:
        raise WrongState(
            _("Nothing came of this activity yet."),
            next_step=_("Write down first that it was held."),
        )
    row = lock(ActivityHost, host_of(activity, actor, side).pk, expected_version)
    _tell(row, own)
    audit.record(
        "activity.tell",
        activity,
        actor=actor,
        after={"party": row.party_id, "staff": row.staff, "cost_yen": row.cost_yen},
        audience=audience(activity.partnership),
    )
    return activity


def _tell(row: ActivityHost, own: Told) -> None:
    row.staff, row.cost_yen, row.learnt = own.staff, own.cost_yen, own.learnt
    row.version += 1
    row.save()


def _refuse_impossible(activity: Activity, held: Held) -> None:
    fault = held_fault(held.days, clock.today(), spans_in_force(activity.partnership_id))
    if fault is not None:
        raise InputRefused(str(DAY_FAULTS[fault]), place="day")
    if not held.people.adds_up:
        raise InputRefused(
            _("Those told apart are more than all who took part, or all were not counted."),
            place="participants",
        )


def spans_in_force(partnership_id: int) -> list[Span]:
    """When agreements of the partnership were in force."""
    versions = AgreementVersion.objects.filter(
        agreement__partnership=partnership_id, in_force_on__isnull=False
    )
    return [
        (first, last)
        for first, last in versions.values_list("in_force_on", "ended_on")
        if first is not None
    ]


def _moved(activity: Activity, step: ActivityStep, held: Held, actor: Actor) -> Activity:
    def change(row: Activity) -> None:
        row.day = held.days.first
        row.last_day = held.days.last if held.days.end != held.days.first else None
        row.participation = held.participation.value
        row.participants, row.children = held.people.all, held.people.children
        row.adults, row.helpers = held.people.adults, held.people.helpers

    moved: Activity = move(activity, step, actor=actor, change=change)
    moved.partnership = activity.partnership
    return moved


def _keep_record(
    activity: Activity,
    actor: Actor,
    side: int | None,
    reason: str,
    *,
    is_withdrawal: bool = False,
) -> None:
    last = activity.records.aggregate(last=Max("number"))["last"] or 0
    counts: dict[str, Any] = {
        name: getattr(activity, name)
        for name in ("day", "last_day", "participants", "children", "adults", "helpers")
    }
    ActivityRecord.objects.create(
        activity=activity,
        number=last + 1,
        written_for=_writer(activity, actor, side),
        reason=reason,
        is_withdrawal=is_withdrawal,
        written_at=clock.now(),
        **counts,
    )


def _writer(activity: Activity, actor: Actor, side: int | None) -> Party:
    mine = actor.institution if side is None else side
    found = Party.objects.filter(
        partnership=activity.partnership_id,
        institution=mine or 0,
        state=PartyState.JOINED.value,
    ).first()
    if found is None:
        raise NotAllowed("the actor's institution has not joined")
    return found
