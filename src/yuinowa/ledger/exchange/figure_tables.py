"""A file of figures as a table: its head found, its rows one after another (R10, R13)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain, islice
from pathlib import Path

from django.utils.translation import gettext as _

from yuinowa.documents.table_lines import Line, coding_of, lines_of, stripped
from yuinowa.kernel.errors import InputRefused
from yuinowa.ledger.domain.figure_cells import number_in
from yuinowa.ledger.domain.figure_columns import year_of_head

#: R10: read while the person waits.
MOST_BYTES = 1 << 20
MOST_COLUMNS = 60
#: The head stands among so many rows; titles may stand above it.
HEAD_WITHIN = 30
#: Rows shown beside the columns.
SAMPLED = 30


@dataclass(frozen=True, slots=True)
class FigureTable:
    """A file whose head is found; ``rows`` can be read again and again."""

    path: Path
    name: str
    coding: str
    sheet: str
    head_line: int
    head: tuple[str, ...]
    samples: tuple[tuple[str, ...], ...]

    def rows(self) -> Iterator[Line]:
        """Every row under the head; a head that is printed again is passed over.

        Raises:
            Unreadable: the file cannot be read to its end.
        """
        for line in lines_of(self.path, self.name, self.coding):
            if line.sheet != self.sheet or line.number <= self.head_line:
                continue
            if _words(line) != self.head:
                yield line


def open_table(path: Path, *, name: str) -> FigureTable:
    """The table in the file at ``path``, which people call ``name``.

    Raises:
        Unreadable: it is neither a text file nor a workbook, or cannot be read.
        InputRefused: nothing is in it, or it has too many columns.
    """
    coding = coding_of(path, name)
    lines = lines_of(path, name, coding)
    begin = list(islice(lines, HEAD_WITHIN))
    if not begin:
        raise _empty(name)
    head = max(begin, key=_like_a_head)
    words = _words(head)
    if len(words) > MOST_COLUMNS:
        raise InputRefused(
            _("The table has more than %(most)s columns.") % {"most": MOST_COLUMNS},
            place=name,
            next_step=_("Leave out the columns without figures that are meant for this place."),
        )
    under = chain(begin[begin.index(head) + 1 :], lines)
    samples = [line.cells for line in islice(under, SAMPLED) if line.sheet == head.sheet]
    if not samples:
        raise _empty(name)
    return FigureTable(path, name, coding, head.sheet[:60], head.number, words, tuple(samples))


def _empty(name: str) -> InputRefused:
    return InputRefused(
        _("There is no row under the head."),
        place=name,
        next_step=_("Check whether it is the right file."),
    )


def _words(line: Line) -> tuple[str, ...]:
    return tuple(
        word[:200] or _("Column %(number)s without a name") % {"number": place + 1}
        for place, word in enumerate(stripped(line.cells))
    )


def _like_a_head(line: Line) -> int:
    """How many cells are words, or name a year: of a head all of them."""
    return sum(1 for cell in line.cells if cell.strip() and _is_word(cell))


def _is_word(cell: str) -> bool:
    return not isinstance(number_in(cell), Decimal) or year_of_head(cell) is not None


def cell_of(cells: Sequence[str], place: int | None) -> str:
    """The cell at ``place`` on one line; empty beyond the last."""
    if place is None or place >= len(cells):
        return ""
    return " ".join(cells[place].split())
