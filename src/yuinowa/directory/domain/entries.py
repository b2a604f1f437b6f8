"""One row of a table of institutions: what it says in our columns, or every fault of it.

A cell that cannot be understood leaves its column as it was, with a warning; the row as received is kept.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from yuinowa.directory.domain import records, telephones
from yuinowa.directory.domain.cells import Cells, has_bad_character
from yuinowa.directory.domain.columns import IDENTIFIER_COLUMNS, Column
from yuinowa.directory.domain.institutions import IdentifierScheme, InstitutionKind
from yuinowa.directory.domain.matching import Fingerprint, fingerprint
from yuinowa.directory.domain.nacsis import fa_number
from yuinowa.directory.domain.places import (
    PREFECTURE_CODES,
    PREFECTURES,
    municipalities,
    municipality_in,
    place_of,
)
from yuinowa.directory.domain.policy import IMPORT
from yuinowa.directory.domain.records import Finding
from yuinowa.kernel import identifiers
from yuinowa.kernel.identifiers import Checked

SCHEMES: Final[Mapping[Column, IdentifierScheme]] = {
    Column.ISIL: IdentifierScheme.ISIL,
    Column.FA: IdentifierScheme.FA,
    Column.CORPORATE_NUMBER: IdentifierScheme.CORPORATE_NUMBER,
}
#: Fields of an institution that are plain texts, and how long each may be.
TEXTS: Final[Mapping[Column, int]] = {
    Column.NAME_KANA: IMPORT.longest_reading,
    Column.NAME_EN: IMPORT.longest_reading,
    Column.MUNICIPALITY_NAME: IMPORT.longest_telephone,
    Column.ADDRESS: IMPORT.longest_address,
    Column.TELEPHONE_NOTE: IMPORT.longest_telephone_note,
    Column.FAX: IMPORT.longest_telephone,
}
_DECIMAL = re.compile(r"-?[0-9]{1,3}(?:\.[0-9]{1,20})?", re.ASCII)
_URL = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
#: Allowed in a cell of a table; ours are folded onto one line before they come here.
_BREAKS = re.compile(r"[\r\n\t]")
_BETWEEN_NUMBERS = re.compile(r"[,、，;；\s]+")
_BETWEEN_KINDS = re.compile(r"[、,，;；・/]+")


@dataclass(frozen=True, slots=True)
class RowText:
    """A row as it stands in the file: declared columns by name, and all of it."""

    sheet: str
    number: int
    texts: Mapping[Column, str]
    raw: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """What a row says. ``values`` holds plain values by field; a column that says nothing is not in it."""

    row: RowText
    name: str
    values: Mapping[str, Any]
    numbers: Mapping[Column, tuple[Checked, ...]] = field(default_factory=dict)
    faults: tuple[Finding, ...] = ()
    warnings: tuple[Finding, ...] = ()

    @property
    def valid_numbers(self) -> set[tuple[str, str]]:
        """Scheme and value of what may be matched by (R7)."""
        return {
            (SCHEMES[column].value, checked.value)
            for column, found in self.numbers.items()
            for checked in found
            if checked.valid
        }

    def fingerprint(self) -> Fingerprint:
        text = self.row.texts.get
        return fingerprint(
            self.name,
            reading=self.values.get("name_kana", ""),
            telephone_digits=telephones.read(text(Column.TELEPHONE, "")).digits,
            postal_code=self.values.get("postal_code", ""),
            prefecture=self.values.get("prefecture", ""),
            municipality=self.values.get("municipality", ""),
        )


def read(
    row: RowText,
    *,
    kind_of: Callable[[str], InstitutionKind | None],
    is_ours: bool = False,
    demo: bool = False,
) -> Entry:
    """What ``row`` says; in a row of ours an empty cell says that there is nothing.

    ``kind_of`` knows the words for kinds. ``demo`` lets made-up ISILs be valid.
    """
    cells = Cells(row.number, row.texts.get(Column.NAME, "").strip())
    for word, text in row.raw.items():
        if has_bad_character(_BREAKS.sub(" ", text)):
            cells.fault(word, records.BAD_CHARACTER, text)
    reader = _Reader(row.texts, cells, kind_of, is_ours=is_ours, demo=demo)
    values = reader.values() if not cells.faults else {}
    return Entry(
        row=row,
        name=values.get("name", cells.key),
        values=values,
        numbers=reader.numbers,
        faults=tuple(cells.faults),
        warnings=tuple(cells.warnings),
    )


class _Reader:
    """Reads the columns of one row, in the order in which they lean on each other."""

    def __init__(
        self,
        texts: Mapping[Column, str],
        cells: Cells,
        kind_of: Callable[[str], InstitutionKind | None],
        *,
        is_ours: bool,
        demo: bool,
    ) -> None:
        self.cells, self.kind_of, self.is_ours, self.demo = cells, kind_of, is_ours, demo
        self.texts = {column: text.strip() for column, text in texts.items()}
        self.numbers: dict[Column, tuple[Checked, ...]] = {}

    def says(self, column: Column) -> bool:
        return bool(self.texts.get(column)) or (self.is_ours and column in self.texts)

    def values(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        if Column.NAME in self.texts or not self.is_ours:
            name = self.texts.get(Column.NAME, "")
            found["name"] = self.cells.needed("name", name, longest=IMPORT.longest_name)
        for column, longest in TEXTS.items():
            if self.says(column):
                self._text(found, column, longest)
        self._place(found)
        self._telephone(found)
        self._url(found)
        for column, most in ((Column.LATITUDE, 90), (Column.LONGITUDE, 180)):
            self._coordinate(found, column, most)
        self._kinds(found)
        for column in IDENTIFIER_COLUMNS:
            self._numbers(found, column)
        return found

    def _text(self, found: dict[str, Any], column: Column, longest: int) -> None:
        text = self.texts[column]
        if len(text) > longest:
            self.cells.warn(column.value, records.TOO_LONG, text)
        else:
            found[column.value] = text

    def _place(self, found: dict[str, Any]) -> None:
        """Prefecture and municipality by their columns; where there are none, by the address."""
        self._prefecture(found)
        self._municipality(found)
        if self.says(Column.POSTAL_CODE):
            text = self.texts[Column.POSTAL_CODE]
            checked = identifiers.postal_code(text) if text else None
            if checked is not None and not checked.valid:
                self.cells.warn("postal_code", records.BAD_POSTAL_CODE, text)
            else:
                found["postal_code"] = checked.value if checked is not None else ""
        address = found.get("address", "")
        if not address or "municipality" in found or "municipality_name" in found:
            return
        place = place_of(address, prefecture=found.get("prefecture", ""))
        if not place.prefecture:
            place = place_of(address, prefecture=only_prefecture_with(address))
        if not place.prefecture:
            self.cells.warn("address", records.UNKNOWN_PREFECTURE, address)
            return
        if not place.municipality:
            self.cells.warn("address", records.UNKNOWN_MUNICIPALITY, address)
        if not self.is_ours:
            found["prefecture"] = place.prefecture
            if place.municipality:
                found["municipality"] = place.municipality
                found["municipality_name"] = place.municipality_name

    def _prefecture(self, found: dict[str, Any]) -> None:
        if not self.says(Column.PREFECTURE):
            return
        text = unicodedata.normalize("NFKC", self.texts[Column.PREFECTURE])
        code = prefecture_code(text)
        if text and not code:
            self.cells.warn("prefecture", records.BAD_PREFECTURE, text)
        else:
            found["prefecture"] = code

    def _municipality(self, found: dict[str, Any]) -> None:
        if not self.says(Column.MUNICIPALITY):
            return
        text = self.texts[Column.MUNICIPALITY]
        code = identifiers.local_government_code(text).value if text else ""
        if text and code not in municipalities():
            self.cells.warn("municipality", records.BAD_MUNICIPALITY, text)
            return
        found["municipality"] = code
        if code:
            known = municipalities()[code]
            found.setdefault("municipality_name", known.name)
            found.setdefault("prefecture", known.prefecture)

    def _telephone(self, found: dict[str, Any]) -> None:
        if not self.says(Column.TELEPHONE):
            return
        said = self.cells.telephone("telephone", self.texts[Column.TELEPHONE])
        if said.number or not self.texts[Column.TELEPHONE]:
            found["telephone"] = said.number
        if said.note:
            found.setdefault("telephone_note", said.note)

    def _url(self, found: dict[str, Any]) -> None:
        if not self.says(Column.URL):
            return
        text = self.texts[Column.URL]
        if text and (not _URL.fullmatch(text) or len(text) > IMPORT.longest_url):
            self.cells.warn("url", records.BAD_URL, text)
        else:
            found["url"] = text

    def _coordinate(self, found: dict[str, Any], column: Column, most: int) -> None:
        if not self.says(column):
            return
        text = unicodedata.normalize("NFKC", self.texts[column])
        if not text:
            found[column.value] = None
        elif _DECIMAL.fullmatch(text) and abs(float(text)) <= most:
            found[column.value] = float(text)
        else:
            self.cells.warn(column.value, records.BAD_COORDINATE, text)

    def _kinds(self, found: dict[str, Any]) -> None:
        """All kinds of the cell, or none of them: half of what a cell says would be wrong."""
        if not self.says(Column.KINDS):
            return
        words = [word.strip() for word in _BETWEEN_KINDS.split(self.texts[Column.KINDS])]
        kinds = [(word, self.kind_of(word)) for word in words if word]
        unknown = [word for word, kind in kinds if kind is None]
        for word in unknown:
            self.cells.warn("kinds", records.UNKNOWN_KIND, word)
        if not unknown:
            found["kinds"] = list(dict.fromkeys(kind.value for _word, kind in kinds if kind))

    def _numbers(self, found: dict[str, Any], column: Column) -> None:
        if not self.says(column):
            return
        parts = [part for part in _BETWEEN_NUMBERS.split(self.texts[column]) if part]
        checked: list[Checked] = []
        for part in parts:
            if len(part) > IMPORT.longest_identifier:
                self.cells.warn(column.value, records.TOO_LONG, part)
                continue
            one = self._checked(column, part)
            if not one.valid:
                self.cells.warn(column.value, records.BAD_IDENTIFIER, part)
            checked.append(one)
        self.numbers[column] = tuple(checked)
        found[column.value] = list(dict.fromkeys(one.value for one in checked))

    def _checked(self, column: Column, text: str) -> Checked:
        if column is Column.ISIL:
            return identifiers.isil(text, demo=self.demo)
        if column is Column.FA:
            return fa_number(text)
        return identifiers.corporate_number(text)


def prefecture_code(text: str) -> str:
    """香川県, 香川, 37 and 370002 all name one prefecture; an empty text where none is named."""
    if text in PREFECTURE_CODES:
        return PREFECTURE_CODES[text]
    if text.isascii() and text.isdigit():
        code = text.zfill(2)[:2]
        return code if len(text) in {1, 2, 6} and code in PREFECTURES else ""
    endings = (f"{text}{ending}" for ending in "県都府")
    return next((PREFECTURE_CODES[name] for name in endings if name in PREFECTURE_CODES), "")


def only_prefecture_with(address: str) -> str:
    """The one prefecture that has the municipality with which ``address`` begins; 府中市 is in two."""
    found = [code for code in PREFECTURES if municipality_in(address, code) is not None]
    return found[0] if len(found) == 1 else ""
