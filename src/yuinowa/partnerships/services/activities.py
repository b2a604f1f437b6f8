"""Activities before they are held: propose, change, ask sides to host, announce, put off, give up."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.utils.translation import gettext as _

from yuinowa.core import audit, clock, idempotency
from yuinowa.core.move import move
from yuinowa.core.rights import Actor, require
from yuinowa.core.versions import lock
from yuinowa.kernel.errors import NotAllowed, WrongState
from yuinowa.partnerships.domain.activities import (
    AHEAD,
    ActivityState,
    ActivityStep,
    HostState,
)
from yuinowa.partnerships.domain.parties import PartyState
from yuinowa.partnerships.models import Activity, ActivityHost, Partnership
from yuinowa.partnerships.services.activity_plans import (
    ActivityPlan,
    When,
    ask_anew,
    name_hosts,
    refuse_impossible,
    when_of,
    write_plan,
    write_when,
)
from yuinowa.partnerships.services.frame import audience, refuse_over, refuse_resting
from yuinowa.partnerships.services.statements import own_side
from yuinowa.partnerships.services.turns import set_turns


def propose(
    partnership_id: int, plan: ActivityPlan, *, once: str, actor: Actor, side: int | None = None
) -> tuple[Activity, bool]:
    """An activity more, and whether it was proposed just now (R31). Other sides named as hosts are asked (I13).

    Raises:
        NotAllowed: the actor writes for no side that has joined.
        WrongState: the partnership pauses, is being closed or is over.
        InputRefused: nobody hosts it, a side named has not joined, or its days cannot be.
    """
    return idempotency.once(once, actor, lambda: _propose(partnership_id, plan, actor, side))


def _propose(partnership_id: int, plan: ActivityPlan, actor: Actor, side: int | None) -> Activity:
    party = own_side(partnership_id, actor, side)
    refuse_resting(party.partnership)
    refuse_impossible(plan.when)
    activity = Activity(partnership=party.partnership, proposer=party, proposed_at=clock.now())
    write_plan(activity, plan)
    activity.full_clean()
    activity.save()
    name_hosts(activity, plan, party)
    _told("activity.propose", activity, actor)
    return activity


@transaction.atomic
def change(
    activity_id: int,
    plan: ActivityPlan,
    *,
    expected_version: int,
    actor: Actor,
    side: int | None = None,
) -> Activity:
    """The activity as ``plan`` says. Hosts agreed to its days and place: where these change, the others are asked anew.

    Raises:
        VersionMovedOn: somebody changed it since ``expected_version``.
        NotAllowed: the actor writes for no side that hosts or proposed it.
        WrongState: its day is not ahead, or it is announced and would be elsewhere or by others.
        InputRefused: as ``propose``; or a side that has agreed to host would be struck off by another (I13).
    """
    activity = locked(activity_id, expected_version, actor, "activity.write")
    refuse_resting(activity.partnership)
    party = own_side(activity.partnership_id, actor, side)
    if not activity.is_ahead:
        raise WrongState(
            _("This activity is not ahead any more."),
            next_step=_("Set a new day, or put right what was written down."),
        )
    refuse_impossible(plan.when)
    moves = when_of(activity) != plan.when
    hosts = {row.party_id for row in activity.hosts.exclude(state=HostState.DECLINED.value)}
    if not activity.is_planned and (moves or hosts != plan.hosts):
        raise WrongState(
            _("It is announced already, so its day, its place and its hosts stand."),
            next_step=_("Put it off first, then set the new day."),
        )
    write_plan(activity, plan)
    activity.version += 1
    activity.full_clean()
    activity.save()
    if moves:
        ask_anew(activity, party)
    name_hosts(activity, plan, party)
    _told("activity.change", activity, actor)
    return activity


@transaction.atomic
def answer(
    activity_id: int, *, hosts: bool, actor: Actor, part: str = "", side: int | None = None
) -> Activity:
    """The activity, which the actor's side hosts from now on, or does not; asked twice, answered once.

    Raises:
        NotAllowed: the actor does not lead for a side named as host (I13).
        WrongState: it is not ahead any more; or nobody would host what is announced.
    """
    activity = locked(activity_id, None, actor, "activity.host")
    (refuse_resting if hosts else refuse_over)(activity.partnership)
    own = host_of(activity, actor, side)
    if activity.state not in (*AHEAD, ActivityState.POSTPONED):
        raise WrongState(
            _("This activity is not ahead any more."), next_step=_("Look at what was written.")
        )
    wanted = HostState.AGREED if hosts else HostState.DECLINED
    others = activity.hosts.exclude(pk=own.pk).filter(state=HostState.AGREED.value)
    if not hosts and not activity.is_planned and own.hosts and not others.exists():
        raise WrongState(
            _("Your side is its only host."), next_step=_("Put it off or give it up instead.")
        )
    if (own.state, own.part) != (wanted, part):
        own.state, own.part = wanted.value, part
        own.version += 1
        own.save()
        _told("activity.host" if hosts else "activity.step-back", activity, actor)
    return activity


@transaction.atomic
def announce(activity_id: int, *, expected_version: int, actor: Actor) -> Activity:
    """The activity, told beyond the sides as far as it may be seen there.

    Raises:
        VersionMovedOn, NotAllowed: as ``change``.
        TransitionRefused: it is announced, held, put off or given up already.
        WrongState: somebody named as host has not answered, or nobody hosts it.
    """
    activity = locked(activity_id, expected_version, actor, "activity.write")
    refuse_resting(activity.partnership)
    if activity.is_planned:
        refuse_unanswered(activity)
    return _moved(activity, ActivityStep.ANNOUNCE, actor, _announced)


def _announced(row: Activity) -> None:
    row.announced_at = row.announced_at or clock.now()


@transaction.atomic
def postpone(activity_id: int, reason: str, *, expected_version: int, actor: Actor) -> Activity:
    """The activity, put off for ``reason`` to a day not yet known (I26). Raises: as ``announce``."""
    activity = locked(activity_id, expected_version, actor, "activity.write")

    def change_row(row: Activity) -> None:
        row.reason = reason

    return _moved(activity, ActivityStep.POSTPONE, actor, change_row)


@transaction.atomic
def set_day(
    activity_id: int, when: When, *, expected_version: int, actor: Actor, side: int | None = None
) -> Activity:
    """The activity that was put off, planned for another day; its other hosts are asked anew.

    Raises: as ``announce``; InputRefused: its days cannot be.
    """
    activity = locked(activity_id, expected_version, actor, "activity.write")
    refuse_resting(activity.partnership)
    party = own_side(activity.partnership_id, actor, side)
    refuse_impossible(when)

    def change_row(row: Activity) -> None:
        row.reason = ""
        write_when(row, when)

    if activity.is_postponed:
        ask_anew(activity, party)
    return _moved(activity, ActivityStep.SET_DAY, actor, change_row)


@transaction.atomic
def cancel(activity_id: int, reason: str, *, expected_version: int, actor: Actor) -> Activity:
    """The activity, given up for ``reason``; it stays in the list (I26). Raises: as ``announce``."""
    activity = locked(activity_id, expected_version, actor, "activity.write")

    def change_row(row: Activity) -> None:
        row.reason = reason

    return _moved(activity, ActivityStep.CANCEL, actor, change_row)


# ---------------------------------------------------------------- what these deeds have in common


def locked(activity_id: int, expected_version: int | None, actor: Actor, action: str) -> Activity:
    """The activity under the lock of its partnership, which comes first.

    Raises:
        NotAllowed: the actor may not do ``action``.
        VersionMovedOn: somebody changed it since ``expected_version``.
    """
    seen = Activity.objects.filter(pk=activity_id).first()
    if seen is None:
        raise NotAllowed("no such activity")
    partnership = lock(Partnership, seen.partnership_id)
    activity = lock(Activity, activity_id, expected_version)
    activity.partnership = partnership
    require(actor, action, activity)
    return activity


def host_of(activity: Activity, actor: Actor, side: int | None = None) -> ActivityHost:
    """The row of the actor's own side among the hosts.

    Raises:
        NotAllowed: its side is not named as host.
    """
    mine = actor.institution if side is None else side
    own = activity.hosts.filter(
        party__institution=mine or 0, party__state=PartyState.JOINED.value
    ).first()
    if own is None:
        raise NotAllowed("the actor's side is not named as host")
    return own


def refuse_unanswered(activity: Activity) -> None:
    """Nothing, if everybody named as host has answered and somebody hosts it.

    Raises:
        WrongState: names who is waited for; no side says for another that it hosts (I13).
    """
    rows = list(activity.hosts.select_related("party__institution"))
    asked = [row.party.institution.name for row in rows if row.is_asked]
    if asked:
        raise WrongState(
            _("%(names)s was asked to host it and has not answered.") % {"names": "、".join(asked)},
            next_step=_("Wait for the answer, or take the question back by changing the plan."),
        )
    if not any(row.hosts for row in rows):
        raise WrongState(
            _("Nobody hosts it."), next_step=_("Ask a side to host it, by changing the plan.")
        )


def _moved(
    activity: Activity, step: ActivityStep, actor: Actor, change_row: Callable[[Activity], None]
) -> Activity:
    moved: Activity = move(activity, step, actor=actor, change=change_row)
    set_turns(activity.partnership)
    return moved


def _told(action: str, activity: Activity, actor: Actor) -> None:
    # Title and parts are people's own words, so the trail keeps days and counts only (R45).
    audit.record(
        action,
        activity,
        actor=actor,
        after={
            "day": activity.day.isoformat(),
            "state": activity.state,
            "version": activity.version,
        },
        audience=audience(activity.partnership),
    )
    set_turns(activity.partnership)
