"""The ISIL register (ISIL管理台帳): its fourteen columns, what a row says, and every flaw of it by name.

Source: ISO 15511; the register files of the National Diet Library as described in docs/users/isil.md. The header
wording differs between the files, so columns are read by position.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from yuinowa.directory.domain import telephones
from yuinowa.directory.domain.cells import has_bad_character
from yuinowa.directory.domain.places import PREFECTURE_CODES
from yuinowa.kernel import identifiers
from yuinowa.kernel.textkeys import search_key


class Section(StrEnum):
    """In which file of the register an entry stands."""

    PUBLIC = "public"
    OTHER = "other"
    MUSEUM = "museum"
    ARCHIVE = "archive"


class EntryStatus(StrEnum):
    """``gone``: the row has disappeared and nothing says why. Source: docs/users/isil.md."""

    ACTIVE = "active"
    #: The row is kept with the name alone, all ways to reach it empty.
    NOT_OPERATING = "not_operating"
    ABOLISHED = "abolished"
    GONE = "gone"


class EventKind(StrEnum):
    REGISTERED = "registered"
    CHANGED = "changed"
    GONE = "gone"
    ABOLISHED = "abolished"
    UNDONE = "undone"


#: The fourteen columns by position: our name, and how long a cell may be.
COLUMNS: Mapping[str, int] = {
    "isil": 16,
    "name": 200,
    "name_en": 300,
    "name_kana": 300,
    "postal_code": 40,
    "prefecture": 20,
    "municipality": 60,
    "street": 300,
    "telephone": 100,
    "fax": 100,
    "url": 400,
    "former": 200,
    "registered": 40,
    "changed": 40,
}
NAMES = tuple(COLUMNS)
#: What stays empty in the row of an institution that is not operating.
CONTACTS = ("postal_code", "prefecture", "municipality", "street", "telephone", "fax", "url")
_PUBLIC_HEAD = (
    "ISIL", "機関名 Institution name in Japanese", "Institution name in English", "機関名ヨミ (kana form)", "Postal code",
    "都道府県 Prefecture", "市区町村", "町名番地", "Telephone number", "代表FAX番号 Fax number", "URL", "旧ISIL Former ISIL",
    "登録日", "更新日",
)  # fmt: skip
_OTHER_HEAD = (
    *_PUBLIC_HEAD[:6],
    "City/Ward/Town/Village",
    "Address (Street Level)",
    *_PUBLIC_HEAD[8:],
)
HEADS: Mapping[Section, tuple[str, ...]] = {
    Section.PUBLIC: _PUBLIC_HEAD,
    Section.OTHER: _OTHER_HEAD,
    Section.MUSEUM: _OTHER_HEAD,
    Section.ARCHIVE: _OTHER_HEAD,
}
#: The type digit of numbers given in each section; 9 is for made-up institutions.
TYPE_DIGITS: Mapping[Section, str] = {
    Section.PUBLIC: "1",
    Section.OTHER: "1",
    Section.MUSEUM: "2",
    Section.ARCHIVE: "3",
}
DEMO_DIGIT = "9"

# Codes of faults (the row is refused) and warnings (it is taken as it stands); ``labels.isil`` has the sentences.
COLUMN_COUNT = "column-count"
BAD_CHARACTER = "bad-character"
TOO_LONG = "too-long"
BLANK = "blank"
ISIL_FORM = "isil-form"
ISIL_TWICE = "isil-twice"
DATE_FORM = "date-form"
FORMER_IS_SELF = "former-is-self"
FORMER_FORM = "former-form"
POSTAL_FORM = "postal-form"
POSTAL_WRITTEN = "postal-written"
TELEPHONE_NOTE = "telephone-note"
NO_NUMBER = "no-number"
HALF_WIDTH = "half-width"
UNKNOWN_PREFECTURE = "unknown-prefecture"
SAME_NAME = "same-name"
DATES_REVERSED = "dates-reversed"

_SHOWN = 50
_DATE = re.compile(r"([0-9]{4})/([0-9]{1,2})/([0-9]{1,2})(?: 0?0:00(?::00)?)?", re.ASCII)
_HALF_WIDTH = re.compile("[\uff61-\uff9f()]")
_FORMER_PARTS = re.compile(r"[\s、,，;]+")


@dataclass(frozen=True, slots=True)
class Note:
    """A fault or a warning at one cell: what stands there, and how it would be read."""

    field: str
    code: str
    value: str = ""
    reading: str = ""

    @classmethod
    def at(cls, name: str, code: str, value: object = "", reading: str = "") -> Note:
        """A note with its values cut to what may be shown (R8)."""
        return cls(name, code, str(value)[:_SHOWN], reading[:_SHOWN])

    def as_json(self) -> dict[str, str]:
        return {
            "field": self.field,
            "code": self.code,
            "value": self.value,
            "reading": self.reading,
        }


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a register file: the cells as they stand, and what is read from them."""

    number: int
    cells: Mapping[str, str]
    registered_on: date | None = None
    changed_on: date | None = None
    former: tuple[str, ...] = ()
    faults: tuple[Note, ...] = ()
    warnings: tuple[Note, ...] = field(default_factory=tuple)

    @property
    def isil(self) -> str:
        return self.cells.get("isil", "")

    @property
    def status(self) -> EntryStatus:
        return status_of(self.cells)


def status_of(cells: Mapping[str, str]) -> EntryStatus:
    """Whether a row that is there stands for an institution at work."""
    if all(not cells[name].strip() for name in CONTACTS):
        return EntryStatus.NOT_OPERATING
    return EntryStatus.ACTIVE


def read_row(number: int, cells: Sequence[str], *, demo: bool) -> Row:
    """What one line says, with every fault and every flaw of it. No cell is changed."""
    if len(cells) != len(NAMES):
        note = Note.at("", COLUMN_COUNT, len(cells), str(len(NAMES)))
        return Row(number, dict(zip(NAMES, cells, strict=False)), faults=(note,))
    said = dict(zip(NAMES, cells, strict=True))
    faults = list(_unstorable(said))
    faults += _isil_faults(said["isil"], demo=demo)
    if not said["name"].strip():
        faults.append(Note.at("name", BLANK))
    days = {name: read_day(said[name]) for name in ("registered", "changed")}
    faults += [
        Note.at(name, DATE_FORM if said[name].strip() else BLANK, said[name])
        for name in days
        if days[name] is None and (said[name].strip() or name == "registered")
    ]
    former = former_of(said["former"])
    if said["isil"] in former:
        faults.append(Note.at("former", FORMER_IS_SELF, said["former"]))
    return Row(
        number,
        said,
        days["registered"],
        days["changed"],
        former,
        tuple(faults),
        tuple(_flaws(said, days)),
    )


def _unstorable(said: Mapping[str, str]) -> list[Note]:
    found = [
        Note.at(name, BAD_CHARACTER, text) for name, text in said.items() if has_bad_character(text)
    ]
    found += [
        Note.at(name, TOO_LONG, text, str(longest))
        for (name, longest), text in zip(COLUMNS.items(), said.values(), strict=True)
        if len(text) > longest
    ]
    return found


def _isil_faults(text: str, *, demo: bool) -> list[Note]:
    checked = identifiers.isil(text, demo=demo)
    if not text.strip():
        return [Note.at("isil", BLANK)]
    if not checked.valid or not checked.value.startswith("JP-"):
        return [Note.at("isil", ISIL_FORM, text)]
    if checked.value != text:
        return [Note.at("isil", ISIL_FORM, text, checked.value)]
    return []


def read_day(text: str) -> date | None:
    """2011/10/1 0:00:00, as the register writes its days; None where it is none."""
    match = _DATE.fullmatch(text.strip())
    if match is None:
        return None
    try:
        return date(*map(int, match.groups()))
    except ValueError:
        return None


def written_day(day: date) -> str:
    """A day as the register writes it."""
    return f"{day.year}/{day.month}/{day.day} 0:00:00"


def former_of(text: str) -> tuple[str, ...]:
    """The former ISILs that a cell names, each once, in its order; what is none is left out."""
    parts = (identifiers.isil(part, demo=True) for part in _FORMER_PARTS.split(text) if part)
    return tuple(dict.fromkeys(checked.value for checked in parts if checked.valid))


def _flaws(said: Mapping[str, str], days: Mapping[str, date | None]) -> list[Note]:
    """The flaws that real files have, each with the reading we propose; the cell stays as it is."""
    found = _postal_flaws(said["postal_code"])
    for name in ("telephone", "fax"):
        if said[name]:
            found += _telephone_flaws(name, said[name])
    for name in ("name", "name_kana"):
        if _HALF_WIDTH.search(said[name]):
            found.append(Note.at(name, HALF_WIDTH, said[name], widened(said[name])))
    if said["prefecture"] and said["prefecture"] not in PREFECTURE_CODES:
        found.append(Note.at("prefecture", UNKNOWN_PREFECTURE, said["prefecture"]))
    return found + _flaws_of_history(said, days)


def _flaws_of_history(said: Mapping[str, str], days: Mapping[str, date | None]) -> list[Note]:
    found = []
    parts = [part for part in _FORMER_PARTS.split(said["former"]) if part]
    if len(former_of(said["former"])) != len(set(parts)):
        found.append(Note.at("former", FORMER_FORM, said["former"]))
    first, last = days["registered"], days["changed"]
    if first and last and last < first:
        found.append(Note.at("changed", DATES_REVERSED, said["changed"], said["registered"]))
    return found


def _postal_flaws(text: str) -> list[Note]:
    checked = identifiers.postal_code(text)
    if not text or (checked.value == text and checked.valid):
        return []
    if not checked.valid:
        return [Note.at("postal_code", POSTAL_FORM, text)]
    return [Note.at("postal_code", POSTAL_WRITTEN, text, checked.value)]


def _telephone_flaws(name: str, text: str) -> list[Note]:
    read = telephones.read(text)
    if not read.number:
        return [Note.at(name, NO_NUMBER, text)]
    return [Note.at(name, TELEPHONE_NOTE, text, read.number)] if read.number != text else []


def widened(text: str) -> str:
    """Half-width katakana, dots and brackets in their usual width; letters and digits stay."""
    wide = "".join(
        unicodedata.normalize("NFKC", part) if part[0] > "\uff60" else part
        for part in re.findall("[\uff61-\uff9f]+|[^\uff61-\uff9f]", text)
    )
    return wide.translate(str.maketrans("()", "（）"))


def key_of(cells: Mapping[str, str]) -> str:
    """What a search in the register looks at."""
    return search_key(
        " ".join(cells[name] for name in ("isil", "name", "name_kana", "name_en", "former"))
    )[:1500]


def section_of_head(head: Sequence[str]) -> Section | None:
    """The file that a header belongs to, if its wording says so."""
    folded = [search_key(cell) for cell in head]
    if len(folded) != len(NAMES):
        return None
    if folded[6] == search_key(_PUBLIC_HEAD[6]):
        return Section.PUBLIC
    return Section.OTHER if "city" in folded[6] else None


def number_after(last: int, digit: str) -> str:
    """The ISIL with the serial number after ``last``."""
    return f"JP-{digit}{last + 1:06}"


def serial_of(isil: str) -> int:
    return int(isil[4:])
