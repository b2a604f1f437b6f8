"""The report on a plan as PDF: the same grids and words as its pages, laid out for the council (plan-progress §10).

Here stands what is printed, on which page's label, and what is kept together; how it looks stands in the template
``data/plan-report.typ``. The paper is Japanese in every language of the site, as the plan is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from math import ceil
from typing import Any
from unicodedata import east_asian_width

from django.utils.translation import gettext as _
from django.utils.translation import override

from yuinowa.documents.pdf import PLACE, Json, kept_pdf
from yuinowa.plans.domain.kinds import BlockKind
from yuinowa.plans.queries import (
    Grid,
    GridCell,
    PrintedPlan,
    ReportBlock,
    SheetGrids,
    annex_sheets,
    index_grids,
    narrative_grids,
    report_blocks,
)

#: The heads and words of an annex as the plan keeps them.
Annex = dict[str, Any]

TEMPLATE = "plans/data/plan-report.typ"

_INDEX_WIDTHS = (30, 9, 48, 13, 18, 14)
_IDENTITY_WIDTHS = (20, 10, 7, 7, 62, 26, 12)
_FIGURE_WIDTHS = (13, 24, 11)
_NARRATIVE_WIDTHS = (13, 7, 5, 5, 17, 12, 24)
_CORRECTION_WIDTHS = (10, 26, 30, 30, 26)
#: A column of running text, and one in which nothing stands yet; a year's figures.
_WORDS, _BARE, _YEAR = 24, 8, 13

#: Millimetres: the paper between its margins, the part of it that a sheet's figures have, one character, a cell's inset.
_PAPER, _OF_FIGURES, _OF_TEXTS, _CHARACTER, _INSET = 273.0, 162.0, 106.0, 2.85, 2.8
#: Lines that surely stand on one page below the heads; what is longer may be cut by the page.
_PAGE_LINES = 34
#: A flag, a rating, a blank: up to so many characters stand in the middle of their cell.
_SIGN = 2
#: Lines a sheet has besides its texts and figures: its heading, its heads, the gaps.
_SHEET_LINES = 6


def plan_report(
    plan: PrintedPlan,
    *,
    head: Sequence[str] = (),
    corrections: Grid | None = None,
    print_with: Callable[[str, Json], bytes] = kept_pdf,
) -> bytes:
    """The report, 別紙1, 別紙2 and 参考資料; an edition says which it is in ``head`` and lists its ``corrections``.

    Raises:
        InputRefused: characters that no font has.
        Unavailable: it could not be printed in time.
    """
    with override("ja"):
        return print_with(TEMPLATE, report_data(plan, head=head, corrections=corrections))


def report_data(
    plan: PrintedPlan, *, head: Sequence[str] = (), corrections: Grid | None = None
) -> Json:
    """What the template prints, in its order."""
    index, sheets, narrative = plan.plan.annexes
    return {
        "title": plan.plan.title,
        "language": "ja",
        "source": _("Source: %(source)s") % {"source": plan.plan.source}
        if plan.plan.source
        else "",
        "continued": _(" (continued)"),
        "head": "\n".join((plan.plan.body, plan.plan.as_of_text, *head)),
        "title_lines": list(plan.plan.title_lines) or [plan.plan.title],
        PLACE: plan.plan.title,
        "blocks": list(_blocks(report_blocks(plan))),
        "corrections": [] if corrections is None else [_grid(corrections, _CORRECTION_WIDTHS)],
        "index": _annex(_annex_title(index), 8, [_index_page(index, plan)]),
        "sheets": {
            **_annex(_annex_title(sheets), 8, list(_sheet_pages(sheets, plan))),
            "legend_heading": sheets.get("legend_heading", ""),
        },
        "narrative": _annex(_annex_title(narrative), 7, list(_narrative_pages(narrative, plan))),
    }


def _annex_title(annex: Annex) -> str:
    return f"{annex['label']}　{annex['title']}" if annex.get("title") else annex["label"]


def _annex(title: str, size: int, pages: list[dict[str, Json]]) -> dict[str, Json]:
    is_empty = not any(page.get("grids") or page.get("sheets") for page in pages)
    words = (
        f"{_('Nothing is published yet')}　{_('The sheets appear here once they are published.')}"
    )
    return {PLACE: title, "size": size, "pages": list(pages), "empty": words if is_empty else ""}


def _page(label: str, annex: Annex) -> dict[str, Json]:
    """A label as the index names it, or the annex's own with the pages counted."""
    return {"label": label or annex["label"], "is_counted": not label}


# ---------------------------------------------------------------- the body


def _blocks(blocks: Iterable[ReportBlock]) -> Iterator[Json]:
    above = 1
    for block in blocks:
        text = f"{block.number}　{block.text}" if block.number else block.text
        if block.kind is BlockKind.HEADING:
            # No level is left out, for whoever moves through the paper by its headings.
            above = min(block.level, above + 1)
            yield {"kind": "heading", "level": above, "text": text}
        elif block.kind is BlockKind.LEGEND:
            steps: list[Json] = [{"code": code, "text": words} for code, words in block.legend]
            yield {"kind": "legend", "steps": steps}
        elif block.grid is not None:
            widths = [3.0, *[1.0] * (len(block.grid.heads) - 1)]
            yield {"kind": "table", "grid": _grid(block.grid, widths)}
        else:
            yield {"kind": "note" if block.kind is BlockKind.NOTE else "text", "text": text}


# ---------------------------------------------------------------- the annexes


def _index_page(annex: Annex, plan: PrintedPlan) -> dict[str, Json]:
    grids: list[Json] = [_grid(grid, _INDEX_WIDTHS) for grid in index_grids(plan) if grid.rows]
    return {**_page("", annex), "grids": grids}


def _sheet_pages(annex: Annex, plan: PrintedPlan) -> Iterator[dict[str, Json]]:
    legend: list[Json] = [
        {"code": step.code, "text": step.text}
        for step in plan.scale
        if step.code in annex.get("legend_items", [])
    ]
    sheets = annex_sheets(plan)
    for label, rows in groupby(sheets, key=lambda row: row.project.sheet_ref):
        yield {
            **_page(label, annex),
            "legend": legend,
            "sheets": [_sheet(row, annex) for row in rows],
        }
    if not sheets:
        yield {**_page("", annex), "legend": [], "sheets": []}


def _sheet(row: SheetGrids, annex: Annex) -> Json:
    description = row.printed.sheet.description
    texts = [(heading, "\n".join(text for text in cell if text)) for heading, cell in row.texts]
    years = len(row.figures.subheads)
    widths = (*_FIGURE_WIDTHS, *[float(_YEAR)] * years)
    lines = (
        _SHEET_LINES
        + _lines(description, _PAPER)
        + max(
            len(row.figures.rows) * 1.4 + 3,
            sum(_lines(text, _OF_TEXTS) + 2 for _heading, text in texts),
        )
    )
    return {
        PLACE: row.identity.caption,
        "keep": lines <= _PAGE_LINES,
        "identity": _grid(row.identity, _IDENTITY_WIDTHS[: len(row.identity.heads)]),
        "description": {
            "heading": annex["body_headings"]["description"],
            "text": description,
        },
        "figures": _grid(row.figures, widths, paper=_OF_FIGURES),
        "texts": [{"heading": heading, "text": text} for heading, text in texts],
    }


def _narrative_pages(annex: Annex, plan: PrintedPlan) -> Iterator[dict[str, Json]]:
    """A page's label changes where the index says so, and a table ends there."""
    labels = {row.project.number: row.project.sheet_ref for row in plan.projects()}
    grids = narrative_grids(plan)
    widths = _narrative_widths(grids)
    parts = [(label, part) for grid in grids for label, part in _parted(grid, labels)]
    for label, rows in groupby(parts, key=lambda part: part[0]):
        yield {**_page(label, annex), "grids": [_grid(part, widths) for _label, part in rows]}
    if not parts:
        yield {**_page("", annex), "grids": []}


def _parted(grid: Grid, labels: dict[str, str]) -> Iterator[tuple[str, Grid]]:
    """``grid`` by the label of its rows; a project's further lines stay with its first."""
    labelled: list[tuple[str, tuple[GridCell, ...]]] = []
    for row in grid.rows:
        known = labels.get(row[0].text) if row and row[0].is_head else None
        labelled.append((labelled[-1][0] if known is None and labelled else known or "", row))
    for label, rows in groupby(labelled, key=lambda row: row[0]):
        yield label, replace(grid, rows=tuple(row for _label, row in rows))


def _narrative_widths(grids: Sequence[Grid]) -> list[float]:
    """Columns of results and words are wide where something stands in them."""
    first = len(_NARRATIVE_WIDTHS)
    filled: set[int] = set()
    for grid in grids:
        for row in _spread(grid.rows):
            filled |= {n for n, cell in row.items() if cell.text}
    count = max((sum(cell.columns for cell in grid.heads) for grid in grids), default=first)
    rest = [float(_WORDS if n in filled else _BARE) for n in range(first, count)]
    return [*map(float, _NARRATIVE_WIDTHS), *rest]


# ---------------------------------------------------------------- cells


def _spread(rows: Sequence[Sequence[GridCell]]) -> Iterator[dict[int, GridCell]]:
    """Each row's own cells by their column; what spans rows moves the cells below it."""
    taken: dict[int, int] = {}
    for row in rows:
        found: dict[int, GridCell] = {}
        column = 0
        for cell in row:
            while taken.get(column, 0) > 0:
                column += 1
            found[column] = cell
            for n in range(column, column + cell.columns):
                taken[n] = cell.rows
            column += cell.columns
        yield found
        taken = {n: left - 1 for n, left in taken.items()}


def _grid(grid: Grid, widths: Sequence[float], *, paper: float = _PAPER) -> dict[str, Json]:
    unit = paper / sum(widths)
    rows = list(_spread(grid.rows))
    heights = [
        max((_height(cell, column, widths, unit) for column, cell in row.items()), default=1)
        for row in rows
    ]
    heads = [row for row in (grid.heads, grid.subheads) if row]
    return {
        PLACE: grid.caption,
        "widths": list(map(str, widths)),
        "heads": [[_cell(cell, is_top=True) for cell in row] for row in heads],
        "rows": [
            {
                PLACE: _row_place(grid, row),
                "cells": [
                    _cell(cell, keep=sum(heights[n : n + cell.rows]) <= _PAGE_LINES) for cell in row
                ],
            }
            for n, row in enumerate(grid.rows)
        ],
    }


def _row_place(grid: Grid, row: Sequence[GridCell]) -> str:
    """The table, and the project that the row is about."""
    named = next((cell.text for cell in row if cell.url), "")
    return f"{grid.caption} {named}".strip()


def _height(cell: GridCell, column: int, widths: Sequence[float], unit: float) -> int:
    """Lines that a cell takes in its own row; one over several rows shares them."""
    wide = sum(widths[column : column + cell.columns]) * unit
    return ceil(_lines(cell.text, wide) / cell.rows)


def _lines(text: str, wide: float) -> int:
    fits = max(1.0, (wide - _INSET) / _CHARACTER)
    return sum(max(1, ceil(_length(line) / fits)) for line in text.split("\n"))


def _length(line: str) -> float:
    return sum(1.0 if east_asian_width(character) in "WFA" else 0.6 for character in line)


def _cell(cell: GridCell, *, is_top: bool = False, keep: bool = True) -> Json:
    return {
        "text": cell.text,
        "rows": cell.rows,
        "columns": cell.columns,
        "is_top": is_top,
        "is_head": cell.is_head and not is_top,
        "is_sign": not cell.is_figure and len(cell.text) <= _SIGN,
        "is_figure": cell.is_figure,
        "is_middle": cell.is_head and cell.rows > 1,
        "keep": keep,
    }
