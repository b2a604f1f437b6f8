"""A table somebody sends, with its head found: titles may stand above it, and it may be repeated below (R10, R13).

Which words a head has is the wing's to say; all else is the same for institutions and for books. Memory holds one
row at a time, and a file can be read again and again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path

from django.utils.translation import gettext as _

from yuinowa.documents import spreadsheets
from yuinowa.documents.table_lines import Line, coding_of, lines_of, stripped
from yuinowa.kernel.errors import InputRefused

#: The head stands among so many rows; titles and notes may stand above it.
HEAD_WITHIN = 30
#: So many rows are looked at to propose the columns, and shown beside them.
SAMPLED = 50


@dataclass(frozen=True, slots=True)
class Headed:
    """A file whose head is found."""

    path: Path
    #: What people call the file.
    name: str
    #: The coding of a text file; ``XLSX``.
    coding: str
    sheet: str
    head_line: int
    head: tuple[str, ...]
    samples: tuple[tuple[str, ...], ...]
    #: Sheets with another head, which are not read.
    left: tuple[str, ...] = field(default=())

    def rows(self, most: int | None = spreadsheets.MOST_ROWS) -> Iterator[Line]:
        """Every row under a head, as it stands; repeated heads are passed over. ``most``: None for any number.

        Raises:
            Unreadable: the file cannot be read to its end.
            InputRefused: it has too many rows.
        """
        count, is_under_head = 0, False
        sheet = ""
        for line in lines_of(self.path, self.name, self.coding):
            if line.sheet != sheet:
                sheet, is_under_head = line.sheet, False
            if stripped(line.cells) == self.head:
                is_under_head = True
                continue
            if not is_under_head:
                continue
            count += 1
            if most is not None and count > most:
                raise InputRefused(
                    _("The file has more than %(most)s rows.") % {"most": most},
                    place=self.name,
                    next_step=_("Divide it into several files."),
                )
            yield line

    def padded(self, line: Line) -> list[str]:
        """The cells of a row, at least as many as the head has."""
        return [*line.cells, *[""] * (len(self.head) - len(line.cells))]


#: How many columns a row names, as the wing understands them.
Score = Callable[[Sequence[str]], int]
#: Raises where the wing does not want such a table; gets the head and the rows behind it.
Refuse = Callable[[Line, Iterator[Line]], None]


def open_headed(
    path: Path,
    *,
    name: str,
    score: Score,
    asked_for: str,
    is_bad: Callable[[str], bool],
    refuse: Refuse | None = None,
) -> Headed:
    """The table in the file at ``path``, which people call ``name``.

    ``asked_for``: what to do where no row names a column. ``is_bad``: whether a head cell cannot be stored.

    Raises:
        Unreadable: it is neither a text file nor a workbook, or cannot be read.
        InputRefused: it has no head that names columns, a column twice, or no rows.
    """
    coding = coding_of(path, name)
    lines = lines_of(path, name, coding)
    begin = list(islice(lines, HEAD_WITHIN))
    head = _find_head(begin, name, score, asked_for)
    lines = chain(begin[begin.index(head) + 1 :], lines)
    if refuse is not None:
        refuse(head, lines)
    words = stripped(head.cells)
    _check_head(name, words, is_bad)
    samples, left = _look_on(lines, head)
    if not samples:
        raise InputRefused(
            _("There is no row under the head."),
            place=name,
            next_step=_("Check whether it is the right file."),
        )
    return Headed(path, name, coding, head.sheet, head.number, words, samples, left)


def _find_head(begin: Sequence[Line], name: str, score: Score, asked_for: str) -> Line:
    """The row that names most columns, the first of such rows; titles may stand above it."""
    if not begin:
        raise InputRefused(
            _("There is nothing in the file."),
            place=name,
            next_step=_("Check whether it is the right file."),
        )
    best = max(begin, key=lambda line: score(line.cells))
    if score(best.cells):
        return best
    shown = ", ".join(cell for cell in begin[0].cells if cell)[:50]
    raise InputRefused(
        _("No row names the columns; the file begins with “%(found)s”.") % {"found": shown},
        place=name,
        next_step=asked_for,
    )


def _look_on(
    lines: Iterator[Line], head: Line
) -> tuple[tuple[tuple[str, ...], ...], tuple[str, ...]]:
    """The first rows under the head, and the sheets that begin otherwise."""
    samples: list[tuple[str, ...]] = []
    firsts: dict[str, tuple[str, ...]] = {}
    for line in lines:
        if line.sheet != head.sheet:
            firsts.setdefault(line.sheet, stripped(line.cells))
        elif len(samples) < SAMPLED:
            samples.append(line.cells)
        elif not head.sheet:
            break
    words = stripped(head.cells)
    return tuple(samples), tuple(sheet for sheet, first in firsts.items() if first != words)


def column_without_name(place: int) -> str:
    """What a column is called whose head is empty; ``place`` from 0."""
    return _("Column %(number)s without a name") % {"number": place + 1}


def _check_head(name: str, words: Sequence[str], is_bad: Callable[[str], bool]) -> None:
    """R13: columns that stand twice are named."""
    if len(words) > spreadsheets.MOST_COLUMNS:
        raise InputRefused(
            _("The table has more than %(most)s columns.") % {"most": spreadsheets.MOST_COLUMNS},
            place=name,
            next_step=_("Leave out the columns that are not needed."),
        )
    if any(is_bad(word) for word in words):
        raise InputRefused(
            _("There is a character in the head that cannot be stored."),
            place=name,
            next_step=_("Type the names of the columns again."),
        )
    twice = list(dict.fromkeys(word for word in words if word and words.count(word) > 1))
    if twice:
        raise InputRefused(
            _("These columns stand twice in the head: %(columns)s.")
            % {"columns": ", ".join(twice)[:50]},
            place=name,
            next_step=_("Give each column a name of its own."),
        )
