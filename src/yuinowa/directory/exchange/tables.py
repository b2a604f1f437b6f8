"""A table of institutions as a file: CSV, TSV or XLSX, whatever it is called (R10, R13).

How a file is read and its head found stands in ``documents.headed``; here is what its columns mean.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from yuinowa.directory.domain import columns
from yuinowa.directory.domain.cells import has_bad_character
from yuinowa.directory.domain.columns import Column
from yuinowa.directory.domain.entries import RowText
from yuinowa.directory.exchange import own
from yuinowa.documents.headed import Headed, column_without_name, open_headed
from yuinowa.documents.neutral import as_typed
from yuinowa.documents.table_lines import Line, stripped
from yuinowa.kernel.errors import InputRefused


@dataclass(frozen=True, slots=True)
class Table:
    """A file whose head is found, and what its columns probably are."""

    file: Headed
    proposal: Mapping[int, Column]

    @property
    def head(self) -> tuple[str, ...]:
        return self.file.head

    @property
    def is_ours(self) -> bool:
        """Whether it was exported here: its head has our own number."""
        return Column.ID in self.proposal.values()

    def rows(self, chosen: Mapping[int, Column]) -> Iterator[tuple[RowText, int]]:
        """Every row under a head, with how many cells stand beyond it.

        Raises:
            Unreadable: the file cannot be read to its end.
            InputRefused: it has too many rows.
        """
        for line in self.file.rows():
            yield self._row(line, chosen), max(0, len(line.cells) - len(self.head))

    def _row(self, line: Line, chosen: Mapping[int, Column]) -> RowText:
        undo = as_typed if self.is_ours else str
        padded = self.file.padded(line)
        return RowText(
            sheet=line.sheet,
            number=line.number,
            texts={
                column: " ".join(undo(padded[place]).split("\n")).replace("\r", "")
                for place, column in chosen.items()
            },
            raw={
                word or column_without_name(place): undo(padded[place])
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
    ours = own.words()

    def score(cells: Sequence[str]) -> int:
        # A head of events is told as such, wherever it stands.
        return _EVENTS if columns.looks_like_events(cells) else columns.known_words(cells, ours)

    def refuse(head: Line, rest: Iterator[Line]) -> None:
        words = stripped(head.cells)
        if columns.looks_like_events(words):
            raise _events(name, rest, words)

    file = open_headed(
        path,
        name=name,
        score=score,
        asked_for=_(
            "Write the names of the columns into a row above the data, such as 名称, 住所, 電話番号."
        ),
        is_bad=has_bad_character,
        refuse=refuse,
    )
    return Table(file, columns.proposal(file.head, file.samples, ours))


#: More columns than any table has.
_EVENTS = 1_000_000


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
