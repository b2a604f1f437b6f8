"""What all forms share: numbers, classes, series, languages, and what is doubtful in a whole record."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from yuinowa.catalogue.domain.records import (
    Classed,
    ClassScheme,
    Identifier,
    Material,
    Record,
    Scheme,
    Series,
    Written,
)
from yuinowa.catalogue.domain.warnings import Warned
from yuinowa.kernel import identifiers as numbers

#: Numbers without a check digit: how they look. Source: metadata-exchange.md §9.
_FORMS: Final = {
    Scheme.JPNO: re.compile("[0-9]{8}", re.ASCII),
    Scheme.NCID: re.compile("[A-Z]{2}[0-9]{7}[0-9X]", re.ASCII),
    Scheme.NDLBIB: re.compile("[0-9]{5,12}", re.ASCII),
    Scheme.NDLJP: re.compile("[0-9]{5,10}", re.ASCII),
    Scheme.OCLC: re.compile("[0-9]{1,14}", re.ASCII),
    Scheme.DOI: re.compile(r"10\.[0-9.]+/\S+", re.ASCII),
}
_OUTER: Final = {
    Scheme.NDLJP: re.compile(r"^(?:info:ndljp/pid/|https?://dl\.ndl\.go\.jp/(?:info:ndljp/)?pid/)"),
    Scheme.DOI: re.compile(r"^(?:doi:|https?://(?:dx\.)?doi\.org/)", re.IGNORECASE),
    Scheme.NCID: re.compile(r"^https?://ci\.nii\.ac\.jp/(?:ncid|books/bibliography)/"),
    Scheme.OCLC: re.compile(r"^(?:\(OCoLC\)|oc[mn]|on)", re.IGNORECASE),
}
_OF_A_SET = re.compile(r"セット|全[0-9]*[巻冊]|\bset\b", re.IGNORECASE)
#: An ISBN with what stands behind it: (セット), : 1500円, （上）.
_ISBN_BEGIN = re.compile(r"\s*(?:ISBN[-:： 0-3]{0,5})?([0-9][0-9 \-‐–]{8,16}[0-9Xx])(?![0-9Xx])")


def identifier(scheme: Scheme, raw: str, *, is_of_set: bool = False) -> Identifier:
    """``raw`` in its normal form; where it has none it is kept and joins nothing (R7)."""
    if scheme is Scheme.ISBN:
        begin = _ISBN_BEGIN.match(unicodedata.normalize("NFKC", raw))
        checked = numbers.isbn(begin[1] if begin else raw)
        is_of_set = is_of_set or bool(_OF_A_SET.search(raw))
        return Identifier(scheme, checked.value, raw, checked.valid, checked.warnings, is_of_set)
    if scheme is Scheme.ISSN:
        checked = numbers.issn(raw)
        return Identifier(scheme, checked.value, raw, checked.valid, checked.warnings, is_of_set)
    value = unicodedata.normalize("NFKC", raw).strip()
    if outer := _OUTER.get(scheme):
        value = outer.sub("", value)
    value = value.upper() if scheme is Scheme.NCID else value
    form = _FORMS.get(scheme)
    if form is not None and not form.fullmatch(value):
        return Identifier(scheme, value, raw, is_valid=False, warnings=(numbers.MALFORMED,))
    return Identifier(scheme, value, raw)


def classed(scheme: ClassScheme, value: str, edition: str = "") -> Classed:
    """``value`` of ``scheme``; what claims to be NDC and is not (E, K: shelves of a house) is of another."""
    if scheme is ClassScheme.NDC:
        checked = numbers.ndc(value)
        if not checked.valid:
            return Classed(ClassScheme.OTHER, value.strip())
        return Classed(scheme, checked.value, edition)
    return Classed(scheme, value.strip(), edition)


def title_of(text: str, kana: str = "", roman: str = "") -> tuple[Written, Written, str]:
    """Title, other title and responsibility of one string with the signs of ISBD: 本題 : 副題 / 著者.

    The readings are parted where they carry the same sign. Source: ISBD, area 1.
    """
    head, responsibility = _at(text, " / ")
    title, other = _at(head, " : ")
    title_kana, other_kana = _at(kana, " : ")
    title_roman, other_roman = _at(_at(roman, " / ")[0], " : ")
    if not title:
        return Written(text, kana, roman), Written(""), ""
    if not other:
        return Written(title, kana, roman), Written(""), responsibility
    whole = Written(title, title_kana, title_roman)
    return whole, Written(other, other_kana, other_roman), responsibility


def _at(text: str, sign: str) -> tuple[str, str]:
    head, _sign, rest = text.partition(sign)
    return head.strip(), rest.strip()


_SERIES_NUMBER = re.compile(r"\s+[;；]\s*|\s*；\s*")


def series_of(text: str, kana: str = "", roman: str = "") -> Series:
    """角川文庫 ; う20-7 in title and number; the reading is parted likewise."""
    title, number = _parted(text)
    return Series(Written(title, _parted(kana)[0], _parted(roman)[0]), number)


def _parted(text: str) -> tuple[str, str]:
    marks = list(_SERIES_NUMBER.finditer(text))
    if not marks:
        return text.strip(), ""
    return text[: marks[-1].start()].strip(), text[marks[-1].end() :].strip()


#: Two letters for three. Source: ISO 639-1, 639-2; those that Japanese libraries collect.
_LANGUAGES: Final = {
    "ja": "jpn", "en": "eng", "zh": "chi", "zho": "chi", "ko": "kor", "fr": "fre", "fra": "fre", "de": "ger", "deu": "ger",
    "es": "spa", "pt": "por", "it": "ita", "ru": "rus", "vi": "vie", "tl": "tgl", "th": "tha", "id": "ind", "ne": "nep",
    "my": "bur", "mya": "bur", "hi": "hin", "ar": "ara", "la": "lat", "nl": "dut", "nld": "dut", "mn": "mon", "ain": "ain",
    "日本語": "jpn", "英語": "eng", "中国語": "chi", "韓国語": "kor", "朝鮮語": "kor", "フランス語": "fre", "ドイツ語": "ger",
    "スペイン語": "spa", "ポルトガル語": "por", "ベトナム語": "vie", "ロシア語": "rus", "イタリア語": "ita",
}  # fmt: skip


def language(text: str) -> str:
    """The code of three letters; empty where ``text`` is no language we know by such a name."""
    plain = unicodedata.normalize("NFKC", text).strip().lower().partition("-")[0]
    if found := _LANGUAGES.get(plain):
        return found
    return plain if re.fullmatch("[a-z]{3}", plain) else ""


def once(values: Iterable[str]) -> tuple[str, ...]:
    """Those that say something, each once, in their order."""
    return tuple(dict.fromkeys(value for value in values if value))


def doubts(record: Record, *, is_class_wrong: bool = False) -> tuple[str, ...]:
    """Codes of what the owner of ``record`` should look at."""
    numbered = [n for n in record.identifiers if n.scheme in {Scheme.ISBN, Scheme.ISSN}]
    found = {
        Warned.NO_IDENTITY: not record.identity,
        Warned.NUMBER_WRONG: any(not number.is_valid for number in numbered),
        Warned.ISBN_CUT: any(numbers.CUT_978 in number.warnings for number in numbered),
        Warned.YEAR_UNKNOWN: record.year is None,
        Warned.CLASS_WRONG: is_class_wrong,
        Warned.MATERIAL_UNKNOWN: record.material is Material.UNKNOWN,
    }
    return tuple(code.value for code, holds in found.items() if holds and not record.is_deleted)
