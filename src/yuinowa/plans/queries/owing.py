"""What a sheet owes before it is submitted: a rating, and reasons where the year went otherwise than planned."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from yuinowa.core import clock
from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.plans.domain.difference import (
    USUAL_TOLERANCE,
    Gap,
    Owed,
    differs,
    halting_word,
    is_reason,
)
from yuinowa.plans.domain.printed import Blank
from yuinowa.plans.domain.rating import SHORTEST_REASON, is_rating_due
from yuinowa.plans.queries.pages import FigureRow, IndicatorBlock, SheetPage
from yuinowa.plans.queries.printed import PrintedLine
from yuinowa.plans.queries.ratings import RatingView, rating_view, rule_in_force


@dataclass(frozen=True)
class Owing:
    """The field of the writing page that is missing, and the places that ask for it."""

    field: str
    gaps: tuple[Gap, ...]


def owing(page: SheetPage) -> list[Owing]:
    """What a sheet still owes before it can be submitted (I25, I26, I30), in its order; empty: nothing."""
    found = []
    gaps = (*_of_figures(page), *_of_cells(page))
    if gaps and not is_reason(page.sheet.difference_reason):
        found.append(Owing("difference_reason", gaps))
    if page.asks_rating:
        found += _of_rating(rating_view(page), page)
    for line in page.printed.lines:
        gap = _of_words(page, line)
        if gap is not None and not is_reason(line.line.difference_reason):
            found.append(Owing(f"difference-{line.line.pk}", (gap,)))
    return found


def _of_rating(view: RatingView, page: SheetPage) -> Iterator[Owing]:
    """The rating, or its reason: it is against the rule, or says that nothing can be said."""
    sheet, rule = page.sheet, view.rule
    if rule is None:
        return
    place = _("Rating")
    if not sheet.rating:
        steps = [step.code for step in page.scale if step.is_of_projects]
        year_is_over = FiscalYear(sheet.fiscal_year).end < clock.today()
        if is_rating_due(rule, view.derived, steps=steps, year_is_over=year_is_over):
            yield Owing("rating", (Gap(Owed.NO_RATING, place, view.derived),))
    elif len(sheet.rating_reason.strip()) < SHORTEST_REASON:
        if view.is_against_the_rule:
            yield Owing("rating_reason", (Gap(Owed.AGAINST_THE_RULE, sheet.rating, view.derived),))
        elif sheet.rating == rule.no_data:
            yield Owing("rating_reason", (Gap(Owed.NOT_RATED, place, sheet.rating),))


def _tolerance(page: SheetPage) -> Decimal:
    rule = rule_in_force(page.plan)
    return rule.band if rule is not None and rule.band else USUAL_TOLERANCE


def _of_figures(page: SheetPage) -> Iterator[Gap]:
    tolerance = _tolerance(page)
    for block in page.indicators:
        for row in block.rows:
            if row.year == page.sheet.fiscal_year:
                yield from _of_figure(block, row, tolerance)


def _of_figure(block: IndicatorBlock, row: FigureRow, tolerance: Decimal) -> Iterator[Gap]:
    if row.actual is None:
        if row.actual_blank is not Blank.NOT_APPLICABLE:
            yield Gap(Owed.NO_DATA, block.slot.label)
    elif row.target is not None and differs(row.actual, row.target, tolerance):
        yield Gap(Owed.DIFFERS, block.slot.label)


def _of_cells(page: SheetPage) -> Iterator[Gap]:
    for cell in page.printed.cells:
        if word := halting_word(cell.text):
            yield Gap(Owed.HALTED, cell.heading, word)


def _of_words(page: SheetPage, line: PrintedLine) -> Gap | None:
    result = line.results.get(page.sheet.fiscal_year)
    place = _("Action %(number)s") % {"number": line.line.number}
    if not (result or "").strip() or result == Blank.NOT_KNOWABLE:
        return Gap(Owed.NO_DATA, place)
    word = halting_word(result) or halting_word(line.line.evaluation)
    return Gap(Owed.HALTED, place, word) if word else None
