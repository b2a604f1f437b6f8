"""R10, R12: workbooks from outside are read in a process of their own, or refused with words."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from yuinowa.documents import sheet_reader
from yuinowa.documents.spreadsheets import (
    REFUSALS,
    Row,
    SheetStart,
    WorkbookEnd,
    read_workbook,
)
from yuinowa.kernel.errors import Unreadable

#: Cells that no program writes by itself come in as text, whatever they look like.
CELLS = st.lists(
    st.lists(
        st.text(
            st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"),
            max_size=8,
        ),
        max_size=4,
    ),
    max_size=5,
)


def book(rows: list[list[str]], *, formula: str = "", result: object = 0) -> bytes:
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}  # fmt: skip
    with xlsxwriter.Workbook(out, options) as made:
        sheet = made.add_worksheet("名簿")
        for n, row in enumerate(rows):
            for column, cell in enumerate(row):
                sheet.write_string(n, column, cell)
        if formula:
            sheet.write_formula(0, 0, formula, None, result)
    return out.getvalue()


def repacked(data: bytes, change: Callable[[str, bytes], bytes], **more: bytes) -> bytes:
    """The same workbook with its members changed, and further ones."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for member in old.infolist():
            new.writestr(member.filename, change(member.filename, old.read(member)))
        for name, content in more.items():
            new.writestr(name.replace("__", "/"), content)
    return out.getvalue()


def same(_name: str, content: bytes) -> bytes:
    return content


def in_sheet(old: bytes, new: bytes) -> Callable[[str, bytes], bytes]:
    return lambda name, content: (
        content.replace(old, new) if name == "xl/worksheets/sheet1.xml" else content
    )


def rows_of(tmp_path: Path, data: bytes) -> list[tuple[int, tuple[str, ...]]]:
    path = tmp_path / "book.xlsx"
    path.write_bytes(data)
    return [(r.number, r.cells) for r in read_workbook(path) if isinstance(r, Row)]


def refusal(tmp_path: Path, data: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        rows_of(tmp_path, data)
    assert caught.value.next_step
    assert caught.value.place.startswith("book.xlsx")
    return caught.value.message


SIMPLE = book([["名称", "住所"], ["試験図書館", "試験市1-1"]])


def _many_members() -> bytes:
    return repacked(SIMPLE, same, **{f"m{n}": b"" for n in range(sheet_reader.MOST_MEMBERS)})


def _twice() -> bytes:
    out = io.BytesIO(SIMPLE)
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(out, "a") as packed:
        packed.writestr("xl/workbook.xml", b"")
    return out.getvalue()


def _link() -> bytes:
    out = io.BytesIO(SIMPLE)
    with zipfile.ZipFile(out, "a") as packed:
        link = zipfile.ZipInfo("xl/link")
        link.external_attr = 0o120777 << 16
        packed.writestr(link, "/etc/passwd")
    return out.getvalue()


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "a bomb": (lambda: repacked(SIMPLE, same, xl__x=b"0" * (8 << 20)), "bomb"),
    "too much in all": (
        lambda: repacked(SIMPLE, lambda n, c: bytes(range(256)) * 300_000 if n.endswith("app.xml") else c),
        "bomb",
    ),
    "too many members": (_many_members, "members"),
    "a member twice": (_twice, "twice"),
    "a path that leads out": (lambda: repacked(SIMPLE, same, **{"..__..__x": b""}), "path"),
    "an absolute path": (lambda: repacked(SIMPLE, same, __x=b""), "path"),
    "a drive": (lambda: repacked(SIMPLE, same, **{"C:__x": b""}), "path"),
    "a link": (_link, "path"),
    "a document type": (
        lambda: repacked(SIMPLE, lambda _n, c: c.replace(b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet')),
        "doctype",
    ),
    "a macro": (lambda: repacked(SIMPLE, same, **{"xl__vbaProject.bin": b""}), "macros"),
    "an Excel 4 macro": (lambda: repacked(SIMPLE, same, **{"xl__macrosheets__sheet1.xml": b"<a/>"}), "macros"),
    "a far column": (
        lambda: repacked(SIMPLE, in_sheet(b'r="B2"', b'r="XFD2"')),
        "far-cell",
    ),
    "a far row": (
        lambda: repacked(SIMPLE, in_sheet(b'r="B2"', b'r="B99999999"')),
        "far-cell",
    ),
    "another ZIP file": (
        lambda: repacked(SIMPLE, same).replace(b"xl/workbook.xml", b"xl/worKbook.xml"),
        "no-workbook",
    ),
    "a cut file": (lambda: SIMPLE[: len(SIMPLE) // 2], "damaged"),
    "broken XML": (lambda: repacked(SIMPLE, in_sheet(b"</row>", b"<row>")), "damaged"),
    "a cell without end": (lambda: book([["x" * 32_767 + "y"]]), "damaged"),
    "a formula without result": (lambda: book([["x"]], formula="=1+1", result=""), "formula"),
}  # fmt: skip


@pytest.mark.parametrize("name", [n for n in HOSTILE if n != "a cell without end"])
def test_a_hostile_workbook_is_refused_with_words(name: str, tmp_path: Path) -> None:  # R12
    make, code = HOSTILE[name]

    assert refusal(tmp_path, make()).startswith(str(REFUSALS[code][0]))


def test_a_style_far_out_is_no_value(tmp_path: Path) -> None:
    data = repacked(
        SIMPLE, in_sheet(b"</row></sheetData>", b'<c r="XFD2" s="0"/></row></sheetData>')
    )

    assert rows_of(tmp_path, data)[-1] == (2, ("試験図書館", "試験市1-1"))


def test_one_far_row_is_read_where_it_stands(tmp_path: Path) -> None:
    data = repacked(SIMPLE, lambda n, c: c.replace(b'r="2"', b'r="1048576"').replace(b'r="A2"', b'r="A1048576"').replace(b'r="B2"', b'r="B1048576"') if n.endswith("sheet1.xml") else c)  # fmt: skip

    assert rows_of(tmp_path, data) == [
        (1, ("名称", "住所")),
        (1048576, ("試験図書館", "試験市1-1")),
    ]


def test_a_huge_merge_costs_nothing_and_is_counted(tmp_path: Path) -> None:
    data = repacked(SIMPLE, in_sheet(b"</sheetData>", b'</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'))  # fmt: skip
    path = tmp_path / "book.xlsx"
    path.write_bytes(data)

    found = list(read_workbook(path))

    assert found[-1] == WorkbookEnd(merged=1)
    assert len(found) == 4


def test_more_rows_than_one_file_may_have_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # R10; the bound itself would take minutes to write
    path = tmp_path / "book.xlsx"
    path.write_bytes(book([["x"]] * 5))
    monkeypatch.setattr(sheet_reader, "MOST_ROWS", 3)
    out = io.StringIO()

    sheet_reader.read(str(path), out)

    assert '"refused": "rows"' in out.getvalue().splitlines()[-1]


def test_days_times_and_numbers_are_written_as_people_read_them(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    half_past = datetime(2026, 4, 1, 9, 30)  # noqa: DTZ001  # workbooks know no time zones
    sheet.append([date(2026, 4, 1), half_past, time(9), 1.0, 0.5, True, 12, "１２"])
    out = io.BytesIO()
    made.save(out)

    assert rows_of(tmp_path, out.getvalue()) == [
        (1, ("2026-04-01", "2026-04-01 09:30", "09:00", "1", "0.5", "TRUE", "12", "１２"))
    ]


def test_hidden_sheets_are_not_read(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    hidden = made.create_sheet("控え")
    hidden.append(["x"])
    hidden.sheet_state = "hidden"
    path = tmp_path / "book.xlsx"
    made.save(path)

    assert [s for s in read_workbook(path) if isinstance(s, SheetStart)] == [SheetStart("Sheet")]


def test_a_process_that_is_killed_is_a_refusal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.executable", "/bin/false")

    assert refusal(tmp_path, SIMPLE).startswith(str(REFUSALS["too-long"][0]))


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(CELLS)
def test_texts_come_back_as_they_were_written(tmp_path: Path, rows: list[list[str]]) -> None:
    found = rows_of(tmp_path, book(rows))

    filled = [(n, row) for n, row in enumerate(rows, start=1) if any(row)]
    assert [number for number, _cells in found] == [n for n, _row in filled]
    for (_number, cells), (_n, row) in zip(found, filled, strict=True):
        assert list(cells) == row[: len(cells)]
        assert not any(row[len(cells) :])
