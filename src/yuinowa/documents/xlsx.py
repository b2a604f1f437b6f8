"""Workbooks, written once and never run: a thin layer over XlsxWriter (R16).

Two forms are written. The *print form* is what councils are used to: merged cells, borders, wrapped
text, A4 landscape, the head repeated on every page. The *data form* keeps the rules for
machine-readable tables: one value a cell, numbers as numbers, no merged cells, no line breaks for looks.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum

import xlsxwriter

from yuinowa.documents.neutral import neutral

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: A fixed day of making, so that the same plan gives the same bytes.
_MADE = datetime(2000, 1, 1, tzinfo=UTC)
_A4 = 9
#: What Excel does not take in the name of a sheet.
_NOT_IN_NAMES = str.maketrans("[]:*?/\\", "（）：＊？／￥")

Value = str | int | Decimal | None


class Look(StrEnum):
    """How a cell looks; a closed set, so that every workbook looks the same."""

    TITLE = "title"
    NOTE = "note"
    HEAD = "head"
    TEXT = "text"
    NUMBER = "number"
    MIDDLE = "middle"
    #: A cell to be filled in; on a protected page the only kind that can be.
    FILL = "fill"


_FORMATS: Mapping[Look, Mapping[str, object]] = {
    Look.TITLE: {"bold": True, "font_size": 14},
    Look.NOTE: {"font_size": 9},
    Look.HEAD: {
        "bold": True,
        "border": 1,
        "bg_color": "#E8F1FE",
        "text_wrap": True,
        "align": "center",
        "valign": "vcenter",
    },
    Look.TEXT: {"border": 1, "text_wrap": True, "valign": "top"},
    Look.NUMBER: {"border": 1, "align": "right", "valign": "top", "num_format": "#,##0.########"},
    Look.MIDDLE: {"border": 1, "text_wrap": True, "align": "center", "valign": "top"},
    # As text, so that the program makes no day of 1-2 and no 0.85 of 85%.
    Look.FILL: {
        "border": 2,
        "border_color": "#7A5C00",
        "bg_color": "#FFF8D6",
        "text_wrap": True,
        "valign": "top",
        "num_format": "@",
        "locked": False,
    },
}


@dataclass(frozen=True)
class Cell:
    """One cell of the print form; it may cover several rows and columns."""

    row: int
    column: int
    value: Value
    look: Look = Look.TEXT
    rows: int = 1
    columns: int = 1
    #: What can be chosen there, where something can; other words are told to be wrong while they are typed.
    choices: Sequence[str] = ()


@dataclass(frozen=True)
class Page:
    """One sheet in print form. ``head_rows`` (first, last) are repeated on every printed page.

    A ``protected`` one can be changed in its cells to fill only; ``hidden`` columns are kept out of sight.
    """

    name: str
    widths: Sequence[float]
    cells: Sequence[Cell]
    head_rows: tuple[int, int] | None = None
    header: str = ""
    breaks: Sequence[int] = ()
    hidden: Sequence[int] = ()
    protected: bool = False


@dataclass(frozen=True)
class Table:
    """One sheet in data form: column names, then rows."""

    name: str
    columns: Sequence[str]
    rows: Iterable[Sequence[Value]]
    widths: Sequence[float] = field(default=())


def workbook_bytes(sheets: Sequence[Page | Table], *, title: str, about: str = "") -> bytes:
    """The whole workbook; sheets in the order given. ``about`` stands in its properties."""
    out = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"title": title, "comments": about, "created": _MADE})
        looks = {
            look: book.add_format({"font_name": "BIZ UDPGothic", "font_size": 10, **how})
            for look, how in _FORMATS.items()
        }
        for sheet in sheets:
            page = book.add_worksheet(sheet.name.translate(_NOT_IN_NAMES)[:31])
            if isinstance(sheet, Page):
                _write_page(page, sheet, looks)
            else:
                _write_table(page, sheet)
    return out.getvalue()


def _write_page(
    page: xlsxwriter.worksheet.Worksheet,
    sheet: Page,
    looks: Mapping[Look, xlsxwriter.format.Format],
) -> None:
    page.set_landscape()
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
    page.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    page.set_footer("&C&P / &N")
    if sheet.header:
        page.set_header(f"&R{sheet.header}")
    for column, width in enumerate(sheet.widths):
        page.set_column(column, column, width, None, {"hidden": column in sheet.hidden})
    if sheet.protected:
        page.protect("", {"format_rows": True, "format_columns": True})
    if sheet.head_rows:
        page.repeat_rows(*sheet.head_rows)
    if sheet.breaks:
        page.set_h_pagebreaks(list(sheet.breaks))
    for cell in sheet.cells:
        if cell.rows > 1 or cell.columns > 1:
            last = (cell.row + cell.rows - 1, cell.column + cell.columns - 1)
            page.merge_range(cell.row, cell.column, *last, "", looks[cell.look])
        _write(page, cell.row, cell.column, cell.value, looks[cell.look])
        if cell.choices:
            rule = {"validate": "list", "source": list(cell.choices)}
            page.data_validation(cell.row, cell.column, cell.row, cell.column, rule)


def _write_table(page: xlsxwriter.worksheet.Worksheet, sheet: Table) -> None:
    for column, name in enumerate(sheet.columns):
        _write(page, 0, column, name, None)
    for n, row in enumerate(sheet.rows, start=1):
        for column, value in enumerate(row):
            _write(page, n, column, value, None)
    for column, width in enumerate(sheet.widths):
        page.set_column(column, column, width)
    page.freeze_panes(1, 0)


def _write(
    page: xlsxwriter.worksheet.Worksheet,
    row: int,
    column: int,
    value: Value,
    look: xlsxwriter.format.Format | None,
) -> None:
    if value is None or value == "":
        page.write_blank(row, column, None, look)
    elif isinstance(value, str):
        page.write_string(row, column, neutral(value), look)
    else:
        page.write_number(row, column, value, look)
