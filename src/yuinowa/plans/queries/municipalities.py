"""One item of statistics over municipalities: whoever says that an indicator is this item, beside one another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from yuinowa.core import clock
from yuinowa.core.rights import Actor
from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.ledger.domain.population import (
    Residents,
    is_count,
    per_residents,
    population_of_year,
)
from yuinowa.ledger.domain.statistics import Statistic
from yuinowa.ledger.queries.indicators import indicators_visible_to
from yuinowa.ledger.queries.populations import series_of
from yuinowa.plans.domain.comparison import (
    Defined,
    Difference,
    Item,
    Told,
    differences,
    usual_base,
)
from yuinowa.plans.domain.printed import number_of
from yuinowa.plans.models import IndicatorSlot
from yuinowa.plans.queries.doors import plans_visible_to
from yuinowa.plans.queries.told import Public, public_of

if TYPE_CHECKING:
    from yuinowa.directory.models import Institution
    from yuinowa.ledger.models import Indicator
    from yuinowa.plans.models import Plan

#: So many years, the newest of them asked for, stand side by side.
YEARS = 5


@dataclass(frozen=True)
class Shown:
    """A figure of one year with the report it stands in, and per head where there is a population."""

    told: Told | None
    population: Residents | None = None
    per: Decimal | None = None

    @property
    def text(self) -> str:
        return self.told.actual if self.told else ""

    @property
    def number(self) -> Decimal | None:
        return number_of(self.text)


@dataclass(frozen=True)
class MunicipalRow:
    """One indicator of one municipality with its years."""

    owner: Institution
    plan: Plan
    indicator: Indicator
    unit: str
    years: dict[int, Shown]
    differs: tuple[Difference, ...] = ()

    @property
    def is_comparable(self) -> bool:
        return not any(difference.forbids for difference in self.differs)


@dataclass(frozen=True)
class Municipalities:
    """The comparison of one item."""

    item: Item
    year: int
    years: tuple[int, ...]
    #: Years of which something was published, and the one shown; the newest first.
    offered: tuple[int, ...]
    #: Per how many residents; 0: the item is no count.
    base: int
    rows: tuple[MunicipalRow, ...]
    #: Who keeps a plan that can be seen and has no such indicator.
    without: tuple[Institution, ...]

    @property
    def published_years(self) -> tuple[int, ...]:
        """The years of which anybody published anything; the one asked for in any case."""
        return tuple(
            year
            for year in self.years
            if year == self.year or any(row.years[year].told for row in self.rows)
        )

    @property
    def populations_lack(self) -> bool:
        """Whether a figure stands somewhere without the population to divide it by."""
        return self.base > 0 and any(
            shown.number is not None and shown.population is None
            for row in self.rows
            for shown in row.years.values()
        )


def visible_slots(actor: Actor) -> QuerySet[IndicatorSlot]:
    """Used places of visible plans, without the long texts of the plans. One query."""
    return (
        IndicatorSlot.objects.filter(
            project__plan__in=plans_visible_to(actor).order_by().values("pk"),
            indicator__in=indicators_visible_to(actor).order_by().values("pk"),
        )
        .select_related("indicator__metric", "project__plan__owner")
        .defer("project__plan__blocks", "project__plan__annexes", "project__plan__title_lines")
    )


def items_offered(actor: Actor) -> list[Item]:
    """What can be compared: every item that some visible indicator says it is. One query."""
    rows = (
        visible_slots(actor)
        .order_by()
        .values_list(
            "indicator__statistic",
            "indicator__metric__code",
            "indicator__metric__label_ja",
            "indicator__metric__label_en",
        )
        .distinct()
    )
    found: dict[str, Item] = {}
    for statistic, metric, label_ja, label_en in rows:
        if statistic:
            item = Item(Statistic(statistic))
            found[item.code] = item
        if metric:
            item = Item(None, metric, label_ja, label_en)
            found[item.code] = item
    return sorted(found.values(), key=lambda item: item.order)


def item_of(code: str, offered: Iterable[Item]) -> Item | None:
    """The item of ``offered`` that an address calls so."""
    return next((item for item in offered if item.code == code), None)


def municipalities(item: Item, asked: int | None, actor: Actor) -> Municipalities:
    """``item`` over all municipalities whose plans ``actor`` may see, up to the year ``asked``. Six queries.

    Without a year it is the newest of which an actual was published.
    """
    chosen = (
        {"indicator__statistic": item.statistic.value}
        if item.statistic
        else {"indicator__metric__code": item.metric}
    )
    slots = list(visible_slots(actor).filter(**chosen).order_by("-project__plan__as_of_date", "pk"))
    ids = {slot.indicator_id for slot in slots if slot.indicator_id}
    public = public_of({slot.project.plan_id for slot in slots}, ids, actor)
    offered = sorted({year for (_p, _i, year), tolds in public.told.items() if _any_actual(tolds)})
    year = asked or max(offered, default=FiscalYear.of(clock.today()).start_year - 1)
    years = tuple(range(year - YEARS + 1, year + 1))
    places = _one_place_each(slots, public, year)
    series = series_of({plan.owner_id for plan, _indicator in places})
    base = usual_base([base_of(indicator) for _plan, indicator in places])
    rows = []
    for plan, indicator in places:
        populations = series.get(plan.owner_id, [])
        shown = {
            one: shown_of(
                public.actual(plan.pk, indicator.pk, one),
                population_of_year(populations, FiscalYear(one)),
                base if base_of(indicator) else 0,
            )
            for one in years
        }
        told = shown[year].told
        unit = told.unit if told and told.unit else indicator.unit
        rows.append(MunicipalRow(plan.owner, plan, indicator, unit, shown))
    said = differences(
        [defined_of(row.indicator, row.unit, row.years[year].told) for row in rows],
        by_metric=item.statistic is None,
    )
    known = {row.owner.pk for row in rows}
    return Municipalities(
        item=item,
        year=year,
        years=years,
        offered=tuple(sorted({*offered, year}, reverse=True)),
        base=base,
        rows=tuple(
            MunicipalRow(row.owner, row.plan, row.indicator, row.unit, row.years, differs)
            for row, differs in zip(rows, said, strict=True)
        ),
        without=_owners_without(known, actor),
    )


def _one_place_each(
    slots: Sequence[IndicatorSlot], public: Public, year: int
) -> list[tuple[Plan, Indicator]]:
    """Each indicator once: in the plan that published the year, else in the newest; by the owner's name."""
    found: dict[int, tuple[Plan, Indicator]] = {}
    for slot in slots:
        plan, indicator = slot.project.plan, slot.indicator
        if indicator is None:
            continue
        kept = found.get(indicator.pk)
        if kept is None or (
            public.actual(kept[0].pk, indicator.pk, year) is None
            and public.actual(plan.pk, indicator.pk, year) is not None
        ):
            found[indicator.pk] = (plan, indicator)
    return sorted(found.values(), key=lambda one: (_by_name(one[0].owner), one[1].pk))


def _any_actual(reports: Iterable[Told]) -> bool:
    return any(number_of(told.actual) is not None for told in reports)


def _by_name(owner: Institution) -> tuple[str, str, int]:
    return owner.name_kana or owner.name, owner.name, owner.pk


def base_of(indicator: Indicator | None) -> int:
    """Per how many residents an indicator is shown; 0 where it is no count or says so."""
    if indicator is None or not is_count(indicator.nature, indicator.unit):
        return 0
    return indicator.per_residents


def items_of(slot: IndicatorSlot) -> list[Item]:
    """As what the indicator of ``slot`` may be laid beside others."""
    indicator = slot.indicator
    if indicator is None:
        return []
    found = [Item(Statistic(indicator.statistic))] if indicator.statistic else []
    if indicator.metric is not None:
        metric = indicator.metric
        found.append(Item(None, metric.code, metric.label_ja, metric.label_en))
    return found


def shown_of(told: Told | None, population: Residents | None, base: int) -> Shown:
    """A figure with what it is per head; ``base`` 0: it is not shown so."""
    number = number_of(told.actual) if told else None
    if number is None or population is None or not base:
        return Shown(told, population)
    return Shown(told, population, per_residents(number, population.number, base))


def defined_of(indicator: Indicator | None, unit: str, told: Told | None) -> Defined:
    """How a figure is counted: by the metric it was published with, else by what the indicator says.

    Raises:
        ValueError: there is no indicator.
    """
    if indicator is None:
        raise ValueError("an unused place counts nothing")
    now = str(indicator.metric) if indicator.metric else ""
    return Defined(
        unit=unit,
        nature=indicator.nature,
        accumulation=indicator.accumulation,
        metric=told.metric if told and told.actual else now,
        definition=indicator.definition,
        excluded=indicator.excluded,
        counted_on=indicator.counted_on,
    )


def _owners_without(known: set[int], actor: Actor) -> tuple[Institution, ...]:
    plans = plans_visible_to(actor).exclude(owner__in=known)
    owners = {plan.owner_id: plan.owner for plan in plans.only("pk", "owner")}
    return tuple(sorted(owners.values(), key=_by_name))
