"""A table of institutions as a file: CSV, TSV or XLSX, whatever it is called (R10, R13).

Magic bytes come first, then the coding; the head is the first row that names columns we know. Memory holds
one row at a time, and a file can be read again and again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path

from django.utils.translation import gettext as _

from yuinowa.directory.domain import columns
from yuinowa.directory.domain.cells import has_bad_character
from yuinowa.directory.domain.columns import Column
from yuinowa.directory.domain.entries import RowText
from yuinowa.directory.exchange import own
from yuinowa.documents import spreadsheets
from yuinowa.documents.neutral import as_typed
from yuinowa.documents.table_lines import Line, coding_of, lines_of, stripped
from yuinowa.kernel.errors import InputRefused

#: The head stands among so many rows; titles and notes may stand above it.
HEAD_WITHIN = 30
#: So many rows are looked at to propose the columns, and shown beside them.
SAMPLED = 50


@dataclass(frozen=True, slots=True)
class Table:
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
    proposal: Mapping[int, Column]
    #: Sheets with another head, which are not read.
    left: tuple[str, ...] = field(default=())

    @property
    def is_ours(self) -> bool:
        """Whether it was exported here: its head has our own number."""
        return Column.ID in self.proposal.values()

    def rows(self, chosen: Mapping[int, Column]) -> Iterator[tuple[RowText, int]]:
        """Every row under a head, with how many cells stand beyond it; repeated heads are passed over.

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
            if count > spreadsheets.MOST_ROWS:
                raise InputRefused(
                    _("The file has more than %(most)s rows.") % {"most": spreadsheets.MOST_ROWS},
                    place=self.name,
                    next_step=_("Divide it into several files."),
                )
            yield self._row(line, chosen), max(0, len(line.cells) - len(self.head))

    def _row(self, line: Line, chosen: Mapping[int, Column]) -> RowText:
        undo = as_typed if self.is_ours else str
        padded = [*line.cells, *[""] * (len(self.head) - len(line.cells))]
        return RowText(
            sheet=line.sheet,
            number=line.number,
            texts={
                column: " ".join(undo(padded[place]).split("\n")).replace("\r", "")
                for place, column in chosen.items()
            },
            raw={
                word or _unnamed(place): undo(padded[place])
                for place, word in enumerate(self.head)
                if padded[place] or place in chosen
            },
        )


def open_table(path: Path, *, name: str) -> Table:
    """The table in the file at ``path``, which people call ``name``.

    Raises:
        Unreadable: it is neither a text file nor a workbook, or cannot be read.
        InputRefused: it has no head that names columns, a column twice, no rows, or is a list of events.
    """
    coding = coding_of(path, name)
    ours = own.words()
    lines = lines_of(path, name, coding)
    begin = list(islice(lines, HEAD_WITHIN))
    head = _find_head(begin, name, ours)
    lines = chain(begin[begin.index(head) + 1 :], lines)
    words = stripped(head.cells)
    if columns.looks_like_events(words):
        raise _events(name, lines, words)
    _check_head(name, words)
    samples, left = _look_on(lines, head)
    if not samples:
        raise InputRefused(
            _("There is no row under the head."),
            place=name,
            next_step=_("Check whether it is the right file."),
        )
    return Table(
        path=path,
        name=name,
        coding=coding,
        sheet=head.sheet,
        head_line=head.number,
        head=words,
        samples=samples,
        proposal=columns.proposal(words, samples, ours),
        left=left,
    )


def _find_head(begin: Sequence[Line], name: str, ours: Mapping[str, Column]) -> Line:
    """The row that names most columns, the first of such rows; titles may stand above it."""
    if not begin:
        raise InputRefused(
            _("There is nothing in the file."),
            place=name,
            next_step=_("Check whether it is the right file."),
        )
    events = next((line for line in begin if columns.looks_like_events(line.cells)), None)
    best = max(begin, key=lambda line: columns.known_words(line.cells, ours))
    if events is not None or columns.known_words(best.cells, ours):
        return events or best
    first = begin[0]
    shown = ", ".join(cell for cell in first.cells if cell)[:50]
    raise InputRefused(
        _("No row names the columns; the file begins with “%(found)s”.") % {"found": shown},
        place=name,
        next_step=_(
            "Write the names of the columns into a row above the data, such as 名称, 住所, 電話番号."
        ),
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


def _unnamed(place: int) -> str:
    return _("Column %(number)s without a name") % {"number": place + 1}


def _events(name: str, rest: Iterator[Line], words: Sequence[str]) -> InputRefused:
    """A list of events is told from institutions, with what was found in it."""
    shown = ", ".join(word for word in words if word)[:50]
    return InputRefused(
        _(
            "This is a list of events: %(count)s rows with the columns %(columns)s … The directory of institutions cannot hold them."
        )
        % {"count": sum(1 for _line in rest), "columns": shown},
        place=name,
        next_step=_("Keep the file: events come with a later version. Nothing was stored."),
    )


def _check_head(name: str, words: Sequence[str]) -> None:
    """R13: columns that stand twice are named."""
    if len(words) > spreadsheets.MOST_COLUMNS:
        raise InputRefused(
            _("The table has more than %(most)s columns.") % {"most": spreadsheets.MOST_COLUMNS},
            place=name,
            next_step=_("Leave out the columns that say nothing of the institutions."),
        )
    if any(has_bad_character(word) for word in words):
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
