"""Identifiers of institutions and materials (R7).

Every function answers, none raises: a wrong number is kept as found, flagged, and must not be used
as a match key (``valid`` is False).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

#: Warning codes; the edge has a sentence for each.
EMPTY = "empty"
MALFORMED = "malformed"
CHECK_DIGIT = "check-digit"
CHECK_DIGIT_ADDED = "check-digit-added"
HYPHEN_ADDED = "hyphen-added"
DEMO_ONLY = "demo-only"
UNKNOWN_TYPE = "unknown-type"
UNKNOWN_PREFECTURE = "unknown-prefecture"
FROM_ISBN_10 = "from-isbn-10"
CUT_978 = "cut-978"
NOT_BOOKLAND = "not-bookland"
POINT_ADDED = "point-added"

_MAX_LENGTH = 100
_DASHES = re.compile(r"[\u00ad\u02d7\u2010-\u2015\u2043\u2212\u2500\u2501\u30fc\u4e00\ufe58\ufe63]")
_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")


@dataclass(frozen=True)
class Checked:
    """``value``: the normal form where valid, else the text as found in half width."""

    value: str
    raw: str
    valid: bool
    warnings: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self.valid


def _plain(text: str) -> str:
    """``text`` in half width with one kind of dash and single blanks."""
    folded = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text[:_MAX_LENGTH]))
    return " ".join(_DASHES.sub("-", folded).split())


def _refused(plain: str, raw: str, warning: str) -> Checked:
    return Checked(plain, raw, valid=False, warnings=(warning,) if plain else (EMPTY,))


def _is_number(text: str, length: int) -> bool:
    return len(text) == length and text.isascii() and text.isdigit()


# ---------------------------------------------------------------- institutions

_ISIL = re.compile(r"([A-Z]{1,4})-([A-Za-z0-9/:-]{1,11})", re.IGNORECASE | re.ASCII)
_ISIL_JP = re.compile(r"JP-?([0-9])([0-9]{6})", re.IGNORECASE | re.ASCII)
_ISIL_TYPES = frozenset("123")
_ISIL_DEMO_TYPE = "9"


def isil(text: str, *, demo: bool = False) -> Checked:
    """JP-1000907; foreign codes are taken as the standard allows them.

    Japanese numbers have no check digit: a typing error shows only against the register.
    The type digit 9 belongs to made-up institutions and is refused outside the demo.
    Source: ISO 15511
    """
    plain = _plain(text).replace(" ", "")
    if plain.upper().startswith("JP"):
        return _isil_japan(plain, text, demo=demo)
    match = _ISIL.fullmatch(plain)
    if match is None or len(plain) > 16:
        return _refused(plain, text, MALFORMED)
    return Checked(f"{match[1].upper()}-{match[2]}", text, valid=True)


def _isil_japan(plain: str, raw: str, *, demo: bool) -> Checked:
    match = _ISIL_JP.fullmatch(plain)
    if match is None:
        return _refused(plain, raw, MALFORMED)
    value = f"JP-{match[1]}{match[2]}"
    if match[1] == _ISIL_DEMO_TYPE and not demo:
        return Checked(value, raw, valid=False, warnings=(DEMO_ONLY,))
    if match[1] not in _ISIL_TYPES | {_ISIL_DEMO_TYPE}:
        return Checked(value, raw, valid=False, warnings=(UNKNOWN_TYPE,))
    return Checked(value, raw, valid=True, warnings=() if "-" in plain else (HYPHEN_ADDED,))


def corporate_number(text: str) -> Checked:
    """法人番号: a check digit and twelve digits.

    Source: 法人番号の指定等に関する省令 (平成26年財務省令第70号) 第2条
    """
    plain = _plain(text)
    digits = re.sub("[ -]", "", plain)
    if not _is_number(digits, 13):
        return _refused(plain, text, MALFORMED)
    body = [int(d) for d in reversed(digits[1:])]
    check = 9 - sum(d * (1 + i % 2) for i, d in enumerate(body)) % 9
    if check != int(digits[0]):
        return Checked(digits, text, valid=False, warnings=(CHECK_DIGIT,))
    return Checked(digits, text, valid=True)


def local_government_code(text: str) -> Checked:
    """全国地方公共団体コード, six digits; five are completed by their check digit, with a warning.

    Source: 総務省 全国地方公共団体コード仕様, 検査数字
    """
    plain = _plain(text)
    digits = re.sub("[ -]", "", plain)
    if not (_is_number(digits, 5) or _is_number(digits, 6)):
        return _refused(plain, text, MALFORMED)
    check = str(11 - sum(int(d) * w for d, w in zip(digits, (6, 5, 4, 3, 2), strict=False)) % 11)[
        -1
    ]
    if not 1 <= int(digits[:2]) <= 47:
        return Checked(digits, text, valid=False, warnings=(UNKNOWN_PREFECTURE,))
    if len(digits) == 5:
        return Checked(digits + check, text, valid=True, warnings=(CHECK_DIGIT_ADDED,))
    if digits[5] != check:
        return Checked(digits, text, valid=False, warnings=(CHECK_DIGIT,))
    return Checked(digits, text, valid=True)


_SCHOOL = re.compile(r"([A-Z][0-9])([0-9]{2})([123])([0-9]{8})", re.ASCII)


def school_code(text: str) -> Checked:
    """学校コード: kind of school, prefecture, who founded it (1–3), eight digits; only the form is checked.

    Source: 文部科学省 学校コード
    """
    plain = _plain(text)
    bare = re.sub("[ -]", "", plain).upper()
    match = _SCHOOL.fullmatch(bare)
    if match is None:
        return _refused(plain, text, MALFORMED)
    if not 1 <= int(match[2]) <= 47:
        return Checked(bare, text, valid=False, warnings=(UNKNOWN_PREFECTURE,))
    return Checked(bare, text, valid=True)


def isni(text: str) -> Checked:
    """0000 0001 2281 955X without blanks. Source: ISO 27729, check character by ISO/IEC 7064 MOD 11-2"""
    plain = _plain(text)
    bare = re.sub("[ -]", "", plain).upper().removeprefix("ISNI")
    if not re.fullmatch("[0-9]{15}[0-9X]", bare, re.ASCII):
        return _refused(plain, text, MALFORMED)
    total = 0
    for digit in bare[:15]:
        total = (total + int(digit)) * 2
    if bare[15] != "0123456789X"[(12 - total % 11) % 11]:
        return Checked(bare, text, valid=False, warnings=(CHECK_DIGIT,))
    return Checked(bare, text, valid=True)


def postal_code(text: str) -> Checked:
    """060-8511, read through the flaws of the register: 〒, other dashes, full width, blanks behind."""
    plain = _plain(text)
    digits = re.sub("[ 〒-]", "", plain)
    if not _is_number(digits, 7):
        return _refused(plain, text, MALFORMED)
    return Checked(f"{digits[:3]}-{digits[3:]}", text, valid=True)


# ---------------------------------------------------------------- materials

_ISBN_PREFIX = re.compile(r"ISBN(?:-1[03])?[: ]*", re.IGNORECASE)
_ISBN_10 = re.compile("[0-9]{9}[0-9X]", re.ASCII)
_ISSN = re.compile("[0-9]{7}[0-9X]", re.ASCII)
_NDC = re.compile(r"[0-9]{1,3}|[0-9]{3}\.[0-9]{1,6}", re.ASCII)
_NDC_WITHOUT_POINT = re.compile("[0-9]{4,9}", re.ASCII)


def _check_13(body: str) -> str:
    return str(-sum(int(d) * (1 + 2 * (i % 2)) for i, d in enumerate(body)) % 10)


def _check_mod_11(body: str) -> str:
    """The last character of an ISBN-10 or ISSN, whose weights fall to 2."""
    return "0123456789X"[-sum(int(d) * (len(body) + 1 - i) for i, d in enumerate(body)) % 11]


def isbn(text: str) -> Checked:
    """The ISBN-13 without hyphens.

    Ten characters that fail as ISBN-10 but pass as 978 + nine digits + check digit are an ISBN-13
    whose 978 was cut off: whole catalogues are written so.
    """
    plain = _plain(text)
    bare = re.sub("[ -]", "", _ISBN_PREFIX.sub("", plain).rstrip(" :;.,")).upper()
    if _is_number(bare, 13):
        return _isbn_13(bare, text)
    if not _ISBN_10.fullmatch(bare):
        return _refused(plain, text, MALFORMED)
    whole = "978" + bare[:9] + _check_13("978" + bare[:9])
    if bare[9] == _check_mod_11(bare[:9]):
        return Checked(whole, text, valid=True, warnings=(FROM_ISBN_10,))
    if bare[9] == whole[12]:
        return Checked(whole, text, valid=True, warnings=(CUT_978,))
    return Checked(bare, text, valid=False, warnings=(CHECK_DIGIT,))


def _isbn_13(digits: str, raw: str) -> Checked:
    if not digits.startswith(("978", "979")):
        return Checked(digits, raw, valid=False, warnings=(NOT_BOOKLAND,))
    if digits[12] != _check_13(digits[:12]):
        return Checked(digits, raw, valid=False, warnings=(CHECK_DIGIT,))
    return Checked(digits, raw, valid=True)


def issn(text: str) -> Checked:
    """1234-5679. Source: ISO 3297"""
    plain = _plain(text)
    bare = re.sub("[ -]|^ISSN:?", "", plain.upper())
    if not _ISSN.fullmatch(bare):
        return _refused(plain, text, MALFORMED)
    value = f"{bare[:4]}-{bare[4:]}"
    if bare[7] != _check_mod_11(bare[:7]):
        return Checked(value, text, valid=False, warnings=(CHECK_DIGIT,))
    return Checked(value, text, valid=True)


def ndc(text: str) -> Checked:
    """911.368, or its first one to three digits; 911368 gets its point, with a warning.

    Local classes such as E for picture books are not NDC.
    """
    plain = _plain(text).replace(" ", "").removeprefix("NDC")
    if _NDC.fullmatch(plain):
        return Checked(plain, text, valid=True)
    if _NDC_WITHOUT_POINT.fullmatch(plain):
        return Checked(f"{plain[:3]}.{plain[3:]}", text, valid=True, warnings=(POINT_ADDED,))
    return _refused(plain, text, MALFORMED)
