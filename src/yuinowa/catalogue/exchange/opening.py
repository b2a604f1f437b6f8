"""A file of records in any form, read one by one: one broken record costs no other."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from yuinowa.catalogue.domain.reading.columns import Field
from yuinowa.catalogue.domain.reading.dcndl import record_of as record_of_dcndl
from yuinowa.catalogue.domain.reading.marc import record_of as record_of_marc
from yuinowa.catalogue.domain.reading.oai_dc import record_of as record_of_oai_dc
from yuinowa.catalogue.domain.records import Record, Written
from yuinowa.catalogue.domain.sources import Form
from yuinowa.catalogue.domain.taken import Taken
from yuinowa.catalogue.domain.warnings import RecordUnusable, Unusable, Warned
from yuinowa.catalogue.exchange import tables
from yuinowa.catalogue.exchange.tables import books_of, open_books
from yuinowa.kernel.errors import Unreadable
from yuinowa.standards import dcndl, oai_dc, xml
from yuinowa.standards.marc import marcxml, reading
from yuinowa.standards.marc.codes import Coding
from yuinowa.standards.marc.records import MarcRecord, Refused

#: A record, or what makes one: who wants some records of a file only needs not understand the others.
Unread = Taken | Callable[[], Taken]
Reader = Callable[[BinaryIO], Iterator[Unread]]


def records_of(path: Path, form: Form, mapping: Mapping[str, Any]) -> Iterator[Taken]:
    """The records of the file, in its order.

    Raises:
        Unreadable: the file as a whole is not in this form.
    """
    return map(now, unread_of(path, form, mapping))


def unread_of(path: Path, form: Form, mapping: Mapping[str, Any]) -> Iterator[Unread]:
    """The records of the file, in its order, not understood yet where that is work: ``now`` does it.

    Raises:
        Unreadable: the file as a whole is not in this form.
    """
    if form is Form.TABLE:
        yield from _rows(path, mapping)
        return
    with path.open("rb") as file:
        yield from _reader(form, mapping)(file)


def _reader(form: Form, mapping: Mapping[str, Any]) -> Reader:
    """What reads ``form``; MARC 21 in the coding that the owner of the source told, where one was."""
    if form is Form.MARC and mapping.get("told"):
        return partial(_marc, told=Coding(mapping["told"]))
    return _READERS[form]


def now(one: Unread) -> Taken:
    return one if isinstance(one, Taken) else one()


def _rows(path: Path, mapping: Mapping[str, Any]) -> Iterator[Taken]:
    """Rows that follow each other with one number are the copies of one book: one record that holds them all."""
    table, chosen = open_books(path, name=mapping["name"]), fields_of(mapping)
    is_silent = Field.MATERIAL not in chosen.values()
    held: list[Taken] = []
    for row in books_of(table, chosen):
        record = row.record
        if record is not None and is_silent:  # said once by the columns, not by every row
            left = tuple(code for code in record.warnings if code != Warned.MATERIAL_UNKNOWN)
            record = replace(record, warnings=left)
        one = Taken(row.number, row.raw, row.identity, record, row.refused)
        if held and not (one.record and one.identity and one.identity == held[0].identity):
            yield _together(held)
            held = []
        held.append(one)
    if held:
        yield _together(held)


def _together(rows: list[Taken]) -> Taken:
    first = rows[0]
    if first.record is None or len(rows) == 1:
        return first
    holdings = tuple(held for row in rows if row.record for held in row.record.holdings)
    return replace(
        first,
        raw=b"\n".join(row.raw for row in rows),
        record=replace(first.record, holdings=holdings),
    )


def fields_of(mapping: Mapping[str, Any]) -> dict[int, Field]:
    """Which place of a table is what, as a run keeps it."""
    return {int(place): Field(name) for place, name in mapping.get("columns", {}).items()}


#: So many records at the beginning must hold one that can be read.
_LOOKED_AT = 50


def look(
    path: Path, form: Form, *, name: str, remembered: Mapping[str, Any]
) -> tuple[str, dict[str, Any]]:
    """The coding of the file, where it has one for all, and the columns of a table, as they look.

    Raises:
        Unreadable: nothing at its beginning is a record of this form.
    """
    if form is Form.TABLE:
        return _head(path, name, remembered)
    told = str(remembered.get("told", "")) if form is Form.MARC else ""
    said = {"told": told} if told else {}
    for one in islice(records_of(path, form, said), _LOOKED_AT):
        if one.record is not None:
            return told, said
    raise Unreadable(
        _("No record in this form stands at the beginning of the file."),
        place=name,
        next_step=_("See which form your system writes, and change the form of the source if it is another."),
    )  # fmt: skip


def _head(path: Path, name: str, remembered: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The columns as the source had them confirmed for such a head before, else as they look."""
    table = open_books(path, name=name)
    head = list(table.file.head)
    found: dict[str, Any] = {
        "name": name,
        "head": head,
        "samples": [list(row) for row in table.file.samples],
        "columns": {str(place): field.value for place, field in table.proposal.items()},
    }
    if remembered.get("head") == head:
        found |= {"columns": remembered["columns"], "remembered": True}
    return table.file.coding, found


def read_again(raw: bytes, form: Form, mapping: Mapping[str, Any]) -> Record:
    """What is understood of one record as it was received.

    Raises:
        Unreadable: it could be read once and no longer can.
    """
    if form is Form.TABLE:
        chosen = {mapping["head"][place]: field for place, field in fields_of(mapping).items()}
        rows = [tables.read_again(row, chosen) for row in raw.split(b"\n")]
        return replace(rows[0], holdings=tuple(held for row in rows for held in row.holdings))
    for one in map(now, _reader(form, mapping)(BytesIO(raw))):
        if one.record is not None:
            return one.record
    raise Unreadable(_("A record that was received before can no longer be read."))


def _marc(file: BinaryIO, told: Coding | None = None) -> Iterator[Unread]:
    return _of_marc(reading.read(file, told=told))


def _marcxml(file: BinaryIO) -> Iterator[Unread]:
    return _marc_in_oai(file) if _is_oai(file) else _of_marc(marcxml.read(file))


def _marc_in_oai(file: BinaryIO) -> Iterator[Unread]:
    """A record goes by the number of its header: that is all a withdrawn one has."""
    name = f"{{{marcxml.NAMESPACE}}}record"
    for number, (header, element, raw) in enumerate(_elements(file, name), start=1):
        if element is None:
            yield _withdrawn(number, raw, header)
            continue
        one = marcxml.record_in(element, number)
        if isinstance(one, Refused):
            yield Taken(number, raw, header.identity, refused=one.reason.value)
            continue
        make = partial(_called, one, header.identity)
        yield partial(_understood, number, raw, header.identity, make)


def _called(one: MarcRecord, identity: str) -> Record:
    return replace(record_of_marc(one), identity=identity)


def _of_marc(found: Iterable[MarcRecord | Refused]) -> Iterator[Unread]:
    for one in found:
        if isinstance(one, Refused):
            yield Taken(one.number, one.raw, one.control_number, refused=one.reason.value)
        else:
            yield partial(_of_one_marc, one)


def _of_one_marc(one: MarcRecord) -> Taken:
    return _understood(one.number, one.raw, one.control_number, partial(record_of_marc, one))


def _dcndl(file: BinaryIO) -> Iterator[Unread]:
    if not _is_oai(file):
        for number, one in enumerate(dcndl.each(file), start=1):
            raw = xml.write(dcndl.write(one))
            yield partial(_understood, number, raw, "", partial(record_of_dcndl, one))
        return
    number = 0
    for header, element, raw in _elements(file, dcndl.RDF):
        if element is None:
            number += 1
            yield _withdrawn(number, raw, header)
            continue
        try:
            described = dcndl.read(element)
        except dcndl.NoRecord:
            number += 1
            yield Taken(number, raw, header.identity, refused=Unusable.NOT_BIBLIOGRAPHIC.value)
            continue
        for one in described:
            number += 1
            make = partial(record_of_dcndl, one, header.identity)
            yield partial(_understood, number, raw, header.identity, make)


def _oai_dc(file: BinaryIO) -> Iterator[Unread]:
    for number, (header, element, raw) in enumerate(_elements(file, oai_dc.ROOT), start=1):
        if element is None:
            yield _withdrawn(number, raw, header)
            continue
        try:
            make = partial(record_of_oai_dc, oai_dc.read(element), header.identity)
        except oai_dc.NoRecord:
            yield Taken(number, raw, header.identity, refused=Unusable.NOT_BIBLIOGRAPHIC.value)
            continue
        yield partial(_understood, number, raw, header.identity, make)


def _understood(number: int, raw: bytes, identity: str, make: Callable[[], Record]) -> Taken:
    """What a record says, or why it can stand in no catalogue."""
    try:
        record = make()
    except RecordUnusable as fault:
        return Taken(number, raw, fault.identity or identity, refused=fault.code.value)
    return Taken(number, raw, record.identity, record)


# ---------------------------------------------------------------- XML, bare or as OAI-PMH sends it


@dataclass(frozen=True, slots=True)
class Header:
    """What OAI-PMH says of a record from outside."""

    identity: str = ""
    is_deleted: bool = False


_OAI = "{http://www.openarchives.org/OAI/2.0/}"
_IN_OAI = re.compile(rb"openarchives\.org/OAI/2\.0/[\"']")
#: So much of a file shows whether its records stand in an answer of OAI-PMH.
_BEGINNING = 4096


def _is_oai(file: BinaryIO) -> bool:
    beginning = file.read(_BEGINNING)
    file.seek(0)
    return _IN_OAI.search(beginning) is not None


def _elements(file: BinaryIO, name: str) -> Iterator[tuple[Header, Any, bytes]]:
    """The elements ``name`` of the file with their bytes; of a withdrawn record None and its header."""
    if not _is_oai(file):
        for element in xml.each(file, name):
            yield Header(), element, xml.write(element)
        return
    for record in xml.each(file, f"{_OAI}record"):
        head = record.find(f"{_OAI}header")
        identity = "" if head is None else (head.findtext(f"{_OAI}identifier") or "").strip()
        header = Header(identity, head is not None and head.get("status") == "deleted")
        element = None if header.is_deleted else record.find(f"{_OAI}metadata/{name}")
        # As it came, with its header: so it can be read again alone.
        yield header, element, xml.write(record)


def _withdrawn(number: int, raw: bytes, header: Header) -> Taken:
    if not header.is_deleted:
        return Taken(number, raw, header.identity, refused=Unusable.NOT_BIBLIOGRAPHIC.value)
    record = Record(header.identity, Written(""), is_deleted=True)
    return Taken(number, raw, header.identity, record)


_READERS: dict[Form, Reader] = {
    Form.MARC: _marc,
    Form.MARCXML: _marcxml,
    Form.DCNDL: _dcndl,
    Form.OAI_DC: _oai_dc,
}
