"""Which partnerships are dormant today: computed whenever somebody looks, one question for any number of rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from yuinowa.core import clock
from yuinowa.core.clock import TOKYO
from yuinowa.core.rights import Actor, visible_to
from yuinowa.partnerships.domain.activities import ActivityState
from yuinowa.partnerships.domain.dormancy import AFTER_DAYS, cutoff, is_dormant, quiet_since
from yuinowa.partnerships.domain.phases import Phase
from yuinowa.partnerships.models import Activity, Partnership


@dataclass(frozen=True, slots=True)
class Quiet:
    """Since when nothing was done together, how many days that is, and the last day of the last activity."""

    since: date
    days: int
    last_held: date | None
    is_dormant: bool


def quiet_among(rows: Iterable[Partnership]) -> dict[int, Quiet]:
    """By partnership at work: how quiet it is. Counts as the platform sees them; no activity is named."""
    at_work = {row.pk: row for row in rows if row.phase is Phase.ACTIVE}
    if not at_work:
        return {}
    held = Activity.objects.filter(partnership__in=at_work, state=ActivityState.HELD.value)
    last = dict(
        held.order_by()
        .values("partnership")
        .annotate(last=Max(Coalesce("last_day", "day")))
        .values_list("partnership", "last")
    )
    return {pk: _quiet(row, last.get(pk)) for pk, row in at_work.items()}


def _quiet(row: Partnership, last: date | None) -> Quiet:
    today = clock.today()
    since = quiet_since(row.state_since.astimezone(TOKYO).date(), row.start_on, last)
    dormant = is_dormant(row.phase, since, row.dormant_after_days, today)
    return Quiet(since, (today - since).days, last, dormant)


def quiet_of(partnership: Partnership) -> Quiet | None:
    """How quiet one partnership is; None unless it is at work."""
    return quiet_among([partnership]).get(partnership.pk)


def dormant_ones(found: QuerySet[Partnership], actor: Actor) -> QuerySet[Partnership]:
    """Those of ``found`` that are dormant, as far as ``actor`` follows how they go."""
    found = visible_to(actor, found, action="partnership.follow")
    quiet = Q(pk__in=())
    for days in AFTER_DAYS:
        day = cutoff(days, clock.today())
        held = Activity.objects.filter(
            Q(day__gte=day) | Q(last_day__gte=day),
            partnership=OuterRef("pk"),
            state=ActivityState.HELD.value,
        )
        quiet |= Q(
            Q(start_on=None) | Q(start_on__lt=day),
            ~Exists(held),
            dormant_after_days=days,
            state=Phase.ACTIVE.value,
            state_since__lt=datetime.combine(day, time(), TOKYO),
        )
    return found.filter(quiet)
