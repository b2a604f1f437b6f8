"""Plans and sheets as workbooks: the print form councils are used to, and the data form (plan-progress §10)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from yuinowa.documents.xlsx import Cell, Look, Page, Table, Value, workbook_bytes
from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.plans.domain.kinds import BlockKind
from yuinowa.plans.exchange.open_data import OpenTable, tables_of
from yuinowa.plans.queries import (
    Grid,
    GridCell,
    PrintedPlan,
    ReportBlock,
    SheetGrids,
    SheetPage,
    annex_sheets,
    index_grids,
    narrative_grids,
    report_blocks,
)

_INDEX_WIDTHS = (26, 9, 44, 9, 18, 14)
_SHEET_WIDTHS = (12, 26, 12, 12, 12, 12, 12, 12)
_NARRATIVE_WIDTHS = (9, 6, 5, 5, 16, 11, 20, 24, 24, 12, 10, 24, 24)


def plan_workbook(
    plan: PrintedPlan, *, first: Page | None = None, more: Sequence[OpenTable] = ()
) -> bytes:
    """The report, 別紙1, 別紙2 and 参考資料 in print form, then the open-data tables.

    An edition adds a page about itself before them, and tables of its own after them.
    """
    annexes = plan.plan.annexes
    pages: list[Page | Table] = [
        *([first] if first else []),
        Page(_("Report"), (90,), list(_report(plan))),
        _grids_page(annexes[0]["label"], index_grids(plan), _INDEX_WIDTHS, plan),
        Page(annexes[1]["label"], _SHEET_WIDTHS, list(_sheets(plan)), header=annexes[1]["label"]),
        _grids_page(annexes[2]["label"], narrative_grids(plan), _NARRATIVE_WIDTHS, plan),
    ]
    tables = (*tables_of(plan), *more)
    pages += [Table(table.name, table.columns, table.rows) for table in tables]
    return workbook_bytes(pages, title=plan.plan.title)


def sheet_workbook(page: SheetPage) -> bytes:
    """One sheet: in print form, and its figures in data form."""
    title = f"{page.project.number} {page.sheet.name}"
    return workbook_bytes(
        [
            Page(
                page.project.number,
                _SHEET_WIDTHS,
                list(_one_sheet(page)),
                header=page.project.sheet_ref,
            ),
            Table(_("Figures"), _FIGURE_COLUMNS, list(_figure_rows(page))),
        ],
        title=title,
    )


def _report(plan: PrintedPlan) -> Iterator[Cell]:
    row = 0
    for line in plan.plan.title_lines:
        yield Cell(row, 0, line, Look.TITLE)
        row += 1
    for block in report_blocks(plan):
        for text in _report_lines(block):
            yield Cell(row, 0, text, Look.TITLE if block.kind is BlockKind.HEADING else Look.TEXT)
            row += 1
    yield from _source(plan, row)


def _report_lines(block: ReportBlock) -> Iterator[str]:
    if block.grid is not None:
        heads = [cell.text for cell in block.grid.heads]
        counts = [cell.text for cell in block.grid.rows[0]]
        yield block.grid.caption
        yield "　".join(heads)
        yield "　".join(text or "　" for text in counts)
    for code, text in block.legend:
        yield f"{code}：{text}"
    if block.text:
        yield f"{block.number}　{block.text}" if block.number else block.text


def _source(plan: PrintedPlan, row: int) -> Iterator[Cell]:
    if plan.plan.source:
        yield Cell(row + 1, 0, _("Source: %(source)s") % {"source": plan.plan.source}, Look.NOTE)


def _grids_page(
    name: str, grids: Sequence[Grid], widths: Sequence[float], plan: PrintedPlan
) -> Page:
    """Tables under each other, each with its heads; the heads of the first are repeated on every page."""
    cells: list[Cell] = []
    row = 0
    breaks = []
    for n, grid in enumerate(grids):
        if n:
            breaks.append(row)
        cells.append(Cell(row, 0, grid.caption, Look.TITLE))
        cells += grid_cells(grid, row + 1)
        row += 2 + grid.head_rows + len(grid.rows)
    cells += _source(plan, row)
    head = (1, grids[0].head_rows) if len(grids) == 1 else None
    return Page(name, widths, cells, head_rows=head, header=name, breaks=breaks)


def grid_cells(grid: Grid, top: int) -> Iterator[Cell]:
    """The cells of a grid from row ``top`` on: what spans rows in one place moves the cells beside it."""
    taken: set[tuple[int, int]] = set()
    head = [grid.heads, grid.subheads] if grid.subheads else [grid.heads]
    for n, row in enumerate((*head, *grid.rows)):
        column = 0
        for cell in row:
            while (n, column) in taken:
                column += 1
            taken |= {(n + r, column + c) for r in range(cell.rows) for c in range(cell.columns)}
            yield Cell(
                top + n, column, _value(cell), _look(cell), rows=cell.rows, columns=cell.columns
            )
            column += cell.columns


def _value(cell: GridCell) -> Value:
    """Print form keeps the printed characters; only plain whole numbers are numbers."""
    return (
        int(cell.text)
        if cell.is_figure and cell.text.isascii() and cell.text.isdigit()
        else cell.text
    )


def _look(cell: GridCell) -> Look:
    if cell.is_head:
        return Look.HEAD
    return Look.NUMBER if cell.is_figure else Look.TEXT


def _sheets(plan: PrintedPlan) -> Iterator[Cell]:
    row = 0
    for sheet in annex_sheets(plan):
        cells = list(_sheet_cells(sheet, row))
        yield from cells
        row = max(cell.row + cell.rows for cell in cells) + 1
    yield from _source(plan, row)


def _sheet_cells(sheet: SheetGrids, top: int) -> Iterator[Cell]:
    """Identity, what the plan says, figures, then the texts under their headings."""
    yield from grid_cells(sheet.identity, top)
    top += 2
    yield Cell(top, 0, sheet.printed.sheet.description, Look.TEXT, columns=8)
    yield from grid_cells(sheet.figures, top + 1)
    top += 1 + sheet.figures.head_rows + len(sheet.figures.rows)
    for heading, texts in sheet.texts:
        yield Cell(top, 0, heading, Look.HEAD, columns=2)
        yield Cell(top, 2, "\n".join(text for text in texts if text), Look.TEXT, columns=6)
        top += 1


def _one_sheet(page: SheetPage) -> Iterator[Cell]:
    sheet, project = page.sheet, page.project
    yield Cell(0, 0, f"{project.number} {sheet.name}", Look.TITLE)
    yield Cell(
        1,
        0,
        f"{page.plan.name}　{FiscalYear(sheet.fiscal_year).label}　{sheet.department}",
        Look.NOTE,
    )
    row = 3
    if sheet.rating:
        yield Cell(row, 0, _("Rating"), Look.HEAD)
        yield Cell(row, 1, f"{sheet.rating}　{page.rating_text}", columns=7)
        row += 1
    if not page.printed.lines:
        yield Cell(row, 0, _("What the plan says"), Look.HEAD)
        yield Cell(row, 1, sheet.description, columns=7)
        row += 2
    for cell in _figure_table(page, row):
        yield cell
        row = max(row, cell.row + 1)
    for heading, text in _sheet_words(page):
        yield Cell(row, 0, heading, Look.HEAD, columns=2)
        yield Cell(row, 2, text, columns=6)
        row += 1
    if page.plan.source:
        yield Cell(row + 1, 0, _("Source: %(source)s") % {"source": page.plan.source}, Look.NOTE)


def _figure_table(page: SheetPage, row: int) -> Iterator[Cell]:
    for block in page.indicators:
        yield Cell(row, 0, block.slot.title, Look.HEAD)
        yield Cell(
            row,
            1,
            f"{block.slot.label}（{block.unit}）" if block.unit else block.slot.label,
            Look.HEAD,
        )
        for n, figure in enumerate(block.rows):
            yield Cell(row, 2 + n, FiscalYear(figure.year).label, Look.HEAD)
            yield Cell(row + 1, 2 + n, figure.target_text, Look.NUMBER)
            yield Cell(
                row + 2,
                2 + n,
                figure.actual_text + (_(" (provisional)") if figure.is_live else ""),
                Look.NUMBER,
            )
        yield Cell(row + 1, 1, block.slot.plan_row_label, Look.HEAD)
        yield Cell(row + 2, 1, page.plan.annexes[1]["body_headings"]["actual_row"], Look.HEAD)
        row += 4


def _sheet_words(page: SheetPage) -> Iterator[tuple[str, str]]:
    for heading, texts in page.texts():
        yield heading, "\n".join(texts)
    columns = page.plan.annexes[2]["columns"]
    for row in page.printed.lines:
        yield columns[6], row.line.description
        for year, text in row.results.items():
            yield f"{columns[7]} {FiscalYear(year).label}", text or ""
        yield columns[8], row.line.difference_reason
        if row.line.evaluation is not None:
            yield columns[9], row.line.evaluation
        if row.line.next_steps is not None:
            yield columns[10], row.line.next_steps


_FIGURE_COLUMNS = (
    "project",
    "indicator",
    "name",
    "unit",
    "fiscal_year",
    "target",
    "actual",
    "provisional",
)


def _figure_rows(page: SheetPage) -> Iterator[tuple[str | int | Decimal | None, ...]]:
    for block in page.indicators:
        code = block.slot.indicator.code if block.slot.indicator else ""
        for figure in block.rows:
            yield (
                page.project.key, code, block.slot.label, block.unit, figure.year, figure.target, figure.actual,
                "true" if figure.is_live else "false",
            )  # fmt: skip
