"""What is planned of an activity, written into it; and the sides that are asked to host it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from django.utils.translation import gettext as _

from yuinowa.core import clock
from yuinowa.kernel.errors import InputRefused
from yuinowa.partnerships.domain.activities import (
    ActivityKind,
    Days,
    HostState,
    Participation,
    plan_fault,
)
from yuinowa.partnerships.domain.parties import PartyState
from yuinowa.partnerships.labels.activities import DAY_FAULTS
from yuinowa.partnerships.models import Activity, ActivityHost, Party


@dataclass(frozen=True, slots=True)
class When:
    """The days and the place of an activity: what its hosts agree to."""

    days: Days
    begins: time | None = None
    ends: time | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class ActivityPlan:
    """What is planned. ``hosts`` are sides; ``part`` is what the actor's own side does, if it hosts."""

    title: str
    kind: ActivityKind
    participation: Participation
    when: When
    hosts: frozenset[int]
    part: str = ""
    online: str = ""
    is_open: bool = False


def refuse_impossible(when: When) -> None:
    """Nothing, if the days and times can be.

    Raises:
        InputRefused: names the field that cannot.
    """
    fault = plan_fault(when.days, clock.today())
    if fault is not None:
        raise InputRefused(str(DAY_FAULTS[fault]), place="day")
    if when.ends is not None and (when.begins is None or when.ends <= when.begins):
        raise InputRefused(_("The end is after the beginning."), place="ends")


def write_plan(activity: Activity, plan: ActivityPlan) -> None:
    """Put what is planned into ``activity``; hosts are named apart."""
    activity.title, activity.kind = plan.title, plan.kind.value
    activity.participation, activity.is_open = plan.participation.value, plan.is_open
    activity.online = plan.online
    write_when(activity, plan.when)


def write_when(activity: Activity, when: When) -> None:
    """Put its days and its place into ``activity``."""
    activity.day = when.days.first
    activity.last_day = when.days.last if when.days.end != when.days.first else None
    activity.begins, activity.ends, activity.place = when.begins, when.ends, when.place


def when_of(activity: Activity) -> When:
    """The days and the place that stand there."""
    return When(activity.days, activity.begins, activity.ends, activity.place)


def ask_anew(activity: Activity, party: Party) -> None:
    """Ask its hosts again but ``party``, which is the one that changes what they agreed to."""
    rows = activity.hosts.filter(state=HostState.AGREED.value).exclude(party=party)
    rows.update(state=HostState.ASKED.value)


def name_hosts(activity: Activity, plan: ActivityPlan, party: Party) -> None:
    """Ask the sides of ``plan`` that are not asked yet; take the question back from those that have not answered.

    Raises:
        InputRefused: nobody hosts it, a side named has not joined, or one that has agreed would be struck off (I13).
    """
    joined = set(
        Party.objects.filter(
            partnership=activity.partnership_id, state=PartyState.JOINED.value
        ).values_list("pk", flat=True)
    )
    if not plan.hosts:
        raise InputRefused(_("Choose at least one side that hosts it."), place="hosts")
    if not plan.hosts <= joined:
        raise InputRefused(_("This side is not there any more."), place="hosts")
    rows = {row.party_id: row for row in activity.hosts.select_related("party__institution")}
    for pk, row in rows.items():
        if pk in plan.hosts:
            continue
        if row.hosts and pk != party.pk:
            raise InputRefused(
                _("%(name)s has agreed to host it. Only it can step back.")
                % {"name": row.party.institution.name},
                place="hosts",
            )
        if row.state != HostState.DECLINED:
            row.delete()
    for pk in sorted(plan.hosts):
        _name_host(rows.get(pk) or ActivityHost(activity=activity, party_id=pk), plan, party)


def _name_host(row: ActivityHost, plan: ActivityPlan, party: Party) -> None:
    if row.party_id == party.pk:
        row.state, row.part = HostState.AGREED.value, plan.part
    elif row.state == HostState.DECLINED:
        row.state = HostState.ASKED.value
    row.save()
