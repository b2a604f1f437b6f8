"""Reads one workbook in a process of its own, with bounds on memory and time (R10, R12).

    python -m yuinowa.documents.sheet_reader FILE

writes JSON lines: one for each sheet, one for each row that holds something, and at the end either what was
odd or why the file is refused. It knows neither Django nor the database: whatever a file does to it, the
site goes on. ``spreadsheets`` starts it.
"""

from __future__ import annotations

import json
import re
import resource
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from itertools import repeat
from pathlib import Path
from typing import IO, Any

from openpyxl import load_workbook
from openpyxl.cell.read_only import EMPTY_CELL
from openpyxl.utils import column_index_from_string, get_column_letter

# R12, and R10 for what is in the sheets.
MOST_MEMBERS = 2_000
MOST_UNPACKED = 64 << 20
MOST_RATIO = 100
MOST_ROWS = 100_000
MOST_COLUMNS = 200
MOST_CHARACTERS = 32_767
#: Below this a member may be packed as tightly as it likes: a few kilobytes of blanks are no bomb.
SMALL = 1 << 20
#: Excel's own last row; a number beyond it is made up.
LAST_ROW = 1_048_576
#: Memory and processor time of the process.
MOST_MEMORY = 2 << 30
MOST_SECONDS = 120

_PIECE = 1 << 16
_OVERLAP = 512
_DOCTYPE = re.compile(rb"<!(DOCTYPE|ENTITY)|<\x00!\x00(D|E)|\x00<\x00!\x00(D|E)")
#: Programs in a workbook: Visual Basic, and the sheets of Excel 4. No table needs one.
_MACROS = re.compile(r"(?i)vbaproject\.bin$|^xl/macrosheets/")
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
# A cell with something in it; one that only has a style is closed at once.
_CELL = re.compile(rb'<(?:\w+:)?c\s[^>]*?r="([A-Z]{1,4})([0-9]{1,9})"[^>]*?(?<!/)>')
_MERGE = re.compile(rb"<(?:\w+:)?mergeCell\s")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>]")


class Refused(Exception):
    """The file is not read; ``code`` is one of ``spreadsheets.REFUSALS``."""

    def __init__(self, code: str, value: object = "", sheet: str = "", row: int = 0) -> None:
        super().__init__(code)
        self.told = {"refused": code, "value": str(value)[:50], "sheet": sheet[:60], "row": row}


@dataclass(slots=True)
class Container:
    """What the members of the ZIP file hold, found before anything is parsed."""

    merged: int = 0
    has_formulas: bool = False
    #: Whether it points to other workbooks.
    has_links: bool = False
    unpacked: int = field(default=0)


def check(path: str) -> Container:
    """R12: every member through a counter.

    Raises:
        Refused: it is no workbook, or one that unpacks to something unreasonable.
    """
    found = Container()
    with zipfile.ZipFile(path) as packed:
        members = packed.infolist()
        if len(members) > MOST_MEMBERS:
            raise Refused("members", len(members))
        names = [member.filename for member in members]
        if len(set(names)) != len(names):
            raise Refused("twice", next(name for name in names if names.count(name) > 1))
        if "xl/workbook.xml" not in names:
            raise Refused("no-workbook")
        if program := next(filter(_MACROS.search, names), ""):
            raise Refused("macros", program)
        for member in members:
            _check_name(member)
            _check_member(packed, member, found)
            found.has_links = found.has_links or member.filename.startswith("xl/externalLinks/")
    return found


def _check_name(member: zipfile.ZipInfo) -> None:
    name = member.filename
    parts = re.split(r"[/\\]", name)
    is_link = (member.external_attr >> 16) & 0o170000 == 0o120000
    if ".." in parts or name.startswith(("/", "\\")) or ":" in name or is_link:
        raise Refused("path", name)
    if member.flag_bits & 1:
        raise Refused("locked", name)


def _check_member(packed: zipfile.ZipFile, member: zipfile.ZipInfo, found: Container) -> None:
    is_sheet = bool(_SHEET.fullmatch(member.filename))
    size, tail = 0, b""
    with packed.open(member) as file:
        while piece := file.read(_PIECE):
            size += len(piece)
            found.unpacked += len(piece)
            if found.unpacked > MOST_UNPACKED or (
                size > SMALL and size > MOST_RATIO * max(member.compress_size, 1)
            ):
                raise Refused("bomb", member.filename)
            window = tail + piece
            if _DOCTYPE.search(window):
                raise Refused("doctype", member.filename)
            if is_sheet:
                _look_at_cells(window, len(tail), found)
            tail = window[-_OVERLAP:]


def _look_at_cells(window: bytes, seen: int, found: Container) -> None:
    """Far cells are refused; merges are counted. ``seen`` bytes were looked at before."""
    for match in _CELL.finditer(window):
        column = column_index_from_string(match[1].decode()) if len(match[1]) <= 3 else 1 << 20
        if column > MOST_COLUMNS or int(match[2]) > LAST_ROW:
            raise Refused("far-cell", f"{match[1].decode()}{match[2].decode()}")
    found.merged += sum(match.end() > seen for match in _MERGE.finditer(window))
    found.has_formulas = found.has_formulas or bool(_FORMULA.search(window))


def rows_of(file: IO[bytes], container: Container) -> Iterator[dict[str, Any]]:
    """A line for each visible sheet and each of its rows; the same values as the screen shows."""
    book = load_workbook(file, read_only=True, data_only=True)
    formulas = load_workbook(file, read_only=True) if container.has_formulas else None
    count = 0
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            continue
        yield {"sheet": sheet.title}
        written = formulas[sheet.title] if formulas is not None else None
        for number, cells, computed in _rows(sheet, written):
            count += 1
            if count > MOST_ROWS + 1:
                raise Refused("rows", MOST_ROWS, sheet.title, number)
            if (longest := max(map(len, cells))) > MOST_CHARACTERS:
                raise Refused("cell", longest, sheet.title, number)
            yield {"row": number, "cells": cells, **({"computed": computed} if computed else {})}
    yield {"end": True, "merged": container.merged, "links": container.has_links}


def _rows(sheet: Any, written: Any) -> Iterator[tuple[int, list[str], list[int]]]:
    """Number and cells of each row that holds something, and which of them are computed by a formula.

    ``written`` is the same sheet with its formulas.
    """
    bounds = {"max_row": LAST_ROW, "max_col": MOST_COLUMNS}
    beside = written.iter_rows(**bounds) if written is not None else repeat(())
    lines = sheet.iter_rows(**bounds, values_only=True)
    # Up to a far row a million empty ones are handed out: each is known for empty at once, not cell by cell.
    blank = (None,) * MOST_COLUMNS
    for number, (values, unread) in enumerate(zip(lines, beside, strict=False), start=1):
        if values == blank and all(cell is EMPTY_CELL for cell in unread):
            continue
        cells = [_text(value) for value in values]
        computed = [column for column, cell in enumerate(unread) if cell.data_type == "f"]
        for column in computed:
            if not cells[column]:
                place = f"{get_column_letter(column + 1)}{number}"
                raise Refused("formula", place, sheet.title, number)
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            yield number, cells, computed


def _text(value: object) -> str:
    """A cell as people read it: 1 and not 1.0, days in ISO form, times without seconds that say nothing."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime):
        is_day = value.time() == time()
        return value.date().isoformat() if is_day else value.isoformat(" ", "minutes")
    if isinstance(value, time):
        return value.isoformat("seconds" if value.second else "minutes")
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)


def read(path: str, out: IO[str]) -> None:
    """Everything the process has to say of ``path``."""
    try:
        container = check(path)
        # An open file: what it is called does not matter to the library then.
        with Path(path).open("rb") as file:
            for line in rows_of(file, container):
                print(json.dumps(line), file=out)
    except Refused as refusal:
        print(json.dumps(refusal.told), file=out)
    except MemoryError:
        print(json.dumps({"refused": "bomb", "value": "", "sheet": "", "row": 0}), file=out)
    except Exception as fault:  # noqa: BLE001  # R12: every converter error becomes a refusal
        told = {"refused": "damaged", "value": type(fault).__name__, "sheet": "", "row": 0}
        print(json.dumps(told), file=out)


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    read(sys.argv[1], sys.stdout)
