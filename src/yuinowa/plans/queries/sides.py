"""Plans side by side in one year: how each is built and rates itself, and what several of them measure.

Steps of two scales are never added or set against each other; nothing is ranked. The queries are as many for five
plans as for two.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.db.models import Q, QuerySet

from yuinowa.core import clock
from yuinowa.core.rights import Actor
from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.ledger.domain.population import Residents, population_of_year
from yuinowa.ledger.queries.populations import series_of
from yuinowa.plans.domain.comparison import Difference, Item, Told, differences, usual_base
from yuinowa.plans.domain.edition import EditionState
from yuinowa.plans.domain.sheet import OPEN_STATES
from yuinowa.plans.models import IndicatorSlot, Plan
from yuinowa.plans.queries.built import Built, built_of
from yuinowa.plans.queries.courses import Ruled, courses_of
from yuinowa.plans.queries.doors import plans_visible_to, sheets_visible_to
from yuinowa.plans.queries.editions import editions_visible_to
from yuinowa.plans.queries.municipalities import (
    Shown,
    base_of,
    defined_of,
    items_of,
    shown_of,
    visible_slots,
)
from yuinowa.plans.queries.rated import RatedYear, frozen_years, rated_in
from yuinowa.plans.queries.told import Public, public_of

#: So many plans stand beside each other; more columns nobody reads.
FEWEST, MOST = 2, 5


@dataclass(frozen=True)
class StepCount:
    """How many projects were given a step of the plan's own scale."""

    code: str
    text: str
    count: int


@dataclass(frozen=True)
class PlanSide:
    """One plan in the year."""

    plan: Plan
    built: Built
    #: The edition it was read from; None: published sheets, or nothing.
    told: Told | None
    #: Projects whose sheet is published.
    published: int
    steps: tuple[StepCount, ...]
    #: The rule it was rated by; None: the plan has none.
    ruled: Ruled | None

    @property
    def rated(self) -> int:
        """Projects with a rating."""
        return sum(step.count for step in self.steps)


@dataclass(frozen=True)
class SharedCell:
    """What one plan has of an item."""

    plan: Plan
    slot: IndicatorSlot
    target: str
    shown: Shown
    unit: str
    differs: tuple[Difference, ...] = ()

    @property
    def is_comparable(self) -> bool:
        return not any(difference.forbids for difference in self.differs)


@dataclass(frozen=True)
class SharedRow:
    """An item that at least two of the plans measure; ``base`` 0: it is not shown per head."""

    item: Item
    base: int
    #: For each plan, its indicators of this item; none: it has no such indicator.
    cells: tuple[tuple[SharedCell, ...], ...]


@dataclass(frozen=True)
class PlanSides:
    """The comparison."""

    year: int
    #: Years of which any of them published something, and the one shown; the newest first.
    offered: tuple[int, ...]
    sides: tuple[PlanSide, ...]
    rows: tuple[SharedRow, ...]


def plans_to_choose(words: str, chosen: Collection[int], actor: Actor) -> QuerySet[Plan]:
    """Plans that could be laid beside those in ``chosen``, by words of their name or of who keeps them."""
    found = plans_visible_to(actor).exclude(pk__in=list(chosen))
    for word in words.split():
        found = found.filter(
            Q(name__icontains=word) | Q(body__icontains=word) | Q(owner__name__icontains=word)
        )
    return found


def chosen_plans(ids: Sequence[int], actor: Actor) -> list[Plan]:
    """The plans of an address in its order; unseen ones are not there. One query."""
    seen = {plan.pk: plan for plan in plans_visible_to(actor).filter(pk__in=list(ids))}
    return [seen[pk] for pk in dict.fromkeys(ids) if pk in seen]


def plan_sides(plans: Sequence[Plan], asked: int | None, actor: Actor) -> PlanSides:
    """``plans`` in the year ``asked``, or in the newest of which most of them published something."""
    ids = [plan.pk for plan in plans]
    published = _years(ids, actor)
    newest = max(published, key=lambda year: (published[year], year), default=None)
    year = asked or newest or FiscalYear.of(clock.today()).start_year - 1
    frozen = frozen_years(ids, actor, year)
    rated = {plan: row for (plan, _), row in rated_in(frozen, ids, actor, year).items()}
    editions = {plan: snapshot for (plan, _), snapshot in frozen.items()}
    ruled = courses_of(ids, year, rated, editions)
    built = built_of(plans, editions)
    shared = _shared(ids, actor)
    indicators = {slot.indicator_id for by_plan in shared.values() for slot in _all(by_plan)}
    public = public_of(ids, {pk for pk in indicators if pk}, actor)
    return PlanSides(
        year=year,
        offered=tuple(sorted({*published, year}, reverse=True)),
        sides=tuple(
            _side(
                plan,
                built[plan.pk],
                public.edition(plan.pk, year),
                rated.get(plan.pk, RatedYear(())),
                ruled.get(plan.pk),
            )
            for plan in plans
        ),
        rows=tuple(_rows(plans, shared, public, year)),
    )


def _years(plans: Collection[int], actor: Actor) -> Counter[int]:
    """The years of which something was published, each with how many of ``plans`` did. Two queries."""
    editions = editions_visible_to(actor).filter(plan__in=plans, state=EditionState.PUBLISHED.value)
    sheets = sheets_visible_to(actor).filter(project__plan__in=plans, state__in=OPEN_STATES)
    found = {
        *editions.order_by().values_list("plan_id", "fiscal_year").distinct(),
        *sheets.order_by().values_list("project__plan_id", "fiscal_year").distinct(),
    }
    return Counter(year for _plan, year in found)


def _side(
    plan: Plan, built: Built, told: Told | None, year: RatedYear, ruled: Ruled | None
) -> PlanSide:
    counts = Counter(year.ratings.values())
    return PlanSide(
        plan=plan,
        built=built,
        told=told,
        published=len(year.ratings),
        steps=tuple(StepCount(code, text, counts[code]) for code, text in year.scale),
        ruled=ruled,
    )


# ---------------------------------------------------------------- what several of them measure

#: By plan, its places that hold an indicator of one item.
_ByPlan = dict[int, list[IndicatorSlot]]


def _all(by_plan: _ByPlan) -> Iterator[IndicatorSlot]:
    for slots in by_plan.values():
        yield from slots


def _shared(plans: Collection[int], actor: Actor) -> dict[Item, _ByPlan]:
    """The items that more than one of ``plans`` says it measures, in their order; each indicator once. One query."""
    found: dict[Item, _ByPlan] = {}
    for slot in visible_slots(actor).filter(project__plan__in=plans).order_by("pk"):
        for item in items_of(slot):
            of_plan = found.setdefault(item, {}).setdefault(slot.project.plan_id, [])
            if all(slot.indicator_id != other.indicator_id for other in of_plan):
                of_plan.append(slot)
    kept = sorted((item for item in found if len(found[item]) > 1), key=lambda item: item.order)
    return {item: found[item] for item in kept}


def _rows(
    plans: Sequence[Plan], shared: Mapping[Item, _ByPlan], public: Public, year: int
) -> Iterator[SharedRow]:
    series = series_of({plan.owner_id for plan in plans})
    populations = {
        plan.pk: population_of_year(series.get(plan.owner_id, []), FiscalYear(year))
        for plan in plans
    }
    for item, by_plan in shared.items():
        base = usual_base([base_of(slot.indicator) for slot in _all(by_plan)])
        cells = [
            _cell(plan, slot, public, year, populations[plan.pk], base)
            for plan in plans
            for slot in by_plan.get(plan.pk, [])
        ]
        yield SharedRow(item, base, _columns(plans, _told_apart(cells, item)))


def _cell(
    plan: Plan, slot: IndicatorSlot, public: Public, year: int, known: Residents | None, base: int
) -> SharedCell:
    told = public.actual(plan.pk, slot.indicator_id or 0, year)
    shown = shown_of(told, known, base if base_of(slot.indicator) else 0)
    unit = slot.indicator.unit if slot.indicator else ""
    target = public.target(plan.pk, slot.indicator_id or 0, year)
    return SharedCell(plan, slot, target, shown, told.unit if told and told.unit else unit)


def _told_apart(cells: Sequence[SharedCell], item: Item) -> Iterator[SharedCell]:
    said = differences(
        [defined_of(cell.slot.indicator, cell.unit, cell.shown.told) for cell in cells],
        by_metric=item.statistic is None,
    )
    for cell, differs in zip(cells, said, strict=True):
        yield replace(cell, differs=differs)


def _columns(
    plans: Sequence[Plan], cells: Iterable[SharedCell]
) -> tuple[tuple[SharedCell, ...], ...]:
    kept = list(cells)
    return tuple(tuple(cell for cell in kept if cell.plan == plan) for plan in plans)
