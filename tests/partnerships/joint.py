"""Dull makers of what activities need: sides at work, something planned by them, something held."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from tests.partnerships.factories import lead_of, side
from tests.partnerships.papers import in_force
from yuinowa.core import clock
from yuinowa.core.idempotency import new_key
from yuinowa.directory.models import Institution
from yuinowa.partnerships.domain.activities import ActivityKind, Days, Participation, People
from yuinowa.partnerships.models import Activity, AgreementVersion, Partnership
from yuinowa.partnerships.services.activities import answer, propose
from yuinowa.partnerships.services.activity_plans import ActivityPlan, When
from yuinowa.partnerships.services.holding import Held, Told, hold


def at_work(*sides: Institution) -> Partnership:
    """A partnership whose agreement has been in force for a year."""
    version = in_force(*sides)
    since = clock.today() - timedelta(days=365)
    AgreementVersion.objects.filter(pk=version.pk).update(in_force_on=since)
    Partnership.objects.filter(pk=version.agreement.partnership_id).update(start_on=since)
    return Partnership.objects.get(pk=version.agreement.partnership_id)


def plan(partnership: Partnership, *hosts: Institution, **changes: Any) -> ActivityPlan:
    given: dict[str, Any] = {
        "title": "まちの人形劇 おはなし会 第1回",
        "kind": ActivityKind.STORY_TIME,
        "participation": Participation.SERVICE,
        "when": When(Days(clock.today()), place="おはなし室"),
        "hosts": frozenset(side(partnership, host).pk for host in hosts),
    }
    return ActivityPlan(**(given | changes))


def planned(partnership: Partnership, *hosts: Institution, **changes: Any) -> Activity:
    """Proposed by the first of ``hosts``; the others have agreed to host it."""
    activity, _fresh = propose(
        partnership.pk,
        plan(partnership, *hosts, **changes),
        once=new_key(),
        actor=lead_of(hosts[0]),
    )
    for other in hosts[1:]:
        answer(activity.pk, hosts=True, actor=lead_of(other))
    return Activity.objects.get(pk=activity.pk)


def what_came(day: date | None = None, people: People | None = None) -> Held:
    return Held(Days(day or clock.today()), Participation.SERVICE, people or People(40, 25, 10, 5))


def held(partnership: Partnership, *hosts: Institution, **changes: Any) -> Activity:
    """Written down by the first of ``hosts``."""
    activity = planned(partnership, *hosts, **changes)
    return written_down(activity, hosts[0])


def written_down(
    activity: Activity, by: Institution, came: Held | None = None, own: Told | None = None
) -> Activity:
    return hold(
        activity.pk,
        came or what_came(activity.day),
        once=new_key(),
        expected_version=activity.version,
        own=own,
        actor=lead_of(by),
    )[0]
