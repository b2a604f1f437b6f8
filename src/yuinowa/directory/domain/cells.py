"""Reading the cells of one row: each cell answers with a value or leaves a finding."""

from __future__ import annotations

import re
from collections.abc import Callable

from yuinowa.directory.domain import records
from yuinowa.directory.domain.institutions import IdentifierScheme
from yuinowa.directory.domain.places import Place, place_of
from yuinowa.directory.domain.policy import IMPORT
from yuinowa.directory.domain.records import Finding, FoundIdentifier
from yuinowa.directory.domain.telephones import Telephone, read
from yuinowa.kernel.identifiers import Checked

# R1, and U+FFFD, which marks what another program could not read (R9).
_REFUSED = re.compile("[\x00-\x08\x0a-\x1f\x7f\x85\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffd]")


def has_bad_character(text: str) -> bool:
    """Whether ``text`` may not be stored on one line."""
    return bool(_REFUSED.search(text)) or any(ord(c) & 0xFFFE == 0xFFFE for c in text)


def storable(text: str) -> str:
    """``text`` with a box in the place of every character that may not be stored: only for showing it."""
    return "".join("□" if has_bad_character(c) else c for c in text)


class Cells:
    """The cells of one row, and what was found while reading them."""

    def __init__(self, line: int, key: str) -> None:
        self.line = line
        self.key = key
        self.faults: list[Finding] = []
        self.warnings: list[Finding] = []

    def fault(self, column: str, code: str, value: object = "") -> None:
        self.faults.append(Finding.at(self.line, self.key, column, code, value))

    def warn(self, column: str, code: str, value: object = "") -> None:
        self.warnings.append(Finding.at(self.line, self.key, column, code, value))

    def needed(self, column: str, text: str, *, longest: int) -> str:
        """A text without which the row is refused."""
        stripped = text.strip()
        if not stripped:
            self.fault(column, records.BLANK)
        elif len(stripped) > longest:
            self.fault(column, records.TOO_LONG, stripped)
        return stripped

    def wanted(self, column: str, text: str, *, longest: int) -> str:
        """A text that is left out with a warning where it does not fit; the record as received keeps it."""
        stripped = text.strip()
        if len(stripped) > longest:
            self.warn(column, records.TOO_LONG, stripped)
            return ""
        return stripped

    def place(self, address: str, *, prefecture: str = "", postal_code: str = "") -> Place:
        """The place an address names; what it does not name is warned of."""
        fitting = self.wanted("address", address, longest=IMPORT.longest_address)
        place = place_of(fitting, prefecture=prefecture, postal_code=postal_code)
        if postal_code and not place.postal_code:
            self.warn("postal_code", records.BAD_POSTAL_CODE, postal_code)
        if fitting and not place.prefecture:
            self.warn("address", records.UNKNOWN_PREFECTURE, fitting)
        elif fitting and not place.municipality:
            self.warn("address", records.UNKNOWN_MUNICIPALITY, fitting)
        return place

    def telephone(self, column: str, text: str) -> Telephone:
        """The number and what is said around it."""
        found = read(text)
        if text.strip() and not found.number:
            self.warn(column, records.NO_TELEPHONE_NUMBER, text)
        note = self.wanted(column, found.note, longest=IMPORT.longest_telephone_note)
        return Telephone(found.number, note, found.digits)

    def identifier(
        self, column: str, scheme: IdentifierScheme, text: str, check: Callable[[str], Checked]
    ) -> FoundIdentifier | None:
        """An identifier as found; a wrong one is kept and flagged (R7)."""
        fitting = self.wanted(column, text, longest=IMPORT.longest_identifier)
        if not fitting:
            return None
        checked = check(fitting)
        if not checked.valid:
            self.warn(column, records.BAD_IDENTIFIER, fitting)
        return FoundIdentifier(scheme, checked)
