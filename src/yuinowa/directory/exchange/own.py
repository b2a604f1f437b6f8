"""Our own table of institutions: what its columns are called, what they say, and how it is known again.

Import and export read the one list, so that a file that was exported here and comes back unchanged changes
nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from django.utils import translation
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yuinowa.directory import labels
from yuinowa.directory.domain.columns import IDENTIFIER_COLUMNS, Column, folded
from yuinowa.directory.domain.entries import SCHEMES
from yuinowa.directory.domain.institutions import IdentifierScheme, InstitutionKind
from yuinowa.directory.domain.places import prefecture_name
from yuinowa.directory.models import Institution

BETWEEN_KINDS = "、"
_ID = re.compile(r"yw-([1-9][0-9]{0,17})-([1-9][0-9]{0,8})-([0-9a-f]{12})", re.ASCII)


@dataclass(frozen=True, slots=True)
class OwnColumn:
    """One column of the table and of the data dictionary."""

    column: Column
    label: Promise
    type: Promise
    meaning: Promise
    example: str
    text: Callable[[Institution], str]


TEXT, LIST, CODE, NUMBER = (
    pgettext_lazy("type of a column", "Text"),
    pgettext_lazy("type of a column", "Texts, parted by 、"),
    pgettext_lazy("type of a column", "Code"),
    pgettext_lazy("type of a column", "Number"),
)


def id_of(institution: Institution) -> str:
    """Our number for a file: which institution, as of which version, and that it comes from here."""
    return (
        f"yw-{institution.pk}-{institution.version}-{_check(institution.pk, institution.version)}"
    )


def read_id(text: str) -> tuple[int, int] | None:
    """Institution and version that ``text`` names; None where it was not given by this installation."""
    match = _ID.fullmatch(text.strip())
    if match is None:
        return None
    pk, version = int(match[1]), int(match[2])
    return (pk, version) if constant_time_compare(match[3], _check(pk, version)) else None


def _check(pk: int, version: int) -> str:
    return salted_hmac("yuinowa.directory.own", f"{pk}-{version}", algorithm="sha256").hexdigest()[
        :12
    ]


def kinds_text(institution: Institution) -> str:
    return BETWEEN_KINDS.join(
        str(labels.KINDS[InstitutionKind(row.kind)]) for row in institution.kinds.all()
    )


def numbers_of(institution: Institution, scheme: IdentifierScheme) -> list[str]:
    """The numbers of ``scheme`` that hold today."""
    return [
        row.value
        for row in institution.identifiers.all()
        if row.scheme == scheme and row.valid and not row.former
    ]


def _numbers(column: Column) -> Callable[[Institution], str]:
    return lambda institution: " ".join(numbers_of(institution, SCHEMES[column]))


def _field(name: str) -> Callable[[Institution], str]:
    def text(institution: Institution) -> str:
        value = getattr(institution, name)
        return "" if value is None else str(value)

    return text


def _prefecture(institution: Institution) -> str:
    return prefecture_name(institution.prefecture)


C = Column
COLUMNS: Final = (
    OwnColumn(C.ID, _("Yuinowa ID"), CODE, _("Our number with its check. Leave it as it is: by it the row is known again when the file comes back."), "yw-1207-3-9f2c41d07be5", id_of),
    OwnColumn(C.NAME, _("Name"), TEXT, _("The present name."), "試験市立中央図書館", _field("name")),
    OwnColumn(C.NAME_KANA, _("Reading"), TEXT, _("The reading in katakana."), "シケンシリツチュウオウトショカン", _field("name_kana")),
    OwnColumn(C.NAME_EN, _("English name"), TEXT, _("The name in English, as far as it is known."), "Shiken City Central Library", _field("name_en")),
    OwnColumn(C.KINDS, _("Kind"), LIST, _("What it is; it may be several things."), "公共図書館", kinds_text),
    OwnColumn(C.ISIL, _("ISIL"), CODE, _("International Standard Identifier for Libraries (ISO 15511), as far as it holds today; several are parted by blanks."), "JP-9900001", _numbers(C.ISIL)),
    OwnColumn(C.FA, _("FA number (NACSIS-CAT/ILL)"), CODE, _("The number in NACSIS-CAT/ILL."), "FA000000", _numbers(C.FA)),
    OwnColumn(C.CORPORATE_NUMBER, _("Corporate number"), CODE, _("法人番号, thirteen digits."), "2000012010019", _numbers(C.CORPORATE_NUMBER)),
    OwnColumn(C.PREFECTURE, _("Prefecture"), TEXT, _("The prefecture it stands in."), "香川県", _prefecture),
    OwnColumn(C.MUNICIPALITY, _("Local government code"), CODE, _("全国地方公共団体コード of the municipality, six digits."), "372013", _field("municipality")),
    OwnColumn(C.MUNICIPALITY_NAME, _("Municipality"), TEXT, _("The municipality by its name."), "高松市", _field("municipality_name")),
    OwnColumn(C.POSTAL_CODE, _("Postal code"), CODE, _("Seven digits with a hyphen."), "760-0014", _field("postal_code")),
    OwnColumn(C.ADDRESS, _("Address"), TEXT, _("The address as its source writes it."), "高松市昭和町一丁目2-20", _field("address")),
    OwnColumn(C.TELEPHONE, _("Telephone"), TEXT, _("One number."), "000-0000-0000", _field("telephone")),
    OwnColumn(C.TELEPHONE_NOTE, _("Note on the telephone"), TEXT, _("What is said beside the number: an extension, a desk."), "内線12", _field("telephone_note")),
    OwnColumn(C.FAX, _("Fax"), TEXT, _("One number."), "000-0000-0001", _field("fax")),
    OwnColumn(C.URL, _("Address on the web"), TEXT, _("Begins with http:// or https://."), "https://www.example.org/", _field("url")),
    OwnColumn(C.LATITUDE, _("Latitude"), NUMBER, _("In degrees, world geodetic system."), "34.34397", _field("latitude")),
    OwnColumn(C.LONGITUDE, _("Longitude"), NUMBER, _("In degrees, world geodetic system."), "134.03447778", _field("longitude")),
)  # fmt: skip
LABELS: Final = {own.column: own.label for own in COLUMNS}
_LANGUAGES = ("ja", "en")


def column_word(field: str) -> str:
    """A column of ours in words; one of the file's by its own name."""
    return str(LABELS[Column(field)]) if field in set(Column) else field


def words() -> dict[str, Column]:
    """The head cells of our own export in every language, folded."""
    found: dict[str, Column] = {}
    for language in _LANGUAGES:
        with translation.override(language):
            found |= {folded(str(own.label)): own.column for own in COLUMNS}
    return found


def kinds_by_word() -> dict[str, InstitutionKind]:
    """Kinds by their codes and their words in every language, folded."""
    found = {folded(kind.value): kind for kind in InstitutionKind}
    for language in _LANGUAGES:
        with translation.override(language):
            found |= {folded(str(label)): kind for kind, label in labels.KINDS.items()}
    return found


def texts_of(institution: Institution) -> dict[Column, set[str]]:
    """What an export says of ``institution``, column by column, in any language."""
    said = {own.column: {own.text(institution)} for own in COLUMNS}
    for language in _LANGUAGES:
        with translation.override(language):
            said[Column.KINDS].add(kinds_text(institution))
    return said


def heads(columns: Iterable[OwnColumn] = COLUMNS) -> list[str]:
    return [str(own.label) for own in columns]


__all__ = [
    "COLUMNS",
    "IDENTIFIER_COLUMNS",
    "LABELS",
    "OwnColumn",
    "column_word",
    "heads",
    "id_of",
    "kinds_by_word",
    "numbers_of",
    "read_id",
    "texts_of",
    "words",
]
