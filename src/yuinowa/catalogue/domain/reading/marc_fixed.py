"""What stands at fixed places of leader, 007 and 008.

Source: MARC 21 Format for Bibliographic Data: Leader, 007, 008; MARC Code List for Countries
"""

from __future__ import annotations

from typing import Final

from yuinowa.catalogue.domain.reading.years import EARLIEST, LATEST
from yuinowa.catalogue.domain.records import Accessible, Audience, Material
from yuinowa.standards.marc.records import MarcRecord

#: Leader/06 of records that describe no thing: authority, classification, community, holdings.
NOT_BIBLIOGRAPHIC: Final = frozenset("zwquvxy")

_KINDS: Final = {
    "a": Material.BOOK, "t": Material.BOOK, "c": Material.SCORE, "d": Material.SCORE, "e": Material.MAP, "f": Material.MAP,
    "g": Material.MOVING_IMAGE, "i": Material.SOUND, "j": Material.SOUND, "k": Material.STILL_IMAGE, "m": Material.ELECTRONIC,
    "o": Material.OTHER, "p": Material.OTHER, "r": Material.OTHER,
}  # fmt: skip
_LEVELS: Final = {
    "a": Material.ARTICLE, "b": Material.ARTICLE, "s": Material.SERIAL, "i": Material.SERIAL,
}  # fmt: skip
_MICROFORM: Final = frozenset("abc")
_ONLINE: Final = frozenset("oqs")


def material(record: MarcRecord) -> Material:
    """The kind of thing. Its form decides first: a book on film is a microform, one on the net electronic."""
    kind = _KINDS.get(record.leader[6:7], Material.UNKNOWN)
    form = form_of_item(record)
    if form in _MICROFORM or record.control("007").startswith("h"):
        return Material.MICROFORM
    if form in _ONLINE and kind is Material.BOOK:
        return Material.ELECTRONIC
    return _LEVELS.get(record.leader[7:8], kind) if kind is Material.BOOK else kind


def form_of_item(record: MarcRecord) -> str:
    """008/23, and 008/29 for maps and pictures; empty where it is not told."""
    place = 29 if record.leader[6:7] in set("efgkor") else 23
    return record.control("008")[place : place + 1].strip(" |")


_AUDIENCES: Final = {
    "a": Audience.CHILDREN, "b": Audience.CHILDREN, "c": Audience.CHILDREN, "j": Audience.CHILDREN, "d": Audience.YOUNG,
    "e": Audience.GENERAL, "f": Audience.GENERAL, "g": Audience.GENERAL,
}  # fmt: skip


def audience(record: MarcRecord) -> Audience:
    """008/22, which means something else for serials and maps."""
    if record.leader[6:7] in {"e", "f", "p"} or record.leader[7:8] in {"b", "i", "s"}:
        return Audience.UNKNOWN
    return _AUDIENCES.get(record.control("008")[22:23], Audience.UNKNOWN)


_FORMS: Final = {"d": Accessible.LARGE_PRINT, "f": Accessible.BRAILLE}
_PHYSICAL: Final = {
    "tb": Accessible.LARGE_PRINT, "tc": Accessible.BRAILLE, "fb": Accessible.BRAILLE, "fd": Accessible.TACTILE,
    "fa": Accessible.TACTILE, "fc": Accessible.BRAILLE,
}  # fmt: skip


def accessible(record: MarcRecord) -> list[Accessible]:
    """Large print and braille as 008 and 007 code them."""
    coded = [_FORMS.get(form_of_item(record))]
    coded += [_PHYSICAL.get(text[:2]) for text in record.controls("007")]
    return [form for form in coded if form is not None]


def year(record: MarcRecord) -> int | None:
    """008/07–10; None where a digit is not known."""
    digits = record.control("008")[7:11]
    if len(digits) == 4 and digits.isascii() and digits.isdigit():
        return int(digits) if EARLIEST <= int(digits) <= LATEST else None
    return None


#: Countries whose books Japanese libraries hold, by their code of two letters. Source: ISO 3166-1.
_COUNTRIES: Final = {
    "ja": "JP", "fr": "FR", "gw": "DE", "it": "IT", "sp": "ES", "po": "PT", "cc": "CN", "ko": "KR", "kn": "KP", "ch": "TW", "ru": "RU",
    "ne": "NL", "sz": "CH", "au": "AT", "be": "BE", "sw": "SE", "dk": "DK", "no": "NO", "fi": "FI", "pl": "PL", "bl": "BR", "mx": "MX",
    "th": "TH", "vm": "VN", "ii": "IN", "io": "ID", "ph": "PH", "si": "SG", "my": "MY", "pe": "PE", "mp": "MN", "np": "NP", "br": "MM",
    "nz": "NZ", "ie": "IE", "tu": "TR", "xr": "CZ", "hu": "HU", "gr": "GR", "is": "IL", "ua": "EG", "ir": "IR", "ag": "AR", "cl": "CL", "at": "AU",
}  # fmt: skip
#: Codes of three letters are parts of a country, which the last one tells: nyu, onc, enk, vra.
_BY_LAST: Final = {"u": "US", "c": "CA", "k": "GB", "a": "AU"}


def country(record: MarcRecord) -> str:
    """008/15–17 as a code of ISO 3166; empty where it is not told or not known to us."""
    code = record.control("008")[15:18].strip(" |")
    return _BY_LAST.get(code[2], "") if len(code) == 3 else _COUNTRIES.get(code, "")


_CODES: Final = {country: code for code, country in _COUNTRIES.items()} | {
    "US": "xxu", "CA": "xxc", "GB": "xxk",
}  # fmt: skip


def code_of_country(country: str) -> str:
    """The code of MARC for one of ISO 3166; xx where it is not told or not known to us."""
    return _CODES.get(country, "xx")
