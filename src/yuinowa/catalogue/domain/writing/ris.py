"""RIS, as reference managers import it.

Source: RIS format specifications (Reference Manager, 2011); AU, A2 and A4 as Zotero and EndNote read them
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from yuinowa.catalogue.domain.records import Material, Record, Scheme
from yuinowa.catalogue.domain.writing.parts import (
    addresses,
    full_title,
    is_editor,
    is_translator,
    name,
    numbers,
    one_line,
)

MEDIA_TYPE: Final = "application/x-research-info-systems"

_TYPES: Final = {
    Material.BOOK: "BOOK", Material.SERIAL: "JFULL", Material.ARTICLE: "JOUR", Material.MAP: "MAP", Material.SCORE: "MUSIC",
    Material.SOUND: "SOUND", Material.MOVING_IMAGE: "VIDEO", Material.STILL_IMAGE: "ART", Material.ELECTRONIC: "EBOOK",
    Material.MICROFORM: "BOOK",
}  # fmt: skip


def write(records: Iterable[Record]) -> str:
    """The records one after another, in UTF-8's characters, with line ends of CR LF."""
    return "".join(f"{tag}  - {value}\r\n" for record in records for tag, value in _lines(record))


def _lines(record: Record) -> Iterator[tuple[str, str]]:
    yield "TY", _TYPES.get(record.material, "GEN")
    for tag, value in _fields(record):
        plain = one_line(value)
        if plain:
            yield tag, plain
    yield "ER", ""


def _fields(record: Record) -> Iterator[tuple[str, str]]:
    yield "TI", full_title(record)
    for agent in record.agents:
        tag = "A2" if is_editor(agent) else "A4" if is_translator(agent) else "AU"
        yield tag, name(agent)
    yield "PY", str(record.year or "")
    yield "CY", record.place
    yield "PB", record.publisher.text
    yield "ET", record.edition
    yield "VL", record.volume
    for series in record.series:
        yield "T2", f"{series.title.text} {series.number}"
    for number in numbers(record, Scheme.ISBN, Scheme.ISSN):
        yield "SN", number.value
    for number in numbers(record, Scheme.DOI)[:1]:
        yield "DO", number.value
    yield "SP", record.extent
    yield "LA", record.languages[0] if record.languages else ""
    for subject in record.subjects:
        yield "KW", subject.text
    for note in record.notes:
        yield "N1", note
    for address in addresses(record):
        yield "UR", address
    yield "AN", record.identity
