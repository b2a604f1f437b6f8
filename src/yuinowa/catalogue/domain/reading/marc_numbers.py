"""Numbers and class numbers out of a MARC record.

Source: MARC 21 Format for Bibliographic Data, 01X–09X; JAPAN/MARC manual (metadata-exchange.md §2.4)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from yuinowa.catalogue.domain.reading import parts
from yuinowa.catalogue.domain.records import Classed, ClassScheme, Identifier, Scheme
from yuinowa.standards.marc.records import Field, MarcRecord

NDL: Final = "JTNDL"


def is_from_ndl(record: MarcRecord) -> bool:
    """Whether the National Diet Library made the record: then its numbers are NDL's."""
    field = record.first("040")
    return record.control("003").strip() == NDL or (
        field is not None and field.first("a").strip() == NDL
    )


def identifiers(record: MarcRecord) -> tuple[Identifier, ...]:
    """Every number, once; one that the record itself calls wrong joins nothing (R7)."""
    found: dict[tuple[Scheme, str], Identifier] = {}
    for number in _all(record):
        key = (number.scheme, number.value)
        if number.raw.strip() and (key not in found or number.is_valid > found[key].is_valid):
            found[key] = number
    return tuple(found.values())


def _all(record: MarcRecord) -> Iterator[Identifier]:
    for field in record.fields("020"):
        yield from _isbn(field)
    for field in record.fields("022"):
        yield from (parts.identifier(Scheme.ISSN, text) for text in field.every("al"))
        yield from (_wrong(parts.identifier(Scheme.ISSN, text)) for text in field.every("yz"))
    for field in record.fields("015"):
        is_ours = field.first("2") in {"jnb", ""} and (field.first("2") or is_from_ndl(record))
        scheme = Scheme.JPNO if is_ours else Scheme.OTHER
        yield from (parts.identifier(scheme, text) for text in field.every("a"))
    if is_from_ndl(record):
        yield parts.identifier(Scheme.NDLBIB, record.control("001"))
    yield from _of_others(record)


def _isbn(field: Field) -> Iterator[Identifier]:
    """020: a qualifier such as (set) stands behind the number or in $q."""
    qualifier = " ".join(field.every("q"))
    for text in field.every("a"):
        read = parts.identifier(Scheme.ISBN, f"{text} {qualifier}" if qualifier else text)
        yield replace(read, raw=text) if qualifier else read
    for text in field.every("z"):
        yield _wrong(parts.identifier(Scheme.ISBN, text))


def _wrong(number: Identifier) -> Identifier:
    return replace(number, is_valid=False)


_OTHER_STANDARD: Final = {"doi": Scheme.DOI, "isbn": Scheme.ISBN, "issn": Scheme.ISSN}
_BOOKLAND: Final = re.compile("97[89][0-9]{10}")
_NDL_DIGITAL: Final = re.compile(r"https?://dl\.ndl\.go\.jp/(?:info:ndljp/)?pid/[0-9]+")


def _of_others(record: MarcRecord) -> Iterator[Identifier]:
    for field in record.fields("010"):
        for text in field.every("a"):
            yield Identifier(Scheme.LCCN, "".join(text.partition("/")[0].split()), text)
    for field in record.fields("024"):
        text = field.first("a").strip()
        scheme = _OTHER_STANDARD.get(field.first("2").lower(), Scheme.OTHER)
        if text.startswith("info:ndljp/pid/"):
            scheme = Scheme.NDLJP
        if scheme is Scheme.OTHER and _BOOKLAND.fullmatch(text):
            scheme = Scheme.ISBN  # its bar code
        yield parts.identifier(scheme, text)
    for field in record.fields("028"):
        yield parts.identifier(Scheme.PUBLISHER, " ".join(field.every("ba")))
    for field in record.fields("035"):
        yield from map(_of_a_system, field.every("a"))
    for field in record.fields("856"):
        if digital := _NDL_DIGITAL.match(field.first("u")):
            yield parts.identifier(Scheme.NDLJP, digital[0])


#: Whose number it is, in round brackets before it.
_SYSTEMS: Final = {
    "(ocolc)": Scheme.OCLC,
    "(jtndl)": Scheme.NDLBIB,
    "(ncid)": Scheme.NCID,
}


def _of_a_system(text: str) -> Identifier:
    """035: (OCoLC)34987929, (OCoLC)ocm34987929, ocm34987929; one of an unknown system with its brackets."""
    mark, bracket, number = text.strip().partition(")")
    scheme = _SYSTEMS.get((mark + bracket).lower(), Scheme.OTHER)
    if scheme is Scheme.OTHER:
        is_oclc = text.lower().startswith(("ocm", "ocn"))
        return parts.identifier(Scheme.OCLC if is_oclc else Scheme.OTHER, text)
    return parts.identifier(scheme, number)


_NDC: Final = re.compile(r"(?:njb/|ndc)0*([0-9]*)", re.IGNORECASE)


def classes(record: MarcRecord) -> tuple[tuple[Classed, ...], bool]:
    """The class numbers, and whether one of them is not of the scheme it claims."""
    found, is_wrong = [], False
    for scheme, value, edition in _classes(record):
        if value.strip():
            found.append(parts.classed(scheme, value, edition))
            is_wrong = is_wrong or found[-1].scheme is not scheme
    return tuple(dict.fromkeys(found)), is_wrong


def _classes(record: MarcRecord) -> Iterator[tuple[ClassScheme, str, str]]:
    for field in record.fields("084"):
        source = field.first("2")
        ndc = _NDC.fullmatch(source)
        scheme = ClassScheme.NDLC if source == "kktb" else ClassScheme.OTHER
        for text in field.every("a"):
            yield (ClassScheme.NDC, text, ndc[1]) if ndc else (scheme, text, "")
    for field in record.fields("082", "083"):
        # 363.17/998: the stroke shows where a library may cut.
        yield from (
            (ClassScheme.DDC, t.replace("/", ""), field.first("2")) for t in field.every("a")
        )
    for field in record.fields("050"):
        yield from ((ClassScheme.LCC, text, "") for text in field.every("a"))
    for field in record.fields("060", "080"):
        yield from ((ClassScheme.OTHER, text, "") for text in field.every("a"))
