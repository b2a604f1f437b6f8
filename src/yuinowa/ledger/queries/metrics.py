"""Ask a metric: one aggregate over the roll-ups its plan names, and the way from a value to its cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from yuinowa.core import clock
from yuinowa.ledger.domain import answering, participation, rating
from yuinowa.ledger.domain.answering import Asked, Found
from yuinowa.ledger.domain.drill import Cell
from yuinowa.ledger.domain.lineage import Line
from yuinowa.ledger.domain.metrics import Metric, Period, Subject
from yuinowa.ledger.domain.planner import asks_months, bind, part_of, plan
from yuinowa.ledger.domain.values import Answer, Slot, Value
from yuinowa.ledger.models import Entry
from yuinowa.ledger.queries import aggregate, institutions
from yuinowa.ledger.queries.readings import Reach
from yuinowa.ledger.queries.saved import parts_of


def answer(
    metric: Metric,
    subject: Subject,
    years: Sequence[int],
    *,
    first_year: int | None = None,
    together: bool = False,
) -> Answer:
    """What the ledger says to ``metric`` about ``subject`` in ``years``, a value for each slot.

    ``first_year`` is where "to date" begins, if not with the ledger. ``together`` asks all years as one: sums
    of quantities, but the union of partners (rule 4).

    Raises:
        DefinitionRefused: no roll-up answers the metric.
        SubjectRefused: the metric cannot be asked about this subject.
    """
    if metric.ratio is not None:
        over, under = (
            answer(part_of(metric, part), subject, years, first_year=first_year, together=together)
            for part in parts_of(metric)
        )
        return rating.rated(metric, metric.ratio, over, under)
    bind(metric, subject)
    line = institutions.line(metric.lineage)
    reach = _reach(metric, subject, years, first_year, line)
    basis = last_entry()
    found = [_as_resolved(row, line) for row in aggregate.rows(metric, plan(metric), reach)]
    alone = _alone(subject, line) if aggregate.needs_partner(metric) else frozenset()
    facts = _facts(metric, found)
    found = [
        row
        for row in found
        if row.partner not in alone and answering.counts(metric.partner, facts.get(row.partner))
    ]
    asked = Asked(
        years=tuple(sorted(set(years))),
        today=clock.today(),
        basis=basis,
        facts=facts,
        together=together,
    )
    if _something_missing(metric, found, asked):
        asked = replace(asked, takes_part=_years_taken_part(metric, reach))
    return answering.answer(metric, found, asked)


def ungrouped(metric: Metric) -> Metric:
    """``metric`` asked for one value a year, whatever it groups by."""
    period = Period.FISCAL_YEAR if metric.period is Period.MONTH else metric.period
    return replace(metric, group=(), period=period)


def _inside(ratio: Metric, part: Metric) -> Metric:
    """``part`` as ``ratio`` asks for it: its groups and its period."""
    return replace(part_of(ratio, part), period=ratio.period)


def value_of(
    metric: Metric, subject: Subject, year: int, *, first_year: int | None = None
) -> Value:
    """The one value of a year, whatever the metric groups by."""
    found = answer(ungrouped(metric), subject, [year], first_year=first_year)
    return found.values[Slot(year=year)]


def cells_behind(
    metric: Metric, subject: Subject, year: int, *, first_year: int | None = None
) -> list[Cell]:
    """The roll-up cells a year's value is made of; those of a ratio are its parts' (rule 12)."""
    if metric.ratio is not None:
        found = [
            cell
            for part in parts_of(metric)
            for cell in cells_behind(part, subject, year, first_year=first_year)
        ]
        return list(dict.fromkeys(found))
    bind(metric, subject)
    line = institutions.line(metric.lineage)
    whole = replace(metric, group=())
    exactly = () if metric.period is Period.TO_DATE else (year,)
    reach = replace(_reach(whole, subject, [year], first_year, line), years=exactly)
    cells = aggregate.cells(whole, plan(whole), reach)
    if not aggregate.needs_partner(whole):
        return cells
    ends = {cell: line.end(cell.partner) for cell in cells}
    facts = institutions.facts_of(set(ends.values())) if metric.partner.looks_up else {}
    alone = _alone(subject, line)
    return [
        cell
        for cell, partner in ends.items()
        if partner not in alone and answering.counts(metric.partner, facts.get(partner))
    ]


def _alone(subject: Subject, line: Line) -> frozenset[int]:
    """A single institution asked about: two records of it are not each other's partners."""
    ends = {line.end(number) for number in subject.institutions}
    return frozenset(ends) if len(ends) == 1 else frozenset()


def last_entry() -> int:
    """The id of the newest entry, 0 for none."""
    return Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def _reach(
    metric: Metric, subject: Subject, years: Sequence[int], first_year: int | None, line: Line
) -> Reach:
    everything = aggregate.reads_every_year(metric)
    return Reach(
        subject=subject,
        institutions=line.before(line.end(number) for number in subject.institutions),
        only=line.before(metric.partner.only),
        exclude=line.before(metric.partner.exclude),
        first_year=first_year if everything else min(years),
        last_year=max(years),
        years=() if everything else tuple(sorted(set(years))),
    )


def _years_taken_part(metric: Metric, reach: Reach) -> frozenset[int]:
    """Rule 7: a posting, a statement or a switch says that the subject takes part."""
    posted = aggregate.years_taken_part(metric.kinds, reach)
    services = participation.services_of(metric.kinds)
    if not services or not reach.institutions or reach.subject.context is not None:
        return posted
    switches = institutions.switches_of(reach.institutions, services)
    first = reach.last_year if reach.first_year is None else reach.first_year
    return posted | participation.years_open(switches, first, reach.last_year)


def _as_resolved(row: Found, line: Line) -> Found:
    partner = line.end(row.partner)
    return row if partner == row.partner else row.with_partner(partner)


def _facts(metric: Metric, found: list[Found]) -> dict[int, answering.PartnerFacts]:
    if not answering.looks_up(metric):
        return {}
    return institutions.facts_of({row.partner for row in found if row.partner})


def _something_missing(metric: Metric, found: list[Found], asked: Asked) -> bool:
    """Whether rule 7 has to be asked: a year, or a month of one, in which nothing was found."""
    if asked.together or asks_months(metric):
        return True
    return not {row.year for row in found if row.entries}.issuperset(asked.years)
