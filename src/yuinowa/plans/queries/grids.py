"""The annexes of a report as grids of cells: the same rows, columns and words on the page and in the file."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.plans.domain.kinds import CellRole
from yuinowa.plans.models import Plan, Project
from yuinowa.plans.queries.printed import (
    PrintedGoal,
    PrintedLine,
    PrintedPlan,
    PrintedProject,
    PrintedSheet,
)


@dataclass(frozen=True)
class GridCell:
    """One printed cell. ``blank_means`` says which of the blanks an empty one is, for those who hear it."""

    text: str
    rows: int = 1
    columns: int = 1
    is_head: bool = False
    is_figure: bool = False
    url: str = ""
    blank_means: str = ""


@dataclass(frozen=True)
class Grid:
    """One printed table. A second row of heads stands under those that span several columns."""

    caption: str
    heads: tuple[GridCell, ...]
    subheads: tuple[GridCell, ...]
    rows: tuple[tuple[GridCell, ...], ...]

    @property
    def head_rows(self) -> int:
        return 2 if self.subheads else 1


#: What an empty cell is: a result to come, a flag that is not set, a count of nothing.
TO_COME, UNSET, NOTHING = "to-come", "unset", "nothing"


def index_grids(plan: PrintedPlan) -> list[Grid]:
    """別紙1: one table a goal, or as many as the source printed."""
    columns = plan.plan.annexes[0]["columns"]
    return [
        Grid(
            caption=_goal_title(goal) + (f"（{n}/{len(tables)}）" if len(tables) > 1 else ""),
            heads=heads_of(columns, figures={3}),
            subheads=(),
            rows=tuple(_index_rows(rows)),
        )
        for goal in plan.goals
        for tables in (_tables(goal.projects),)
        for n, rows in enumerate(tables, 1)
    ]


def heads_of(names: Sequence[str], *, figures: Container[int]) -> tuple[GridCell, ...]:
    """One head a column; those over figures stand to the right, as the figures do."""
    return tuple(
        GridCell(name, is_head=True, is_figure=n in figures) for n, name in enumerate(names)
    )


def _goal_title(goal: PrintedGoal) -> str:
    return f"{goal.goal.label}　{goal.goal.name}"


def _tables(projects: Sequence[PrintedProject]) -> list[list[PrintedProject]]:
    numbers = sorted({row.project.table for row in projects})
    return [[row for row in projects if row.project.table == number] for number in numbers]


def _index_rows(rows: Sequence[PrintedProject]) -> Iterator[tuple[GridCell, ...]]:
    """A measure's cell spans its projects within the table."""
    last = None
    for row in rows:
        project, measure = row.project, row.project.measure
        cells = (
            GridCell(project.flag_text, blank_means=UNSET),
            GridCell(f"{project.number[-1]} {project.name}", url=project.get_absolute_url()),
            GridCell(str(project.plan_page), is_figure=True),
            GridCell(project.department),
            GridCell(project.sheet_ref),
        )
        if measure.pk == last:
            yield cells
        else:
            span = sum(other.project.measure_id == measure.pk for other in rows)
            yield (GridCell(f"{measure.label} {measure.name}", rows=span, is_head=True), *cells)
        last = measure.pk


@dataclass(frozen=True)
class SheetGrids:
    """A sheet with indicators: who it is about and its figures are two tables (plan-progress §10)."""

    project: Project
    printed: PrintedSheet
    identity: Grid
    figures: Grid
    texts: tuple[tuple[str, tuple[str | None, ...]], ...]


def sheet_grids(plan: PrintedPlan, project: Project, printed: PrintedSheet) -> SheetGrids:
    """別紙2, one sheet; the texts by their headings, in the order of the sheet."""
    headings = plan.plan.annexes[1]["body_headings"]
    return SheetGrids(
        project=project,
        printed=printed,
        identity=identity_grid(plan.plan, project, printed),
        figures=_figures(plan, project, printed, headings),
        texts=tuple(
            (headings[role], tuple(cell.text for cell in printed.cells if cell.role == role))
            for role in (CellRole.EVALUATION, CellRole.ISSUES, CellRole.NEXT_STEPS)
        ),
    )


def annex_sheets(plan: PrintedPlan) -> list[SheetGrids]:
    """別紙2, all sheets in the plan's order."""
    return [
        sheet_grids(plan, project, printed)
        for project, printed in plan.sheets()
        if project.has_indicators
    ]


def identity_grid(plan: Plan, project: Project, printed: PrintedSheet) -> Grid:
    """Who a sheet is about, under the heads of the annex it belongs to; a rating where there is one."""
    sheet = printed.sheet
    cells = [
        GridCell(project.number, is_head=True),
        GridCell(str(project.plan_page), is_figure=True),
        GridCell(sheet.priority_text, blank_means=UNSET),
        GridCell(sheet.new_text, blank_means=UNSET),
        GridCell(sheet.name),
        GridCell(sheet.department),
    ]
    heads = plan.annexes[2]["columns"][: len(cells)]
    if project.has_indicators or sheet.rating:
        cells.append(GridCell(sheet.rating, blank_means=TO_COME))
        heads = plan.annexes[1]["head_columns"]
    return Grid(
        caption=f"{project.number} {sheet.name}",
        heads=heads_of(heads, figures={1}),
        subheads=(),
        rows=(tuple(cells),),
    )


def _figures(
    plan: PrintedPlan, project: Project, printed: PrintedSheet, headings: dict[str, str]
) -> Grid:
    """Two rows a slot: its targets, its actuals; years stand under their half of the plan."""
    years = plan.plan.shown_years
    rows: list[tuple[GridCell, ...]] = []
    for row in printed.slots:
        targets = [
            GridCell(row.figures[year].target_text, is_figure=True, blank_means=TO_COME)
            for year in years
        ]
        actuals = [
            GridCell(row.figures[year].actual_text or "", is_figure=True, blank_means=TO_COME)
            for year in years
        ]
        title = GridCell(row.slot.title, rows=2, is_head=True)
        rows.append(
            (
                title,
                GridCell(row.slot.label, rows=2),
                GridCell(row.slot.plan_row_label, is_head=True),
                *targets,
            )
        )
        rows.append((GridCell(headings["actual_row"], is_head=True), *actuals))
    halves = [
        GridCell(half["label"], columns=len(half["shown"]), is_head=True)
        for half in plan.plan.halves
        if half["shown"]
    ]
    return Grid(
        caption=f"{project.number} {headings['description']}",
        heads=(GridCell("", rows=2, columns=3, is_head=True), *halves),
        subheads=heads_of([FiscalYear(year).label for year in years], figures=range(len(years))),
        rows=tuple(rows),
    )


def narrative_grids(plan: PrintedPlan) -> list[Grid]:
    """参考資料: as many tables as the source printed; 11 heads over the columns, results by year."""
    annex = plan.plan.annexes[2]
    rows = [(project, printed) for project, printed in plan.sheets() if not project.has_indicators]
    tables = sorted({printed.sheet.table for _project, printed in rows})
    return [
        Grid(
            caption=f"{annex['label']} {annex['title']}"
            + (f"（{n}/{len(tables)}）" if len(tables) > 1 else ""),
            heads=tuple(_narrative_heads(annex)),
            subheads=tuple(GridCell(name, is_head=True) for name in annex["result_headings"]),
            rows=tuple(
                line
                for project, printed in rows
                if printed.sheet.table == table
                for line in _narrative_rows(project, printed, annex)
            ),
        )
        for n, table in enumerate(tables, 1)
    ]


#: Where the results by year stand among the columns of the annex.
_RESULTS = 7


def _narrative_heads(annex: dict[str, Any]) -> Iterator[GridCell]:
    for n, name in enumerate(annex["columns"]):
        if n == _RESULTS:
            yield GridCell(name, columns=len(annex["result_headings"]), is_head=True)
        else:
            yield GridCell(name, rows=2, is_head=True, is_figure=n == 1)


def _narrative_rows(
    project: Project, printed: PrintedSheet, annex: dict[str, Any]
) -> Iterator[tuple[GridCell, ...]]:
    """One row a planned action; a merged column has one cell over all rows of the project."""
    columns, count = annex["columns"], len(printed.lines)
    for n, line in enumerate(printed.lines):
        cells: list[GridCell] = []
        for column, text in enumerate(_narrative_texts(project, printed, line, annex)):
            name = columns[_column_of(column, annex)]
            spans = count > 1 and any(name.startswith(head) for head in printed.sheet.merged)
            if spans and n:
                continue
            cells.append(
                GridCell(
                    text or "",
                    rows=count if spans else 1,
                    is_head=column == 0,
                    is_figure=column == 1,
                    url=project.get_absolute_url() if column == 4 else "",
                    blank_means=TO_COME,
                )
            )
        yield tuple(cells)


def _column_of(cell: int, annex: dict[str, Any]) -> int:
    """The head above the ``cell``-th of a full row: the results share one."""
    extra = len(annex["result_years"]) - 1
    return cell if cell < _RESULTS else max(_RESULTS, cell - extra)


def _narrative_texts(
    project: Project, printed: PrintedSheet, line: PrintedLine, annex: dict[str, Any]
) -> Iterator[str | None]:
    sheet = printed.sheet
    yield from (
        project.number,
        str(project.plan_page),
        sheet.priority_text,
        sheet.new_text,
        sheet.name,
    )
    yield from (line.line.department, line.line.description)
    yield from (line.results.get(int(year)) for year in annex["result_years"])
    yield from (line.line.difference_reason, line.line.evaluation, line.line.next_steps)
