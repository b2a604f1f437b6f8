"""NDL's vocabulary and what it is for us: types of numbers and classes, kinds of things, rights, audiences.

Source: DC-NDL, vocabulary encoding schemes; values observed in live answers (metadata-exchange.md §3.3–3.4).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final
from urllib.parse import unquote

from yuinowa.catalogue.domain.reading import parts
from yuinowa.catalogue.domain.records import (
    Accessible,
    Audience,
    Classed,
    ClassScheme,
    Identifier,
    Material,
    Scheme,
    Use,
)
from yuinowa.standards.statements import Value

_NUMBERS: Final = {
    "dcndl:ISBN": Scheme.ISBN,
    "dcndl:ISBN13": Scheme.ISBN,
    "dcndl:SetISBN": Scheme.ISBN,
    "dcndl:ISSN": Scheme.ISSN,
    "dcndl:ISSNL": Scheme.ISSN,
    "dcndl:JPNO": Scheme.JPNO,
    "dcndl:NDLBibID": Scheme.NDLBIB,
    "dcndl:NDLJP": Scheme.NDLJP,
    "dcndl:NIIBibID": Scheme.NCID,
    "dcndl:USMARCNO": Scheme.LCCN,
    "dcndl:OCLCNO": Scheme.OCLC,
    "dcndl:DOI": Scheme.DOI,
    "dcndl:RIS502": Scheme.PUBLISHER,
}
#: What the record itself says is wrong.
_WRONG: Final = {
    "dcndl:IncorrectISBN": Scheme.ISBN,
    "dcndl:IncorrectISSN": Scheme.ISSN,
    "dcndl:IncorrectISSNL": Scheme.ISSN,
    "dcndl:ErrorISBN": Scheme.ISBN,
}


def numbers(values: Iterable[Value]) -> tuple[Identifier, ...]:
    """The typed numbers, each once: an ISBN as ten and as thirteen figures is one."""
    found: dict[tuple[Scheme, str], Identifier] = {}
    for value in values:
        raw = value.words or value.about
        if raw:
            number = _number(value.datatype, raw)
            found.setdefault((number.scheme, number.value), number)
    return tuple(found.values())


def _number(datatype: str, raw: str) -> Identifier:
    if wrong := _WRONG.get(datatype):
        read = parts.identifier(wrong, raw)
        return Identifier(wrong, read.value, raw, is_valid=False, warnings=read.warnings)
    scheme = _NUMBERS.get(datatype, Scheme.OTHER)
    return parts.identifier(scheme, raw, is_of_set=datatype == "dcndl:SetISBN")


_CLASSES: Final = {
    "dcndl:NDC": (ClassScheme.NDC, ""),
    "dcndl:NDC8": (ClassScheme.NDC, "8"),
    "dcndl:NDC9": (ClassScheme.NDC, "9"),
    "dcndl:NDC10": (ClassScheme.NDC, "10"),
    "dcndl:NDLC": (ClassScheme.NDLC, ""),
    "dcterms:LCC": (ClassScheme.LCC, ""),
    "dcterms:DDC": (ClassScheme.DDC, ""),
    "dcterms:UDC": (ClassScheme.OTHER, ""),
}
_CLASS_ADDRESS = re.compile(r"https?://id\.ndl\.go\.jp/class/(ndlc|ndc)([0-9]*)/(.+)")


def classes(values: Iterable[Value]) -> tuple[tuple[Classed, ...], bool]:
    """The class numbers, and whether one of them is not of the scheme it claims."""
    found, is_wrong = [], False
    for value in values:
        claimed = _class(value)
        if claimed is not None:
            one = parts.classed(*claimed)
            is_wrong = is_wrong or one.scheme is not claimed[0]
            found.append(one)
    return tuple(dict.fromkeys(found)), is_wrong


def _class(value: Value) -> tuple[ClassScheme, str, str] | None:
    if place := _CLASS_ADDRESS.match(value.about):
        scheme = ClassScheme.NDLC if place[1] == "ndlc" else ClassScheme.NDC
        return scheme, unquote(place[3]), place[2]
    if value.datatype in _CLASSES and value.words:
        scheme, edition = _CLASSES[value.datatype]
        return scheme, value.words, edition
    return None


def is_class(value: Value) -> bool:
    return _class(value) is not None


#: The first that a record names decides: an article is in a journal, a map may be a book.
_MATERIALS: Final = (
    ("Article", Material.ARTICLE), ("Journal", Material.SERIAL), ("Newspaper", Material.SERIAL), ("Serial", Material.SERIAL),
    ("Map", Material.MAP), ("MusicScore", Material.SCORE), ("SoundDisc", Material.SOUND), ("Sound", Material.SOUND),
    ("Music", Material.SOUND), ("Video", Material.MOVING_IMAGE), ("DVD", Material.MOVING_IMAGE), ("MovingImage", Material.MOVING_IMAGE),
    ("Painting", Material.STILL_IMAGE), ("Photograph", Material.STILL_IMAGE), ("PicturePostcard", Material.STILL_IMAGE),
    ("Poster", Material.STILL_IMAGE), ("StillImage", Material.STILL_IMAGE), ("MicroForm", Material.MICROFORM), ("Book", Material.BOOK),
    ("ElectronicResource", Material.ELECTRONIC), ("OnlineResource", Material.ELECTRONIC), ("Software", Material.ELECTRONIC),
    ("Dataset", Material.ELECTRONIC), ("GovernmentPublication", Material.BOOK), ("NationalPublication", Material.BOOK),
    ("LocalPublication", Material.BOOK), ("Braille", Material.BOOK), ("LargePrint", Material.BOOK), ("DAISY", Material.SOUND),
)  # fmt: skip
_JAPANESE_MATERIALS: Final = (
    ("記事", Material.ARTICLE), ("論文", Material.ARTICLE), ("雑誌", Material.SERIAL), ("新聞", Material.SERIAL), ("地図", Material.MAP),
    ("楽譜", Material.SCORE), ("録音", Material.SOUND), ("音楽", Material.SOUND), ("音声", Material.SOUND), ("CD", Material.SOUND),
    ("映像", Material.MOVING_IMAGE), ("DVD", Material.MOVING_IMAGE), ("絵画", Material.STILL_IMAGE), ("写真", Material.STILL_IMAGE),
    ("絵葉書", Material.STILL_IMAGE), ("静止画", Material.STILL_IMAGE), ("マイクロ", Material.MICROFORM), ("図書", Material.BOOK),
    ("和書", Material.BOOK), ("洋書", Material.BOOK), ("絵本", Material.BOOK), ("本", Material.BOOK), ("電子", Material.ELECTRONIC),
    ("オンライン", Material.ELECTRONIC), ("デジタル", Material.ELECTRONIC),
)  # fmt: skip
_TYPES: Final = {
    "book": Material.BOOK,
    "article": Material.ARTICLE,
    "title": Material.SERIAL,
    "text": Material.BOOK,
    "image": Material.STILL_IMAGE,
    "sound": Material.SOUND,
}


def material(values: Iterable[Value], said: str = "") -> Material:
    """The kind of thing, from types with an address, else from words such as 図書 or ``type : book``."""
    values = list(values)
    addresses = {re.split(r"[/#:]", value.about)[-1] for value in values if value.about}
    for name, kind in _MATERIALS:
        if name in addresses:
            return kind
    words = " ".join([value.label or value.words for value in values])
    names = set(re.split(r"[\s/:;,]+", f"{words} {said}".lower()))
    for name, kind in _MATERIALS:
        if name.lower() in names:
            return kind
    for word, kind in _JAPANESE_MATERIALS:
        if word in words:
            return kind
    return next((kind for name, kind in _TYPES.items() if name in names), Material.UNKNOWN)


_ACCESSIBLE: Final = (
    (re.compile("DAISY|デイジー", re.IGNORECASE), Accessible.DAISY),
    (re.compile("Braille|点字|点訳", re.IGNORECASE), Accessible.BRAILLE),
    (re.compile("LargePrint|大活字|拡大図書|拡大写本", re.IGNORECASE), Accessible.LARGE_PRINT),
    (re.compile("録音図書|音訳|オーディオブック", re.IGNORECASE), Accessible.AUDIO),
    (re.compile("テキストデータ|テキストデイジー", re.IGNORECASE), Accessible.TEXT_DATA),
    (re.compile("LLブック|やさしく読める", re.IGNORECASE), Accessible.EASY),
    (re.compile("布の?絵本|さわる絵本|触る絵本", re.IGNORECASE), Accessible.TACTILE),
    (re.compile("手話", re.IGNORECASE), Accessible.SIGN),
)


def accessible(texts: Iterable[str]) -> tuple[Accessible, ...]:
    """Forms named in what says of which form a thing is; titles are not asked, they speak of subjects."""
    text = " ".join(texts)
    return tuple(form for pattern, form in _ACCESSIBLE if pattern.search(text))


def audience(text: str) -> Audience:
    if "児童" in text or "子ども" in text or "こども" in text:
        return Audience.CHILDREN
    if "青少年" in text or "ヤング" in text or "YA" in text:
        return Audience.YOUNG
    return Audience.GENERAL if "一般" in text else Audience.UNKNOWN


_USES: Final = (
    ("インターネット公開", Use.ONLINE),
    ("送信対象外", Use.IN_LIBRARY),
    ("送信", Use.RESTRICTED_ONLINE),
    ("館内", Use.IN_LIBRARY),
    ("禁帯出", Use.IN_LIBRARY),
    ("貸出不可", Use.IN_LIBRARY),
    ("複写のみ", Use.COPY_ONLY),
    ("貸出可", Use.LOAN),
    ("利用不可", Use.NONE),
    ("非公開", Use.NONE),
)


def use(text: str) -> Use:
    """What may be done with an item, from its accessRights; the first that fits decides."""
    return next((found for word, found in _USES if word in text), Use.UNKNOWN)
