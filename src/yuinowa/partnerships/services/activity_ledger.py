"""What an activity is in the ledger: one deed between its hosts, and how many people took part."""

from __future__ import annotations

from yuinowa.ledger.domain.deeds import Deed, Leg, LegScope
from yuinowa.ledger.domain.kinds import Unit
from yuinowa.ledger.services.context import context_of
from yuinowa.partnerships.domain.activities import (
    CONTEXT_KIND,
    LEDGER_KIND,
    HostState,
    pairs_of_hosts,
)
from yuinowa.partnerships.models import Activity


def deed_of(activity: Activity, reason: str) -> Deed:
    """The activity as the ledger counts it: once, however many sides hosted it; for each host once, too."""
    hosts = list(
        activity.hosts.filter(state=HostState.AGREED.value)
        .order_by("party")
        .values_list("party__institution", flat=True)
    )
    legs = [
        _leg(activity, Unit.TIME, 1, giver, receiver, principal=place == 0)
        for place, (giver, receiver) in enumerate(pairs_of_hosts(hosts))
    ]
    if activity.participants:
        legs += [
            _leg(activity, Unit.PERSON, activity.participants, host, host, principal=place == 0)
            for place, host in enumerate(hosts)
        ]
    # No title: who counts for the region reads entries and need not know of the partnership.
    key = str(activity.partnership_id)
    context = context_of(CONTEXT_KIND, key, f"#{key}")
    return Deed(
        source=activity.source,
        legs=tuple(legs),
        context=context.pk,
        reason=reason,
        stated_by=hosts[0],
    )


def _leg(
    activity: Activity, unit: Unit, quantity: int, giver: int, receiver: int, *, principal: bool
) -> Leg:
    return Leg(
        kind=LEDGER_KIND,
        unit=unit,
        quantity=quantity,
        giver=giver,
        receiver=receiver,
        day=activity.day,
        scope=LegScope.RESIDENTS if giver == receiver else LegScope.INSTITUTION,
        principal=principal,
    )
