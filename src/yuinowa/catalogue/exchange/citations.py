"""Works as reference managers take them: an entry for each edition."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from yuinowa.catalogue.domain.records import Record
from yuinowa.catalogue.domain.writing import bibtex, ris
from yuinowa.catalogue.queries.shown import WorkShown


@dataclass(frozen=True, slots=True)
class Style:
    """A form of citations: its media type, the end of its files' names, and what writes it."""

    media_type: str
    ending: str
    write: Callable[[Iterable[Record]], str]


RIS = Style(ris.MEDIA_TYPE, "ris", ris.write)
BIBTEX = Style(bibtex.MEDIA_TYPE, "bib", bibtex.write)
STYLES: Mapping[str, Style] = {style.ending: style for style in (RIS, BIBTEX)}


def cited(works: Iterable[WorkShown], style: Style) -> str:
    """Every edition of ``works``; its number is made of the work's and its own."""
    return style.write(
        replace(edition.record, identity=f"{work.pk}-{edition.pk}")
        for work in works
        for edition in work.editions
    )
