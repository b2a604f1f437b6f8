"""From the rows one aggregate found to the values of an answer (design: Metric, rules 4 to 9)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.ledger.domain.deeds import Voice
from yuinowa.ledger.domain.metrics import (
    PARTNER_GROUPS,
    Count,
    Group,
    Metric,
    PartnerFilter,
    Period,
)
from yuinowa.ledger.domain.planner import asks_months
from yuinowa.ledger.domain.values import Answer, NoData, Number, Slot, Value


class Found(NamedTuple):
    """One row of the aggregate; what the metric does not look at is 0 or empty."""

    year: int
    month: int
    kind: str
    partner: int
    context: int
    quantity: int
    entries: int
    first_day: date | None
    last_day: date | None
    contested: bool
    voice: Voice

    def with_partner(self, partner: int) -> Found:
        return self._replace(partner=partner)


@dataclass(frozen=True, slots=True)
class PartnerFacts:
    """What a partner is today (rule 9)."""

    #: All that it is, the one it was entered with first.
    kinds: tuple[str, ...] = ()
    #: The municipality's code, or its prefecture's where only that is known.
    area: str = ""

    @property
    def kind(self) -> str:
        return self.kinds[0] if self.kinds else ""

    def lies_in(self, areas: Collection[str]) -> bool:
        # A municipality's code has 5 digits, or 6 with its check digit; a prefecture's is its beginning.
        return any(self.area[:5].startswith(area[:5]) for area in areas)


@dataclass(frozen=True, slots=True)
class Asked:
    """The question around a metric: when, and what is known beside the rows."""

    years: tuple[int, ...]
    today: date
    basis: int
    #: Years in which the subject takes part in the kinds at all (rule 7).
    takes_part: frozenset[int] = frozenset()
    facts: dict[int, PartnerFacts] = field(default_factory=dict)
    #: All years as one, instead of each for itself.
    together: bool = False


def answer(metric: Metric, rows: Iterable[Found], asked: Asked) -> Answer:
    """The values of ``metric``, one for each slot, in the order of a table.

    ``rows`` are those whose partner counts.
    """
    kept = list(rows)
    places = _Places(metric, asked)
    fresh = _first_years(places, kept) if metric.count is Count.NEW_PARTNERS else {}
    slots: dict[Slot, list[Found]] = {slot: [] for slot in _expected(metric, asked)}
    for row in kept:
        for slot in places.of(row):
            slots.setdefault(slot, []).append(row)
    values = {
        slot: _value(metric, slot, found, asked, fresh)
        for slot, found in sorted(slots.items(), key=lambda item: in_order(item[0]))
        if not metric.group or _is_expected(metric, slot) or any(row.entries for row in found)
    }
    voices = frozenset({row.voice for row in kept if row.entries})
    return Answer(values, voices)


def looks_up(metric: Metric) -> bool:
    """Whether the directory has to say what partners are."""
    asks = {Group.PARTNER_KIND, Group.PARTNER_AREA}
    return metric.partner.looks_up or not asks.isdisjoint(metric.group)


def counts(wanted: PartnerFilter, facts: PartnerFacts | None) -> bool:
    """Whether a partner of these facts is wanted; of an institution of several kinds, any will do."""
    facts = facts or PartnerFacts()
    if wanted.kinds and set(wanted.kinds).isdisjoint(facts.kinds):
        return False
    return not wanted.areas or facts.lies_in(wanted.areas)


def _expected(metric: Metric, asked: Asked) -> Iterator[Slot]:
    """The slots that are there even if nothing was found: the years asked for, and their months so far."""
    if set(metric.group) - {Group.MONTH}:
        return
    if asked.together and not asks_months(metric):
        yield Slot()
        return
    for year in asked.years:
        if not asks_months(metric):
            yield Slot(year=year)
            continue
        for month in FiscalYear(year).months():
            if month <= asked.today.year * 100 + asked.today.month:
                yield Slot(year=year, month=month)


def _is_expected(metric: Metric, slot: Slot) -> bool:
    return not set(metric.group) - {Group.MONTH} and slot.month is not None and slot.month % 100 > 0


class _Places:
    """Where rows count. Many rows share a place, so each place is thought out once."""

    def __init__(self, metric: Metric, asked: Asked) -> None:
        self._metric = metric
        self._asked = asked
        self._by_month = asks_months(metric)
        self._by_partner = not PARTNER_GROUPS.isdisjoint(metric.group)
        self._known: dict[tuple[object, ...], tuple[Slot, tuple[Slot, ...]]] = {}

    def of(self, row: Found) -> tuple[Slot, ...]:
        """The lines a row counts in; "to date" counts in its own year and in every later one."""
        return self._of(row)[1]

    def in_any_year(self, row: Found) -> Slot:
        """The group of ``row``, all years alike."""
        return self._of(row)[0]

    def _of(self, row: Found) -> tuple[Slot, tuple[Slot, ...]]:
        partner = row.partner if self._by_partner else 0
        key = (row.year, row.month, row.kind, partner, row.context)
        found = self._known.get(key)
        if found is None:
            group = self._slot(row)
            found = self._known[key] = group, self._slots(group, row.year)
        return found

    def _slots(self, group: Slot, year_of_row: int) -> tuple[Slot, ...]:
        to_date = self._metric.period is Period.TO_DATE
        years = [
            year
            for year in self._asked.years
            if year == year_of_row or (to_date and year_of_row < year)
        ]
        if self._asked.together:
            return (group,) if years else ()
        return tuple(replace(group, year=year) for year in years)

    def _slot(self, row: Found) -> Slot:
        facts = self._asked.facts.get(row.partner, PartnerFacts())
        group = self._metric.group
        return Slot(
            month=row.month if self._by_month else None,
            kind=row.kind if Group.KIND in group else None,
            partner=row.partner if Group.PARTNER in group else None,
            partner_kind=facts.kind if Group.PARTNER_KIND in group else None,
            partner_area=facts.area if Group.PARTNER_AREA in group else None,
            context=row.context if Group.CONTEXT in group else None,
        )


def in_order(slot: Slot) -> tuple[object, ...]:
    """Years in order, 「月不明」 after the year's months, the rest by what it is called."""
    month = slot.month or 0
    return (
        slot.year or 0,
        month % 100 == 0,
        month,
        slot.kind or "",
        slot.partner_kind or "",
        slot.partner_area or "",
        slot.partner or 0,
        slot.context or 0,
    )


#: Per group, the first year of each partner.
FirstYears = dict[Slot, dict[int, int]]


def _first_years(places: _Places, rows: list[Found]) -> FirstYears:
    """The first year in which anything was left after corrections."""
    nets: dict[Slot, dict[tuple[int, int], int]] = {}
    for row in rows:
        net = nets.setdefault(places.in_any_year(row), {})
        key = row.partner, row.year
        net[key] = net.get(key, 0) + row.quantity
    first: FirstYears = {}
    for place, net in nets.items():
        years = first.setdefault(place, {})
        for (partner, year), quantity in net.items():
            if quantity > 0:
                years[partner] = min(year, years.get(partner, year))
    return first


def _value(
    metric: Metric,
    slot: Slot,
    rows: list[Found],
    asked: Asked,
    fresh: FirstYears,
) -> Value:
    entries = sum(row.entries for row in rows)
    number = _number(metric, slot, rows, asked, fresh) if entries else None
    reason = None
    if number is None:
        number, reason = _nothing_found(metric, slot, asked)
    return Value(
        number=number,
        unit=metric.result_unit,
        entries=entries,
        reason_no_data=reason,
        contested=any(row.contested for row in rows),
        parts=(),
        metric=metric.ref,
        basis=asked.basis,
    )


def _nothing_found(metric: Metric, slot: Slot, asked: Asked) -> tuple[Number | None, NoData | None]:
    """Rule 7: nothing is 0 only for those who take part."""
    if metric.count in {Count.FIRST_DAY, Count.LAST_DAY}:
        return None, NoData.NO_DAY
    years = set(asked.years) if slot.year is None else {slot.year}
    if metric.period is Period.TO_DATE:
        last = max(years)
        takes_part = any(year <= last for year in asked.takes_part)
    else:
        takes_part = not years.isdisjoint(asked.takes_part)
    return (0, None) if takes_part else (None, NoData.TAKES_NO_PART)


def _number(
    metric: Metric,
    slot: Slot,
    rows: list[Found],
    asked: Asked,
    fresh: FirstYears,
) -> Number | None:
    if metric.count is Count.QUANTITY:
        return sum(row.quantity for row in rows)
    if metric.count is Count.ENTRIES:
        return sum(row.entries for row in rows)
    if metric.count is Count.FIRST_DAY:
        return min((row.first_day for row in rows if row.first_day), default=None)
    if metric.count is Count.LAST_DAY:
        return max((row.last_day for row in rows if row.last_day), default=None)
    partners = _partners(rows)
    if metric.count is Count.NEW_PARTNERS:
        years = set(asked.years) if slot.year is None else {slot.year}
        first = fresh.get(replace(slot, year=None), {})
        return sum(first.get(partner) in years for partner in partners)
    return len(partners)


def _partners(rows: Iterable[Found]) -> set[int]:
    """Rule 4: those with something left in some year; over several years the union, never a sum."""
    net: dict[tuple[int, int], int] = {}
    for row in rows:
        net[row.partner, row.year] = net.get((row.partner, row.year), 0) + row.quantity
    return {partner for (partner, _year), quantity in net.items() if quantity > 0 and partner}
