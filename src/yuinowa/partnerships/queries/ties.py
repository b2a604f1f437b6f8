"""What partnerships tell of two institutions: a tie while their work goes on, and what they have between them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from yuinowa.core.rights import Actor
from yuinowa.core.ties import Edge, SharedWork
from yuinowa.kernel.fiscal import TOKYO
from yuinowa.partnerships.domain.activities import ActivityState, HostState
from yuinowa.partnerships.domain.agreements import VersionState
from yuinowa.partnerships.domain.parties import PartyState
from yuinowa.partnerships.domain.phases import BEGUN
from yuinowa.partnerships.models import Activity, AgreementVersion, Partnership, Party
from yuinowa.partnerships.queries.partnerships import partnerships_visible_to
from yuinowa.relations.domain.depths import SHORT_MONTHS, months_before

#: A pause, and closing, leave the sides bound by their agreement.
_BEGUN = [phase.value for phase in BEGUN]


def edges_of(institutions: Collection[int], actor: Actor) -> Iterator[Edge]:
    """A tie of each of ``institutions`` with every other side of the partnerships whose work has begun that ``actor`` may see (I5)."""
    at_work = partnerships_visible_to(actor).filter(
        state__in=_BEGUN,
        parties__institution__in=institutions,
        parties__state=PartyState.JOINED.value,
    )
    sides = Party.objects.filter(
        partnership__in=at_work.order_by().values("pk"), state=PartyState.JOINED.value
    ).select_related("partnership")
    by_partnership: dict[Partnership, list[Party]] = {}
    for side in sides.order_by("partnership", "pk"):
        by_partnership.setdefault(side.partnership, []).append(side)
    wanted = set(institutions)
    for partnership, parties in by_partnership.items():
        for n, one in enumerate(parties):
            for other in parties[n + 1 :]:
                if wanted & {one.institution_id, other.institution_id}:
                    yield Edge(
                        one.institution_id,
                        other.institution_id,
                        max(_since(partnership, one), _since(partnership, other)),
                        None,
                        partnership.title,
                        partnership.get_absolute_url(),
                    )


def _since(partnership: Partnership, side: Party) -> date:
    """From when the tie holds as far as ``side`` goes: the first day of the work, or the day it came later."""
    joined = side.joined_at.astimezone(TOKYO).date() if side.joined_at else date.min
    return max(partnership.start_on or date.min, joined)


def work_of(one: int, other: int, day: date) -> SharedWork:
    """Activities that both hosted in the year to ``day``, agreements in force between them, evaluations both agreed on.

    Counts only, as the platform sees them. Source: collaboration model §18.1.
    """
    held = Activity.objects.filter(
        state=ActivityState.HELD.value, day__gt=months_before(day, SHORT_MONTHS), day__lte=day
    )
    at_work = Partnership.objects.filter(state__in=_BEGUN, start_on__lte=day)
    for side in (one, other):
        held = held.filter(hosts__party__institution=side, hosts__state=HostState.AGREED.value)
        at_work = at_work.filter(parties__institution=side, parties__state=PartyState.JOINED.value)
    in_force = AgreementVersion.objects.filter(
        state=VersionState.IN_FORCE.value,
        in_force_on__lte=day,
        agreement__partnership__in=at_work.values("pk"),
    )
    return SharedWork(
        activities=held.distinct().count(),
        agreements=in_force.count(),
        evaluations=at_work.exclude(evaluation=None).distinct().count(),
    )
