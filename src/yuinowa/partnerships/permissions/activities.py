"""Who sees what sides do together, who writes it, and who speaks for a side that is named as host."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from yuinowa.core.rights import (
    ANYONE,
    Actor,
    Condition,
    Row,
    Scope,
    Standing,
    can,
    nothing,
    visible_to,
)
from yuinowa.partnerships.domain.activities import ActivityRole, ActivityState, HostState
from yuinowa.partnerships.domain.parties import PartyState
from yuinowa.partnerships.models import Activity, ActivityHost, Partnership
from yuinowa.partnerships.permissions.partnerships import LEADERS, WRITERS, as_side

ACTIVITY = Scope("partnerships.Activity", parties=("partnership__parties__institution",))
_OF_ALL = as_side(PartyState.JOINED, path="partnership")


def _as_host(*states: HostState) -> Condition:
    """The actor's side is named as host and stands so toward it."""
    codes = [state.value for state in states]

    def q(actor: Actor) -> Q:
        own = ActivityHost.objects.filter(
            party__institution=actor.institution or 0, state__in=codes
        )
        return Q(pk__in=own.values("activity"))

    def holds(actor: Actor, obj: Any) -> bool:
        return any(
            row.party.institution_id == actor.institution and row.state in codes
            for row in obj.hosts.all()
        )

    return Condition(q, holds)


def _seen_beyond(actor: Actor) -> Q:
    told = Q(announced_at__isnull=False) | Q(state=ActivityState.HELD.value)
    known = actor.known(Partnership)
    if known is not None:
        sees = can(actor, "partnership.view", known)
        return Q(is_open=True, partnership=known) & told if sees else nothing()
    seen = visible_to(actor, Partnership.objects.all())
    return Q(is_open=True) & told & Q(partnership__in=seen.values("pk"))


#: Whoever sees the partnership sees what its hosts tell beyond the sides.
seen_beyond = Condition(
    _seen_beyond,
    lambda actor, obj: (
        obj.is_open
        and (obj.announced_at is not None or obj.is_held)
        and can(actor, "partnership.view", obj.partnership)
    ),
)
hosts_it = _as_host(HostState.AGREED)
proposed_it = Condition(
    lambda actor: Q(proposer__institution=actor.institution or 0),
    lambda actor, obj: obj.proposer.institution_id == actor.institution,
)

# fmt: off
ACTIVITY_ALLOW = (
    #    action            standing         roles    when
    Row("activity.view",  Standing.PARTY,  ANYONE,  _OF_ALL | hosts_it),
    Row("activity.view",  Standing.PUBLIC, ANYONE,  seen_beyond),
    Row("activity.write", Standing.PARTY,  WRITERS, _OF_ALL & (hosts_it | proposed_it)),
    Row("activity.host",  Standing.PARTY,  LEADERS, _OF_ALL & _as_host(*HostState)),
    Row("activity.tell",  Standing.PARTY,  WRITERS, _OF_ALL & hosts_it),
)
# fmt: on


def roles_toward_activity(actor: Actor, activity: Activity) -> frozenset[ActivityRole]:
    """Whether ``actor`` writes for a side that hosts or proposed ``activity``."""
    writes = actor.is_system or can(actor, "activity.write", activity)
    return frozenset(ActivityRole) if writes else frozenset()
