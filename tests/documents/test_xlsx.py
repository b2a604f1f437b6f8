from __future__ import annotations

import io
from decimal import Decimal

import openpyxl

from yuinowa.documents.xlsx import Cell, Look, Page, Table, workbook_bytes


def _read(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def test_a_printed_page_is_a4_landscape_with_its_head_on_every_page() -> None:
    page = Page(
        "別紙1", (10, 20), [Cell(0, 0, "頭", Look.HEAD), Cell(1, 0, "値")], head_rows=(0, 0)
    )

    sheet = _read(workbook_bytes([page], title="t"))["別紙1"]

    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.column_dimensions["B"].width > sheet.column_dimensions["A"].width


def test_merged_cells_hold_their_value_once() -> None:
    page = Page("p", (10,), [Cell(0, 0, "二行", rows=2), Cell(0, 1, "a"), Cell(1, 1, "b")])

    sheet = _read(workbook_bytes([page], title="t"))["p"]

    assert [str(area) for area in sheet.merged_cells.ranges] == ["A1:A2"]
    assert (sheet["A1"].value, sheet["A2"].value, sheet["B2"].value) == ("二行", None, "b")


def test_the_data_form_keeps_numbers_numbers_and_has_no_merged_cell() -> None:
    table = Table(
        "data", ("year", "value", "text"), [(2025, Decimal("1.5"), "85%"), (2026, None, "－")]
    )

    sheet = _read(workbook_bytes([table], title="t"))["data"]

    assert list(sheet.iter_rows(values_only=True)) == [
        ("year", "value", "text"),
        (2025, 1.5, "85%"),
        (2026, None, "－"),
    ]
    assert not sheet.merged_cells.ranges


def test_nothing_in_a_workbook_is_a_formula() -> None:
    page = Page("p", (10,), [Cell(0, 0, "=HYPERLINK(1)"), Cell(1, 0, "＝1")])

    sheet = _read(workbook_bytes([page], title="t"))["p"]

    assert (sheet["A1"].value, sheet["A1"].data_type, sheet["A2"].value) == (
        "'=HYPERLINK(1)",
        "s",
        "'＝1",
    )


def test_the_same_content_gives_the_same_bytes() -> None:
    page = Page("p", (10,), [Cell(0, 0, "a")])

    assert workbook_bytes([page], title="t") == workbook_bytes([page], title="t")
