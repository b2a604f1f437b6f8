"""What each side said it gains and puts in, beside what its activities, statements of costs and the ledger counted of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.db.models import QuerySet, Sum

from yuinowa.core.rights import Actor, visible_to
from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.ledger.domain.kinds import Unit
from yuinowa.ledger.queries.entries import counted_in_context
from yuinowa.partnerships.domain.activities import LEDGER_KIND, ActivityState, HostState
from yuinowa.partnerships.domain.balance import Counted, Figure, Matter, is_counted
from yuinowa.partnerships.domain.costs import StatementState
from yuinowa.partnerships.models import (
    ActivityHost,
    Afterwards,
    Benefit,
    Contribution,
    CostShare,
    Partnership,
    Party,
)
from yuinowa.partnerships.models.afterwards import newest
from yuinowa.partnerships.queries.activities import activities_visible_to
from yuinowa.partnerships.queries.costs import costs_visible_to
from yuinowa.partnerships.queries.statements import benefits_visible_to, contributions_visible_to

_OF_UNIT = {Unit.TIME: Counted.TIMES, Unit.PERSON: Counted.RESIDENTS}


@dataclass(frozen=True, slots=True)
class Balance:
    """Of one side: its words by matter, what it says came of each, and the figures, the oldest year first."""

    said: dict[Matter, list[Benefit | Contribution]] = field(
        default_factory=lambda: defaultdict(list)
    )
    after: dict[Benefit | Contribution, Afterwards] = field(default_factory=dict)
    figures: list[Figure] = field(default_factory=list)

    def of(self, counted: Counted) -> list[Figure]:
        return [one for one in self.figures if one.counted is counted]


def balances(partnership: Partnership, sides: Sequence[Party], actor: Actor) -> dict[int, Balance]:
    """By side (its id): what it said and what was counted, as far as ``actor`` may read it. Six questions for any number."""
    found = {side.pk: Balance() for side in sides}
    benefits: QuerySet[Benefit] = benefits_visible_to(actor).filter(party__in=found)
    for benefit in benefits.order_by("party", "pk"):
        found[benefit.party_id].said[Matter.BENEFIT].append(benefit)
    gifts: QuerySet[Contribution] = contributions_visible_to(actor).filter(party__in=found)
    for gift in gifts.order_by("party", "fiscal_year", "pk"):
        found[gift.party_id].said[Matter(gift.resource)].append(gift)
    later = newest(afterwards_visible_to(actor).filter(party__in=found))
    for one in later.select_related("benefit", "contribution"):
        if (row := one.benefit or one.contribution) is not None:
            found[one.party_id].after[row] = one
    sums: dict[tuple[int, Counted, int], int] = defaultdict(int)
    for party, counted, year, amount in (
        *_of_ledger(partnership, sides, actor),
        *_of_hosts(partnership, actor),
        *_of_statements(partnership, actor),
    ):
        sums[party, counted, year] += amount
    for (party, counted, year), amount in sorted(sums.items()):
        if party in found:
            found[party].figures.append(Figure(counted, year, amount))
    return found


def afterwards_visible_to(actor: Actor) -> QuerySet[Afterwards]:
    """What sides said came of what they gain and put in: every version, taken back or not."""
    return visible_to(actor, Afterwards.objects.select_related("party"))


def versions_of(row: Benefit | Contribution, actor: Actor) -> QuerySet[Afterwards]:
    """What was said afterwards of ``row``, as far as ``actor`` may read it: every version, the newest first."""
    of = {str(row._meta.model_name): row}
    return afterwards_visible_to(actor).filter(**of).order_by("-number")


def counts(row: Benefit | Contribution, actor: Actor) -> bool:
    """Whether a record counts what ``row`` says, as far as ``actor`` may read the records."""
    figures = balances(row.party.partnership, [row.party], actor)[row.party_id].figures
    return is_counted(*matter_of(row), figures)


def matter_of(row: Benefit | Contribution) -> tuple[Matter, int | None]:
    """What ``row`` is about, and the fiscal year it names."""
    if isinstance(row, Contribution):
        return Matter(row.resource), row.fiscal_year
    return Matter.BENEFIT, None


_Row = tuple[int, Counted, int, int]


def _of_ledger(partnership: Partnership, sides: Sequence[Party], actor: Actor) -> Iterator[_Row]:
    """What the ledger counts for each side as a host; a correction counts, what was taken back does not."""
    by_institution = {side.institution_id: side.pk for side in sides}
    rows = counted_in_context("partnership", str(partnership.pk), LEDGER_KIND, actor)
    for giver, unit, year, quantity in rows:
        if giver in by_institution and unit in _OF_UNIT:
            yield by_institution[giver], _OF_UNIT[unit], year, quantity


def _of_hosts(partnership: Partnership, actor: Actor) -> Iterator[_Row]:
    """What each host wrote of its own part (I13); an empty figure is not known and counts for nothing (I30)."""
    held = activities_visible_to(actor).filter(
        partnership=partnership, state=ActivityState.HELD.value
    )
    told = ActivityHost.objects.filter(
        activity__in=held.order_by().values("pk"), state=HostState.AGREED.value
    )
    rows = told.values_list("party", "activity__day", "staff", "cost_yen")
    for party, day, staff, cost in rows.iterator():
        year = FiscalYear.of(day).start_year
        if staff is not None:
            yield party, Counted.STAFF, year, staff
        if cost is not None:
            yield party, Counted.COST, year, cost


def _of_statements(partnership: Partnership, actor: Actor) -> Iterator[_Row]:
    """What each side bears by the statements that are issued and not put right since."""
    issued = costs_visible_to(actor).filter(
        partnership=partnership, state=StatementState.ISSUED.value
    )
    shares = CostShare.objects.filter(
        statement__in=issued.order_by().values("pk"), equal_yen__isnull=False
    )
    rows = shares.values_list("party", "statement__fiscal_year").annotate(
        fixed=Sum("fixed_yen"), equal=Sum("equal_yen"), head=Sum("head_yen"), use=Sum("use_yen")
    )
    for party, year, *parts in rows.order_by():
        yield party, Counted.SHARE, year, sum(parts)
