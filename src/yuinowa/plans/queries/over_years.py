"""A plan over the years: each indicator with its targets, actuals, changes and ratings, as they were published.

A year that has a published edition is read from it, its ratings from what it froze; any other year from its
published sheets. A fixed number of queries.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from yuinowa.core.rights import Actor
from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.ledger.domain.population import population_of_year
from yuinowa.ledger.queries.populations import series_of
from yuinowa.plans.domain.comparison import Told, change_of
from yuinowa.plans.models import IndicatorSlot, Plan
from yuinowa.plans.queries.municipalities import Shown, base_of, shown_of
from yuinowa.plans.queries.pages import FigureRow, IndicatorBlock
from yuinowa.plans.queries.rated import Scale, rated_years
from yuinowa.plans.queries.told import Public, public_of


@dataclass(frozen=True)
class YearRow:
    """One year of an indicator."""

    figure: FigureRow
    shown: Shown
    #: Against the year before, with its sign.
    change: str
    #: Of its project, in the plan's own code, with what it meant then.
    rating: str = ""
    meaning: str = ""

    @property
    def told(self) -> Told | None:
        return self.shown.told


@dataclass(frozen=True)
class YearBlock:
    """An indicator in a project, year by year; ``base`` 0: it is not shown per head."""

    block: IndicatorBlock
    rows: tuple[YearRow, ...]
    base: int

    @property
    def slot(self) -> IndicatorSlot:
        return self.block.slot


@dataclass(frozen=True)
class RatedYears:
    """How many projects were given which step, for years that share one scale."""

    scale: Scale
    years: tuple[int, ...]
    counts: Mapping[int, Mapping[str, int]]

    def rows(self) -> list[tuple[str, str, list[int]]]:
        return [
            (code, text, [self.counts[year].get(code, 0) for year in self.years])
            for code, text in self.scale
        ]


@dataclass(frozen=True)
class OverYears:
    """The whole comparison."""

    plan: Plan
    #: All that could be chosen, and what is.
    offered: tuple[int, ...]
    years: tuple[int, ...]
    blocks: tuple[YearBlock, ...]
    rated: tuple[RatedYears, ...]
    #: The edition that speaks for a year.
    editions: Mapping[int, Told]

    @property
    def first(self) -> int | None:
        return next(iter(self.years or self.offered), None)

    @property
    def last(self) -> int | None:
        return next(reversed(self.years or self.offered), None)

    @property
    def without_edition(self) -> tuple[int, ...]:
        """Years read from published sheets."""
        return tuple(
            sorted({year for one in self.rated for year in one.years} - set(self.editions))
        )


def over_years(
    plan: Plan, actor: Actor, first: int | None = None, last: int | None = None
) -> OverYears:
    """``plan`` from the year ``first`` to ``last``; without them all years of which something was published. Eight queries."""
    slots = list(
        IndicatorSlot.objects.filter(project__plan=plan, indicator__isnull=False)
        .select_related("project", "indicator")
        .order_by("project__position", "position")
    )
    for slot in slots:
        slot.project.plan = plan
    public = public_of([plan.pk], {slot.indicator_id for slot in slots if slot.indicator_id}, actor)
    rated = rated_years([plan.pk], actor)
    ratings = {year: one.ratings for (_plan, year), one in rated.items()}
    scales = {year: one.scale for (_plan, year), one in rated.items()}
    offered = tuple(sorted({*(year for _p, _i, year in public.told), *ratings}))
    years = tuple(
        year
        for year in offered
        if (first is None or year >= first) and (last is None or year <= last)
    )
    series = series_of([plan.owner_id]).get(plan.owner_id, [])
    blocks = []
    for slot in slots:
        base = base_of(slot.indicator)
        shown = {
            year: shown_of(
                public.actual(plan.pk, slot.indicator_id or 0, year),
                population_of_year(series, FiscalYear(year)),
                base,
            )
            for year in offered
        }
        rows = [
            YearRow(
                _figure(public, plan, slot, year, shown[year]),
                shown[year],
                change_of(shown[year].number, shown[year - 1].number) if year - 1 in shown else "",
                ratings.get(year, {}).get(slot.project.key, ""),
                dict(scales.get(year, ())).get(ratings.get(year, {}).get(slot.project.key, ""), ""),
            )
            for year in years
        ]
        block = IndicatorBlock(slot, tuple(row.figure for row in rows), explanation="", url="")
        blocks.append(YearBlock(block, tuple(rows), base))
    return OverYears(
        plan=plan,
        offered=offered,
        years=years,
        blocks=tuple(blocks),
        rated=by_scale(ratings, scales, years),
        editions={year: told for year in years if (told := public.edition(plan.pk, year))},
    )


def _figure(public: Public, plan: Plan, slot: IndicatorSlot, year: int, shown: Shown) -> FigureRow:
    told = shown.told
    return FigureRow(
        year=year,
        target_text=public.target(plan.pk, slot.indicator_id or 0, year),
        actual_text=shown.text,
        is_live=False,
        url=told.url if told else "",
        is_preliminary=told.is_preliminary if told else False,
    )


def by_scale(
    ratings: Mapping[int, Mapping[str, str]], scales: Mapping[int, Scale], years: Sequence[int]
) -> tuple[RatedYears, ...]:
    """Years by their scale: steps of two scales are never put into one table."""
    groups: dict[Scale, list[int]] = {}
    for year in years:
        if any(ratings.get(year, {}).values()):
            groups.setdefault(scales[year], []).append(year)
    return tuple(
        RatedYears(scale, tuple(group), {year: Counter(ratings[year].values()) for year in group})
        for scale, group in groups.items()
    )
