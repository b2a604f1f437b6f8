"""A table of books as a file: what its columns probably are, and its rows as records or as the reason why not."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from yuinowa.catalogue.domain.reading import columns
from yuinowa.catalogue.domain.reading.columns import Field
from yuinowa.catalogue.domain.reading.table import cells_of, record_of
from yuinowa.catalogue.domain.records import Record
from yuinowa.catalogue.domain.warnings import RecordUnusable
from yuinowa.core.text import has_refused_character
from yuinowa.documents.headed import Headed, column_without_name, open_headed


@dataclass(frozen=True, slots=True)
class BookTable:
    """A file whose head is found. ``proposal``: which place, from 0, is what."""

    file: Headed
    proposal: Mapping[int, Field]


@dataclass(frozen=True, slots=True)
class BookRow:
    """One row: ``number`` is its line in the file, ``raw`` all its cells by the head as JSON, in UTF-8.

    Either ``record`` or ``refused`` (a code of ``domain.warnings.Unusable``) is there.
    """

    number: int
    sheet: str
    raw: bytes
    record: Record | None
    identity: str = ""
    refused: str = ""


def open_books(path: Path, *, name: str) -> BookTable:
    """The table in the file at ``path``, which people call ``name``.

    Raises:
        Unreadable: it is neither a text file nor a workbook, or cannot be read.
        InputRefused: it has no head that names columns, a column twice, or no rows.
    """
    file = open_headed(
        path,
        name=name,
        score=columns.known_words,
        asked_for=_(
            "Write the names of the columns into a row above the data, such as 書名, 著者名, ISBN."
        ),
        is_bad=has_refused_character,
    )
    return BookTable(file, columns.proposal(file.head, file.samples))


def books_of(
    table: BookTable, chosen: Mapping[int, Field], most: int | None = None
) -> Iterator[BookRow]:
    """Every row as it is understood with ``chosen``; one that cannot be costs no other.

    Raises:
        Unreadable: the file cannot be read to its end.
        InputRefused: it has more than ``most`` rows.
    """
    for line in table.file.rows(most):
        cells = table.file.padded(line)
        raw = raw_of(table.file.head, cells)
        try:
            record = record_of(cells_of(cells, chosen))
        except RecordUnusable as fault:
            yield BookRow(line.number, line.sheet, raw, None, fault.identity, fault.code.value)
        else:
            yield BookRow(line.number, line.sheet, raw, record, record.identity)


def raw_of(head: tuple[str, ...], cells: list[str]) -> bytes:
    """A row by the words of its head, as it is kept and can be understood again (``read_again``)."""
    named = {
        word or column_without_name(place): cells[place]
        for place, word in enumerate(head)
        if cells[place]
    }
    return json.dumps(named, ensure_ascii=False).encode()


def read_again(raw: bytes, chosen: Mapping[str, Field]) -> Record:
    """What a kept row says today. ``chosen``: fields by the words of the head.

    Raises:
        RecordUnusable: it has no title.
    """
    named = json.loads(raw)
    places = {place: chosen[word] for place, word in enumerate(named) if word in chosen}
    return record_of(cells_of([str(text) for text in named.values()], places))
