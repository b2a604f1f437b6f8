"""The lines of a table that comes in: CSV, TSV or XLSX, whatever it is called (R10, R13).

Magic bytes come first, then the coding. Memory holds one row at a time, and a file can be read again and again.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from django.utils.translation import gettext as _

from yuinowa.documents import spreadsheets
from yuinowa.documents.codings import detect, open_source
from yuinowa.kernel.errors import InputRefused, Unreadable

XLSX = "XLSX"
_PACKED = (b"\xfd7zXZ\x00", b"BZh")
#: So many lines tell which sign parts the cells.
_TELLING_LINES = 30


@dataclass(frozen=True, slots=True)
class Line:
    """A row that holds something, as it stands in the file."""

    sheet: str
    number: int
    cells: tuple[str, ...]


def stripped(cells: Sequence[str]) -> tuple[str, ...]:
    """Head words without blanks around them, and without empty ones behind the last."""
    words = [" ".join(cell.split()) for cell in cells]
    while words and not words[-1]:
        words.pop()
    return tuple(words)


def coding_of(path: Path, name: str) -> str:
    """``XLSX`` for a workbook, else the coding of the text (R13: magic bytes first)."""
    with path.open("rb") as file:
        head = file.read(16)
    if head.startswith(spreadsheets.ZIP):
        return XLSX
    if head.startswith(_PACKED):
        raise Unreadable(
            _("This is a packed file."), place=name, next_step=_("Unpack it and send the table.")
        )
    if not head:
        raise InputRefused(
            _("There is nothing in the file."),
            place=name,
            next_step=_("Check whether it is the right file."),
        )
    try:
        return detect(path)
    except Unreadable as fault:
        raise Unreadable(fault.message, place=name, next_step=fault.next_step) from fault


def lines_of(path: Path, name: str, coding: str) -> Iterator[Line]:
    if coding == XLSX:
        for part in spreadsheets.read_workbook(path, name=name):
            if isinstance(part, spreadsheets.Row):
                yield Line(part.sheet, part.number, part.cells)
        return
    with open_source(path) as file:
        delimiter = _delimiter(file.read(1 << 16).decode(coding, "ignore"))
    with path.open(encoding=coding, newline="") as text:
        reader = csv.reader(text, delimiter=delimiter, strict=True)
        number = 1
        while True:
            try:
                cells = next(reader)
            except StopIteration:
                return
            except (csv.Error, UnicodeDecodeError) as fault:
                raise Unreadable(
                    _(
                        "Line %(line)s cannot be read: a quotation mark does not close, or a cell is too long."
                    )
                    % {"line": number},
                    place=name,
                    next_step=_("Open it in a spreadsheet program and save it as CSV again."),
                ) from fault
            if any(cell.strip() for cell in cells):
                yield Line("", number, tuple(cells))
            number = reader.line_num + 1


def _delimiter(text: str) -> str:
    """What parts the cells of the first lines: the sign that stands there most often."""
    counts = {sign: text.count(sign) for sign in ",\t;"}
    head = "\n".join(islice(text.splitlines(), _TELLING_LINES))
    return max(",\t;", key=lambda sign: (head.count(sign), counts[sign]))
