"""OAI-PMH 2.0, the asking side: what a repository answers, as values.

Source: The Open Archives Initiative Protocol for Metadata Harvesting, version 2.0 (metadata-exchange.md §5).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from typing import Final

from yuinowa.standards.oaipmh import Code, Granularity, Verb, read_stamp
from yuinowa.standards.xml import Element


class NoAnswer(ValueError):
    """The document is no answer of OAI-PMH."""


@dataclass(frozen=True, slots=True)
class Fault:
    """``code`` as the standard has it; ``said``: the code and the words as sent."""

    code: Code
    said: str


@dataclass(frozen=True, slots=True)
class Header:
    identifier: str
    datestamp: str
    sets: tuple[str, ...] = ()
    is_deleted: bool = False


@dataclass(frozen=True, slots=True)
class Received:
    """A record: ``metadata`` is the one element inside, None where it is deleted or headers were asked."""

    header: Header
    metadata: Element | None = None
    about: tuple[Element, ...] = ()


@dataclass(frozen=True, slots=True)
class Token:
    value: str
    expires: str = ""
    complete_size: int | None = None
    cursor: int | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A list's page. ``token`` is None on the last one. ``without_identifier``: records nobody can name."""

    answered_at: datetime | None
    records: tuple[Received, ...] = ()
    token: Token | None = None
    faults: tuple[Fault, ...] = ()
    without_identifier: int = 0

    @property
    def is_failure(self) -> bool:
        """An empty list is sent as an error, and is none."""
        return any(fault.code is not Code.NO_RECORDS_MATCH for fault in self.faults)


class Deleted(StrEnum):
    """Whether a repository tells what it no longer has."""

    NO = "no"
    TRANSIENT = "transient"
    PERSISTENT = "persistent"


@dataclass(frozen=True, slots=True)
class Identity:
    """What a repository says of itself."""

    name: str
    base_url: str
    earliest: datetime | None
    deleted: Deleted
    granularity: Granularity
    emails: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Format:
    prefix: str
    schema: str
    namespace: str


@dataclass(frozen=True, slots=True)
class Set:
    spec: str
    name: str


def read_page(root: Element) -> Page:
    """An answer to ListRecords, ListIdentifiers, GetRecord.

    Raises:
        NoAnswer: the root is not that of an answer, or there is neither a list nor an error in it.
    """
    body = _body(root)
    faults = _faults(root)
    if body is None and not faults:
        raise NoAnswer
    records, without = [], 0
    for one in () if body is None else body:
        local = _local(one)
        if local not in {"record", "header"}:
            continue
        record = _received(one) if local == "record" else Received(_header(one))
        if record.header.identifier:
            records.append(record)
        else:
            without += 1
    return Page(_answered_at(root), tuple(records), _token(body), faults, without)


def read_identity(root: Element) -> Identity:
    """An answer to Identify. What a repository leaves out is taken as the least: days, nothing told of deletions.

    Raises:
        NoAnswer: it is none.
    """
    body = _body(root)
    if body is None or _local(body) != Verb.IDENTIFY:
        raise NoAnswer
    said = {_local(one): _text(one) for one in body}
    deleted = said.get("deletedRecord", "")
    is_fine = "hh:mm:ss" in said.get("granularity", "")
    return Identity(
        name=said.get("repositoryName", ""),
        base_url=said.get("baseURL", ""),
        earliest=read_stamp(said.get("earliestDatestamp", "")),
        deleted=Deleted(deleted) if deleted in set(Deleted) else Deleted.NO,
        granularity=Granularity.SECOND if is_fine else Granularity.DAY,
        emails=tuple(_text(one) for one in body if _local(one) == "adminEmail"),
    )


def read_formats(root: Element) -> tuple[Format, ...]:
    """An answer to ListMetadataFormats; none where the repository says that there are none.

    Raises:
        NoAnswer: it is none.
    """
    return tuple(
        Format(
            said.get("metadataPrefix", ""),
            said.get("schema", ""),
            said.get("metadataNamespace", ""),
        )
        for said in _listed(root, "metadataFormat")
    )


def read_sets(root: Element) -> tuple[tuple[Set, ...], Token | None]:
    """An answer to ListSets, which may go on with a token.

    Raises:
        NoAnswer: it is none.
    """
    found = tuple(Set(s.get("setSpec", ""), s.get("setName", "")) for s in _listed(root, "set"))
    return found, _token(_body(root))


def _listed(root: Element, name: str) -> Iterator[dict[str, str]]:
    body = _body(root)
    if body is None and not _faults(root):
        raise NoAnswer
    for one in () if body is None else body:
        if _local(one) == name:
            yield {_local(part): _text(part) for part in one}


_VERBS: Final = frozenset(verb.value for verb in Verb)
_CODES: Final = frozenset(code.value for code in Code)


def _local(element: Element) -> str:
    """The name without its namespace: some repositories forget it."""
    return _without_namespace(element.tag)


@lru_cache(maxsize=1024)
def _without_namespace(tag: str) -> str:
    return tag.rpartition("}")[2]


def _text(element: Element) -> str:
    return (element.text or "").strip()


def _body(root: Element) -> Element | None:
    if _local(root) != "OAI-PMH":
        raise NoAnswer
    return next((one for one in root if _local(one) in _VERBS), None)


def _faults(root: Element) -> tuple[Fault, ...]:
    found = []
    for one in root:
        if _local(one) == "error":
            name = one.get("code", "")
            code = Code(name) if name in _CODES else Code.OTHER
            found.append(Fault(code, f"{name}: {_text(one)}"[:500]))
    return tuple(found)


def _answered_at(root: Element) -> datetime | None:
    return next((read_stamp(_text(one)) for one in root if _local(one) == "responseDate"), None)


def _received(element: Element) -> Received:
    header, metadata = Header("", ""), None
    about: list[Element] = []
    for one in element:
        local = _local(one)
        if local == "header":
            header = _header(one)
        elif local == "metadata":
            metadata = next(iter(one), None)
        elif local == "about":
            about += one
    return Received(header, None if header.is_deleted else metadata, tuple(about))


def _header(element: Element) -> Header:
    identifier = datestamp = ""
    sets = []
    for one in element:
        local = _local(one)
        if local == "identifier":
            identifier = _text(one)
        elif local == "datestamp":
            datestamp = _text(one)
        elif local == "setSpec":
            sets.append(_text(one))
    return Header(identifier, datestamp, tuple(sets), element.get("status") == "deleted")


def _token(body: Element | None) -> Token | None:
    """The last page has an empty element, and that is no token."""
    for one in () if body is None else body:
        if _local(one) == "resumptionToken" and (value := _text(one)):
            return Token(
                value,
                one.get("expirationDate", ""),
                _number(one.get("completeListSize")),
                _number(one.get("cursor")),
            )
    return None


def _number(text: str | None) -> int | None:
    plain = (text or "").strip()
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) <= 12 else None
