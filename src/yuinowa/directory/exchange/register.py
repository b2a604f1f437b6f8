"""The register's files: fourteen columns by position, in and out, losing nothing.

A cell that a spreadsheet would run gets its mark on the way out (R16), and loses it on the way in.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from yuinowa.directory.domain.policy import IMPORT
from yuinowa.directory.domain.register import (
    HEADS,
    NAMES,
    Row,
    Section,
    read_row,
    section_of_head,
)
from yuinowa.documents.codings import detect
from yuinowa.documents.csv import csv_bytes
from yuinowa.documents.neutral import as_typed
from yuinowa.kernel import identifiers
from yuinowa.kernel.errors import InputRefused, Unreadable


@dataclass(frozen=True, slots=True)
class RegisterFile:
    """A file of the register whose coding and header are known; ``rows`` can be read again and again."""

    path: Path
    name: str
    coding: str
    head: tuple[str, ...]
    #: What the header's wording says; None where it leaves it open.
    section: Section | None

    def rows(self, *, demo: bool) -> Iterator[Row]:
        """Every row in its order, with the line on which it begins.

        Raises:
            InputRefused: there are too many rows.
        """
        for count, (number, cells) in enumerate(_cells(self), start=1):
            if count > IMPORT.most_rows:
                raise InputRefused(
                    _("The file has more than %(most)s rows.") % {"most": IMPORT.most_rows},
                    place=self.name,
                    next_step=_("Divide it into several files."),
                )
            yield read_row(number, cells, demo=demo)


def open_register(path: Path, *, name: str) -> RegisterFile:
    """The register file at ``path``.

    Raises:
        Unreadable: it is no text, or no coding reads all of it.
        InputRefused: its first line is no header of fourteen columns, or no row follows.
    """
    coding = detect(path)
    with path.open(encoding=coding, newline="") as file:
        head = next(_parsed(file, name), (1, []))[1]
    if len(head) != len(NAMES) or identifiers.isil(head[0], demo=True).valid:
        raise InputRefused(
            _("The first line must name the %(count)s columns of the register; it has %(found)s.")
            % {"count": len(NAMES), "found": len(head)},
            place=name,
            next_step=_("Use the file as the agency offers it, with its header line."),
        )
    return RegisterFile(path, name, coding, tuple(head), section_of_head(head))


def _cells(file: RegisterFile) -> Iterator[tuple[int, list[str]]]:
    with file.path.open(encoding=file.coding, newline="") as text:
        rows = _parsed(text, file.name)
        next(rows, None)
        for number, cells in rows:
            if any(cells):
                yield number, cells


def _parsed(file: io.TextIOBase | Iterable[str], name: str) -> Iterator[tuple[int, list[str]]]:
    """Rows with the number of the line on which each begins."""
    reader = csv.reader(file, strict=True)
    begins = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as fault:
            raise Unreadable(
                _(
                    "Line %(line)s is not closed as CSV: a quotation mark is missing or stands too much."
                )
                % {"line": begins},
                place=name,
                next_step=_("Correct this line and send the file again."),
            ) from fault
        yield begins, [as_typed(cell) for cell in cells]
        begins = reader.line_num + 1


def written(
    section: Section, rows: Iterable[Mapping[str, str]], *, head: Sequence[str] = ()
) -> bytes:
    """The register's own file of ``section``."""
    columns = head or HEADS[section]
    return csv_bytes(columns, ([row[name] for name in NAMES] for row in rows))
