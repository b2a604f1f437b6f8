"""Works as reference managers and other catalogues take them: an entry for each edition."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from yuinowa.catalogue.domain.records import Record
from yuinowa.catalogue.domain.writing import bibtex, marc, ris
from yuinowa.catalogue.queries.shown import WorkShown
from yuinowa.core import clock
from yuinowa.standards.marc.writing import write_record


@dataclass(frozen=True, slots=True)
class Style:
    """A form: its media type, the end of its files' names, and what writes it."""

    media_type: str
    ending: str
    write: Callable[[Iterable[Record]], bytes]


def _as_marc(records: Iterable[Record]) -> bytes:
    entered = clock.today()
    return b"".join(write_record(marc.marc_of(record, entered=entered)) for record in records)


RIS = Style(f"{ris.MEDIA_TYPE}; charset=utf-8", "ris", lambda records: ris.write(records).encode())
BIBTEX = Style(
    f"{bibtex.MEDIA_TYPE}; charset=utf-8", "bib", lambda records: bibtex.write(records).encode()
)
#: RFC 2220.
MARC = Style("application/marc", "mrc", _as_marc)
STYLES: Mapping[str, Style] = {style.ending: style for style in (RIS, BIBTEX, MARC)}


def cited(works: Iterable[WorkShown], style: Style) -> bytes:
    """Every edition of ``works``; its number is made of the work's and its own."""
    return style.write(
        replace(edition.record, identity=f"{work.pk}-{edition.pk}")
        for work in works
        for edition in work.editions
    )
