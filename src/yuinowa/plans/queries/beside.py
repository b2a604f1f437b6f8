"""A sheet beside last year's: what was written then, and what is unchanged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.plans.domain.difference import is_unchanged
from yuinowa.plans.domain.sheet import OPEN_STATES
from yuinowa.plans.models import Plan, Sheet
from yuinowa.plans.queries.pages import SheetPage, line_heads
from yuinowa.plans.queries.printed import PrintedLine, PrintedSheet, printed_sheets


@dataclass(frozen=True)
class BesideRow:
    """One place of a sheet, last year and this year. ``field`` is its name on the writing page."""

    field: str
    label: str
    before: str
    now: str
    is_text: bool = True

    @property
    def is_unchanged(self) -> bool:
        """Accepted, but marked (I27). A figure may well be the same."""
        return self.is_text and is_unchanged(self.now, self.before)


def earlier_sheet(sheet: Sheet) -> PrintedSheet | None:
    """The newest published sheet of the project for an earlier year; None for its first."""
    found = (
        Sheet.objects.filter(
            project=sheet.project_id, fiscal_year__lt=sheet.fiscal_year, state__in=OPEN_STATES
        )
        .order_by("-fiscal_year", "-edition")
        .first()
    )
    return printed_sheets([found])[0] if found else None


@dataclass(frozen=True)
class Beside:
    """A sheet beside the one before; ``year`` as people say it."""

    year: str
    rows: tuple[BesideRow, ...]


def beside(page: SheetPage) -> Beside | None:
    """What was written last year beside what is written now, in the order of the sheet; None for a first sheet."""
    earlier = earlier_sheet(page.sheet)
    if earlier is None:
        return None
    return Beside(FiscalYear(earlier.sheet.fiscal_year).label, tuple(_rows(page, earlier)))


def _rows(page: SheetPage, earlier: PrintedSheet) -> Iterator[BesideRow]:
    year, before = page.sheet.fiscal_year, earlier.sheet.fiscal_year
    figures = {slot.slot.pk: slot.figures.get(year) for slot in page.printed.slots}
    for block in page.indicators:
        by_year = {row.year: row.actual_text for row in block.rows}
        figure = figures[block.slot.pk]
        if figure is not None:
            yield BesideRow(
                f"figure-{figure.pk}",
                block.slot.label,
                by_year.get(before, ""),
                by_year.get(year, ""),
                is_text=False,
            )
    yield from text_rows(page.plan, page.printed, earlier)


def text_rows(plan: Plan, now: PrintedSheet, earlier: PrintedSheet) -> Iterator[BesideRow]:
    """The texts of ``now``, a sheet of ``plan``, beside those of ``earlier``. No query."""
    texts = {(cell.position, cell.role): cell.text or "" for cell in earlier.cells}
    for cell in now.cells:
        then = texts.get((cell.position, cell.role), "")
        yield BesideRow(f"cell-{cell.pk}", cell.label, then, cell.text or "")
    lines = {line.line.number: line for line in earlier.lines}
    years = now.sheet.fiscal_year, earlier.sheet.fiscal_year
    heads = line_heads(plan, now.sheet.fiscal_year) if now.lines else {}
    for line in now.lines:
        if line.line.number in lines:
            yield from _of_line(line, lines[line.line.number], years, heads)


def _of_line(
    now: PrintedLine, then: PrintedLine, years: tuple[int, int], heads: Mapping[str, str]
) -> Iterator[BesideRow]:
    pk, (year, before) = now.line.pk, years
    for name, head, old, new in (
        ("result", "result", then.results.get(before), now.results.get(year)),
        ("difference", "difference", then.line.difference_reason, now.line.difference_reason),
        ("evaluation", "evaluation", then.line.evaluation, now.line.evaluation),
        ("next", "next_steps", then.line.next_steps, now.line.next_steps),
    ):
        if old is not None or new is not None:
            yield BesideRow(
                f"{name}-{pk}", f"{now.line.number} {heads[head]}", old or "", new or ""
            )
