"""One member of NACSIS-CAT/ILL: six service flags, several telephones, free text with home-made labels."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from yuinowa.directory.domain import records
from yuinowa.directory.domain.cells import Cells, has_bad_character
from yuinowa.directory.domain.institutions import (
    IdentifierScheme,
    InstitutionKind,
    NameKind,
    Service,
    SwitchState,
)
from yuinowa.directory.domain.places import PREFECTURES, Place
from yuinowa.directory.domain.policy import IMPORT
from yuinowa.directory.domain.records import (
    FoundIdentifier,
    OtherName,
    Outcome,
    Refused,
    SourceRecord,
    Switch,
)
from yuinowa.directory.domain.sources import SourceCode
from yuinowa.kernel.identifiers import Checked

#: Columns that hold one text; ``parts``, ``tel`` and ``description`` hold lists of texts.
TEXTS = (
    "fa_id", "organization_id", "mext_id", "pref_code", "name", "name_kana", "short_name", "short_kana",
    "postal_code", "address",
    "catflag", "illflag", "copyservice", "loanservice", "faxservice", "illstatus",
)  # fmt: skip
LISTS = ("parts", "tel", "description")
NEEDED = ("fa_id", "name")

SERVICES: Mapping[str, Service] = {
    "catflag": Service.CATALOGUING,
    "illflag": Service.ILL,
    "copyservice": Service.COPY,
    "loanservice": Service.LOAN,
    "faxservice": Service.FAX,
    "illstatus": Service.STATUS,
}
#: Source: isil.md §6, NACSIS participant record.
STATES: Mapping[str, SwitchState] = {
    "A": SwitchState.OPEN,
    "N": SwitchState.CLOSED,
    "C": SwitchState.OTHER_DESK,
}

_FA = re.compile("FA[0-9]{5}[0-9X]", re.ASCII)
# Three digits are countries; they name no prefecture of Japan.
_ABROAD = re.compile("[0-9]{3}", re.ASCII)
_OWN_NAME = re.compile(r"^ILL-Org\s*[:：;]\s*([\x20-\x7e\u00c0-\u024f]+)$")
_URL = re.compile(r"^URL\s*[:：;]?\s*(https?://[^\s()<>\"]+)", re.IGNORECASE)

# What a name says of the kind of an institution; the first that fits holds.
K = InstitutionKind
_KINDS_BY_NAME: tuple[tuple[re.Pattern[str], tuple[InstitutionKind, ...]], ...] = (
    (re.compile("大学|大學|短期大学|高等専門学校|大学校"), (K.UNIVERSITY_LIBRARY,)),
    (re.compile("国立国会図書館"), (K.NATIONAL_LIBRARY,)),
    (
        re.compile("^(?:北海道立|東京都立|(?:京都|大阪)府立|.{2,3}県立?|県立)[^大]*図書館"),
        (K.PUBLIC_LIBRARY, K.PREFECTURAL_LIBRARY),
    ),
    (re.compile("[市区町村]立[^大]*図書館"), (K.PUBLIC_LIBRARY,)),
    (re.compile("博物館|美術館|科学館"), (K.MUSEUM,)),
    (re.compile("公文書館|文書館"), (K.ARCHIVE,)),
    (re.compile("病院|医療センター|がんセンター"), (K.HEALTH,)),
    (re.compile("研究所|研究機構|研究センター"), (K.RESEARCH_INSTITUTE,)),
)


def fa_number(text: str) -> Checked:
    """FA番号: FA and six characters, the last of which may be X. The rule of a check character is not known."""
    return Checked(text, text, valid=bool(_FA.fullmatch(text)))


def kinds_of_name(name: str) -> tuple[InstitutionKind, ...]:
    """The kinds that the words of a name say; none where they say nothing."""
    return next((kinds for words, kinds in _KINDS_BY_NAME if words.search(name)), ())


def parse(line: int, record: Any) -> Outcome:
    """The institution of one JSON value, or every fault of it."""
    key = record.get("fa_id") if isinstance(record, dict) else None
    row = Cells(line, key if isinstance(key, str) else "")
    if not isinstance(record, dict):
        row.fault("", records.NOT_AN_OBJECT, type(record).__name__)
        return Refused(line, "", tuple(row.faults))
    for column, fault, value in _faults(record):
        row.fault(column, fault, value)
    if row.faults:
        return Refused(line, row.key, tuple(row.faults))
    return _record(row, record)


def _faults(record: Mapping[str, Any]) -> Iterator[tuple[str, str, object]]:
    for column, value in record.items():
        listed = column in LISTS
        if listed and not isinstance(value, list):
            yield column, records.NOT_TEXT, value
            continue
        for text in value if listed else (value,):
            if not isinstance(text, str):
                yield column, records.NOT_TEXT, text
            elif has_bad_character(text):
                yield column, records.BAD_CHARACTER, text
    for column in NEEDED:
        if not str(record.get(column) or "").strip():
            yield column, records.BLANK, ""
    if len(str(record.get("name") or "")) > IMPORT.longest_name:
        yield "name", records.TOO_LONG, record["name"]
    if not _FA.fullmatch(str(record.get("fa_id"))):
        yield "fa_id", records.BAD_KEY, record.get("fa_id")


def _record(row: Cells, record: Mapping[str, Any]) -> SourceRecord:
    text = {column: str(record.get(column, "")) for column in TEXTS}
    name = text["name"].strip()
    prefecture = text["pref_code"] if text["pref_code"] in PREFECTURES else ""
    abroad = bool(_ABROAD.fullmatch(text["pref_code"]))
    if not prefecture and not abroad:
        row.warn("pref_code", records.UNKNOWN_PREFECTURE, text["pref_code"])
    description = [str(entry) for entry in record.get("description", ())]
    own_name = _first(_OWN_NAME, description)
    return SourceRecord(
        source=SourceCode.NACSIS,
        line=row.line,
        key=text["fa_id"],
        name=name,
        name_kana=row.wanted("name_kana", text["name_kana"], longest=IMPORT.longest_reading),
        raw=dict(record),
        name_en=row.wanted("description", own_name, longest=IMPORT.longest_other_name),
        other_names=_short_name(row, name, text["short_name"], text["short_kana"]),
        kinds=kinds_of_name(name),
        place=(
            Place(address=row.wanted("address", text["address"], longest=IMPORT.longest_address))
            if abroad
            else row.place(text["address"], prefecture=prefecture, postal_code=text["postal_code"])
        ),
        telephone=row.telephone("tel", "、".join(map(str, record.get("tel", ())))),
        url=row.wanted("description", _first(_URL, description), longest=IMPORT.longest_url),
        identifiers=(FoundIdentifier(IdentifierScheme.FA, fa_number(text["fa_id"])),),
        switches=tuple(_switches(row, text)),
        warnings=tuple(row.warnings),
    )


def _first(pattern: re.Pattern[str], lines: list[str]) -> str:
    return next((match[1].strip() for line in lines if (match := pattern.match(line))), "")


def _short_name(row: Cells, name: str, short: str, kana: str) -> tuple[OtherName, ...]:
    short = row.wanted("short_name", short, longest=IMPORT.longest_other_name)
    if not short or short == name:
        return ()
    reading = row.wanted("short_kana", kana, longest=IMPORT.longest_reading)
    return (OtherName(NameKind.SHORT, short, reading),)


def _switches(row: Cells, text: Mapping[str, str]) -> Iterator[Switch]:
    for column, service in SERVICES.items():
        flag = text[column]
        if flag in STATES:
            yield Switch(service, STATES[flag])
        elif flag:
            row.warn(column, records.UNKNOWN_FLAG, flag)
