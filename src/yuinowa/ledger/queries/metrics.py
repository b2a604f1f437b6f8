"""Ask a metric: one aggregate over the roll-ups its plan names, and the way from a value to its cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from yuinowa.core import clock
from yuinowa.ledger.domain import answering, participation
from yuinowa.ledger.domain.answering import Asked, Found
from yuinowa.ledger.domain.drill import Cell
from yuinowa.ledger.domain.lineage import Line
from yuinowa.ledger.domain.metrics import Metric, Period, Subject
from yuinowa.ledger.domain.planner import asks_months, bind, part_of, plan
from yuinowa.ledger.domain.values import Answer, Slot, Value
from yuinowa.ledger.models import Entry
from yuinowa.ledger.queries import aggregate, institutions
from yuinowa.ledger.queries.aggregate import Reach
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
        return answering.ratio(metric, metric.ratio, over, under)
    bind(metric, subject)
    line = institutions.line(metric.lineage)
    reach = _reach(metric, subject, years, first_year, line)
    basis = last_entry()
    found = [_as_resolved(row, line) for row in aggregate.rows(metric, plan(metric), reach)]
    alone = {line.end(number) for number in subject.institutions}
    if len(alone) == 1 and aggregate.needs_partner(metric):
        # Two records of one institution are not each other's partners.
        found = [row for row in found if row.partner not in alone or row.partner == 0]
    asked = Asked(
        years=tuple(sorted(set(years))),
        today=clock.today(),
        basis=basis,
        facts=_facts(metric, found),
        together=together,
    )
    if _something_missing(metric, found, asked):
        asked = replace(asked, takes_part=_years_taken_part(metric, reach))
    return answering.answer(metric, found, asked)


def value_of(
    metric: Metric, subject: Subject, year: int, *, first_year: int | None = None
) -> Value:
    """The one value of a year, whatever the metric groups by."""
    period = Period.FISCAL_YEAR if metric.period is Period.MONTH else metric.period
    whole = replace(metric, group=(), period=period)
    return answer(whole, subject, [year], first_year=first_year).values[Slot(year=year)]


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
    if not metric.partner.looks_up:
        return cells
    facts = institutions.facts_of({end for cell in cells for end in _ends_of(cell)})
    return [
        cell
        for cell in cells
        if any(
            answering.counts(metric.partner, facts.get(end)) for end in _partners_of(cell, reach)
        )
    ]


def _ends_of(cell: Cell) -> Iterable[int]:
    return (end for end in (cell.key.giver, cell.key.receiver) if end)


def _partners_of(cell: Cell, reach: Reach) -> Iterable[int]:
    """The end that is not the subject; for the region, the receiving one."""
    if not reach.institutions:
        return (cell.key.receiver or 0,)
    return (end for end in _ends_of(cell) if end not in reach.institutions)


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
    return replace(row, partner=line.end(row.partner))


def _facts(metric: Metric, found: list[Found]) -> dict[int, answering.PartnerFacts]:
    if not answering.looks_up(metric):
        return {}
    return institutions.facts_of({row.partner for row in found if row.partner})


def _something_missing(metric: Metric, found: list[Found], asked: Asked) -> bool:
    """Whether rule 7 has to be asked: a year, or a month of one, in which nothing was found."""
    if asked.together or asks_months(metric):
        return True
    return {row.year for row in found if row.entries} < set(asked.years)
