"""A new draft from an earlier sheet: for the next year, or to correct what was published."""

from __future__ import annotations

from yuinowa.core import move
from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.ledger.domain.indicators import Source
from yuinowa.plans.domain.printed import Blank
from yuinowa.plans.domain.sheet import SheetState
from yuinowa.plans.models import LineResult, Sheet, SheetCell, SheetFigure, SheetLine
from yuinowa.plans.services.first_year import add_figures, targets_of


def draft_for_year(earlier: Sheet, fiscal_year: int) -> Sheet:
    """An empty draft for ``fiscal_year``: what the plan says stays, what was done and judged is to come.

    The year's figures of indicators fed by the ledger are left to the ledger.
    """
    draft = _draft(earlier, fiscal_year=fiscal_year, edition=1, rating="")
    figures = list(earlier.figures.select_related("slot__indicator"))
    targets = targets_of({figure.slot.indicator_id for figure in figures})
    SheetFigure.objects.bulk_create(
        SheetFigure(
            sheet=draft,
            slot=figure.slot,
            fiscal_year=figure.fiscal_year,
            # A year that was reported keeps the target it was measured against.
            target_text=figure.target_text
            if figure.fiscal_year < fiscal_year
            else targets.get(figure.slot.indicator_id or 0, {}).get(
                figure.fiscal_year, figure.target_text
            ),
            actual_text=_actual_for(figure, fiscal_year),
            value=figure.value if figure.fiscal_year < fiscal_year else None,
        )
        for figure in figures
    )
    add_figures(draft, without={figure.slot_id for figure in figures})
    before, now = FiscalYear(earlier.fiscal_year).label, FiscalYear(fiscal_year).label
    SheetCell.objects.bulk_create(
        SheetCell(
            sheet=draft,
            position=cell.position,
            role=cell.role,
            heading=cell.heading.replace(before, now),
            beside=cell.beside,
            text="",
        )
        for cell in earlier.cells.all()
    )
    _copy_lines(earlier, draft, keep_until=fiscal_year - 1)
    move.begin(draft)
    return draft


def draft_of_correction(earlier: Sheet) -> Sheet:
    """The next edition of a published sheet, with everything that stands on it."""
    draft = _draft(
        earlier, fiscal_year=earlier.fiscal_year, edition=earlier.edition + 1, rating=earlier.rating
    )
    draft.rating_reason = earlier.rating_reason
    draft.difference_reason = earlier.difference_reason
    draft.save(update_fields=["rating_reason", "difference_reason"])
    for figure in earlier.figures.all():
        SheetFigure.objects.create(
            sheet=draft,
            slot_id=figure.slot_id,
            fiscal_year=figure.fiscal_year,
            target_text=figure.target_text,
            actual_text=figure.actual_text,
            value_id=figure.value_id,
            forecast=figure.forecast,
            forecast_reason=figure.forecast_reason,
        )
    for cell in earlier.cells.all():
        SheetCell.objects.create(
            sheet=draft,
            position=cell.position,
            role=cell.role,
            heading=cell.heading,
            beside=cell.beside,
            text=cell.text,
            is_certain=cell.is_certain,
        )
    _copy_lines(earlier, draft, keep_until=earlier.fiscal_year)
    move.begin(draft)
    return draft


def _draft(earlier: Sheet, *, fiscal_year: int, edition: int, rating: str) -> Sheet:
    draft = Sheet(
        project=earlier.project,
        fiscal_year=fiscal_year,
        edition=edition,
        state=SheetState.DRAFT.value,
        name=earlier.name,
        department=earlier.department,
        priority_text=earlier.priority_text,
        new_text=earlier.new_text,
        description=earlier.description,
        rating=rating,
        merged=earlier.merged,
        table=earlier.table,
    )
    draft.full_clean()
    draft.save()
    return draft


def _actual_for(figure: SheetFigure, fiscal_year: int) -> str | None:
    if figure.fiscal_year < fiscal_year or figure.slot.indicator is None:
        return figure.actual_text
    is_typed = Source(figure.slot.indicator.source).is_typed
    is_asked = figure.fiscal_year == fiscal_year and not is_typed
    return None if is_asked else Blank.NOT_YET.value


def _copy_lines(earlier: Sheet, draft: Sheet, *, keep_until: int) -> None:
    """Lines with their results up to ``keep_until``; later years, and for a new year the words, are empty."""
    is_new_year = draft.fiscal_year != earlier.fiscal_year
    for line in earlier.lines.prefetch_related("results"):
        copy = SheetLine.objects.create(
            sheet=draft,
            number=line.number,
            department=line.department,
            description=line.description,
            difference_reason="" if is_new_year else line.difference_reason,
            evaluation="" if is_new_year and line.evaluation is not None else line.evaluation,
            next_steps="" if is_new_year and line.next_steps is not None else line.next_steps,
        )
        results = {result.fiscal_year: result.text for result in line.results.all()}
        years = sorted({*results, draft.fiscal_year})
        LineResult.objects.bulk_create(
            LineResult(
                line=copy, fiscal_year=year, text=results.get(year) if year <= keep_until else None
            )
            for year in years
        )
