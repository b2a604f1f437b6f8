"""One row of the レファレンス協同データベース participants: name and short name in one cell, several ISILs, ㈹."""

from __future__ import annotations

import re
from collections.abc import Mapping

from yuinowa.directory.domain import records
from yuinowa.directory.domain.cells import Cells, has_bad_character
from yuinowa.directory.domain.institutions import IdentifierScheme, InstitutionKind, NameKind
from yuinowa.directory.domain.places import Place
from yuinowa.directory.domain.policy import IMPORT
from yuinowa.directory.domain.records import (
    FoundIdentifier,
    OtherName,
    Outcome,
    Refused,
    SourceRecord,
)
from yuinowa.directory.domain.sources import SourceCode
from yuinowa.kernel.identifiers import Checked, isil

COLUMNS = (
    "crd_id", "category", "joined_year", "name_and_short", "name_kana", "address", "tel", "fax", "isil",
)  # fmt: skip

K = InstitutionKind
#: 館種 by its code. Source: レファレンス協同データベース 参加館の館種.
KINDS: Mapping[str, tuple[InstitutionKind, ...]] = {
    "11": (K.NATIONAL_LIBRARY,),
    "14": (K.NATIONAL_LIBRARY,),
    "21": (K.PUBLIC_LIBRARY, K.PREFECTURAL_LIBRARY),
    "22": (K.PUBLIC_LIBRARY,),
    "23": (K.PUBLIC_LIBRARY,),
    "24": (K.PUBLIC_LIBRARY,),
    "31": (K.UNIVERSITY_LIBRARY,),
    "32": (K.UNIVERSITY_LIBRARY,),
    "33": (K.UNIVERSITY_LIBRARY,),
    "35": (K.UNIVERSITY_LIBRARY,),
    "41": (K.SPECIAL_LIBRARY,),
    "42": (K.SPECIAL_LIBRARY,),
    "43": (K.SPECIAL_LIBRARY,),
    "44": (K.SPECIAL_LIBRARY,),
    "51": (K.SCHOOL_LIBRARY,),
    "52": (K.SCHOOL_LIBRARY,),
    "53": (K.SCHOOL_LIBRARY,),
    "54": (K.SCHOOL_LIBRARY,),
    "90": (K.ARCHIVE,),
}

_KEY = re.compile("[0-9]{7}", re.ASCII)
_CATEGORY = re.compile(r"\(([0-9]{2})\)\s*$", re.ASCII)
_POSTAL = re.compile(r"^\s*〒?\s*([0-9０-９][0-9０-９‐－ー-]{2,8})\s+")


def crd_id(text: str) -> Checked:
    """レファ協 lib-id: seven digits."""
    return Checked(text, text, valid=bool(_KEY.fullmatch(text)))


def parse(line: int, cells: list[str]) -> Outcome:
    """The institution of one row, or every fault of it."""
    key = cells[0].strip() if cells else ""
    row = Cells(line, key)
    if len(cells) != len(COLUMNS):
        row.fault("", records.COLUMNS, len(cells))
        return Refused(line, key, tuple(row.faults))
    raw = dict(zip(COLUMNS, cells, strict=True))
    for column, text in raw.items():
        if has_bad_character(text):
            row.fault(column, records.BAD_CHARACTER, text)
    if not _KEY.fullmatch(key):
        row.fault("crd_id", records.BAD_KEY, key)
    name, short = _names(row, raw["name_and_short"])
    if row.faults:
        return Refused(line, key, tuple(row.faults))
    return SourceRecord(
        source=SourceCode.CRD,
        line=line,
        key=key,
        name=name,
        name_kana=row.wanted("name_kana", raw["name_kana"], longest=IMPORT.longest_reading),
        raw=raw,
        other_names=(OtherName(NameKind.SHORT, short),) if short and short != name else (),
        kinds=_kinds(row, raw["category"]),
        place=_place(row, raw["address"]),
        telephone=row.telephone("tel", raw["tel"]),
        fax=row.wanted("fax", raw["fax"], longest=IMPORT.longest_telephone),
        identifiers=_identifiers(row, key, raw["isil"]),
        warnings=tuple(row.warnings),
    )


def _names(row: Cells, text: str) -> tuple[str, str]:
    """Name and short name: parted by " / ", and the name may hold a slash of its own."""
    name, _slash, short = text.partition(" / ")
    return (
        row.needed("name_and_short", name, longest=IMPORT.longest_name),
        row.wanted("name_and_short", short, longest=IMPORT.longest_other_name),
    )


def _kinds(row: Cells, category: str) -> tuple[InstitutionKind, ...]:
    match = _CATEGORY.search(category)
    kinds = KINDS.get(match[1], ()) if match else ()
    if not kinds:
        row.warn("category", records.UNKNOWN_CATEGORY, category)
    return kinds


def _place(row: Cells, text: str) -> Place:
    match = _POSTAL.match(text)
    postal_code, address = (match[1], text[match.end() :]) if match else ("", text)
    return row.place(address, postal_code=postal_code)


def _identifiers(row: Cells, key: str, isils: str) -> tuple[FoundIdentifier, ...]:
    parts = (part for part in re.split(r"[,、，;\s]+", isils) if part)
    found = [row.identifier("isil", IdentifierScheme.ISIL, part, isil) for part in parts]
    own = FoundIdentifier(IdentifierScheme.CRD, crd_id(key))
    return (own, *dict.fromkeys(identifier for identifier in found if identifier is not None))


def reread(raw: Mapping[str, str]) -> Outcome:
    """The record as it was understood from what was kept of it."""
    return parse(0, [raw.get(column, "") for column in COLUMNS])
