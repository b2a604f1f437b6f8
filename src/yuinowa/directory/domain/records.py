"""What any directory source says of one institution, in one shape; nothing received is lost (R9)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from yuinowa.directory.domain.institutions import (
    IdentifierScheme,
    InstitutionKind,
    NameKind,
    Service,
    SwitchState,
)
from yuinowa.directory.domain.places import Place
from yuinowa.directory.domain.sources import SourceCode
from yuinowa.directory.domain.telephones import Telephone
from yuinowa.kernel.identifiers import Checked

#: So much of an offending value is shown (R8).
SHOWN_CHARACTERS = 50

# Codes of faults and warnings; ``labels`` has a sentence with the next step for each.
COLUMNS = "columns"
BLANK = "blank"
TOO_LONG = "too-long"
BAD_CHARACTER = "bad-character"
BAD_KEY = "bad-key"
KEY_TWICE = "key-twice"
NOT_AN_OBJECT = "not-an-object"
NOT_TEXT = "not-text"
RECORD_TOO_LONG = "record-too-long"
UNKNOWN_CATEGORY = "unknown-category"
UNKNOWN_FLAG = "unknown-flag"
UNKNOWN_PREFECTURE = "unknown-prefecture"
UNKNOWN_MUNICIPALITY = "unknown-municipality"
BAD_POSTAL_CODE = "bad-postal-code"
NO_TELEPHONE_NUMBER = "no-telephone-number"
BAD_IDENTIFIER = "bad-identifier"
CLAIMED_TWICE = "claimed-twice"
# Of tables that people send in.
UNKNOWN_KIND = "unknown-kind"
BAD_URL = "bad-url"
BAD_COORDINATE = "bad-coordinate"
BAD_PREFECTURE = "bad-prefecture"
BAD_MUNICIPALITY = "bad-municipality"
MORE_CELLS = "more-cells"
CELL_TOO_LONG = "cell-too-long"
FOREIGN_ID = "foreign-id"
ID_GONE = "id-gone"
ENTRY_TWICE = "entry-twice"
NUMBERS_DISAGREE = "numbers-disagree"
NUMBER_TAKEN = "number-taken"
PROBABLY_SAME = "probably-same"
SEVERAL_ALIKE = "several-alike"
NAME_DIFFERS = "name-differs"
CONFIRMED = "confirmed-by-itself"
CHANGED_SINCE = "changed-since-export"


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault (the row is refused) or a warning (it is taken, the cell is not), and where it stands."""

    line: int
    key: str
    column: str
    code: str
    value: str = ""

    @classmethod
    def at(cls, line: int, key: str, column: str, code: str, value: object = "") -> Finding:
        """A finding with its value cut to what may be shown."""
        return cls(line, key[:SHOWN_CHARACTERS], column, code, str(value)[:SHOWN_CHARACTERS])


@dataclass(frozen=True, slots=True)
class OtherName:
    kind: NameKind
    name: str
    kana: str = ""


@dataclass(frozen=True, slots=True)
class FoundIdentifier:
    scheme: IdentifierScheme
    checked: Checked


@dataclass(frozen=True, slots=True)
class Switch:
    service: Service
    state: SwitchState


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """One institution as one source names it. ``raw`` is the record as received."""

    source: SourceCode
    line: int
    key: str
    name: str
    name_kana: str
    raw: Mapping[str, Any]
    name_en: str = ""
    other_names: tuple[OtherName, ...] = ()
    kinds: tuple[InstitutionKind, ...] = ()
    place: Place = field(default_factory=Place)
    telephone: Telephone = field(default_factory=Telephone)
    fax: str = ""
    url: str = ""
    identifiers: tuple[FoundIdentifier, ...] = ()
    switches: tuple[Switch, ...] = ()
    warnings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that cannot be taken, with every fault it has."""

    line: int
    key: str
    faults: tuple[Finding, ...]


#: What reading one row comes to.
Outcome = SourceRecord | Refused
