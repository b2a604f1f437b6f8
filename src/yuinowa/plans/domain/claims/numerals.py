"""Numbers as Japanese texts write them: 46,843, 1.2万, 二十三, 3分の1; with the place of the last digit meant."""

from __future__ import annotations

import re
from decimal import Decimal

ARABIC = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,12})(?:\.[0-9]{1,6})?"
MIXED = rf"(?:{ARABIC}[億万千百]{{0,2}}){{1,4}}"
#: 二〇・三, as well as whole numbers.
KANJI = "(?:[〇零一二三四五六七八九十]{1,3}・[〇零一二三四五六七八九](?=ポイント|%|パーセント|割|倍)|[〇零一二三四五六七八九十百千万億]{1,12})"

_PART = re.compile(rf"({ARABIC})([億万千百]{{0,2}})")
_SCALES = {"": 0, "百": 2, "千": 3, "万": 4, "億": 8, "百万": 6, "千万": 7, "百億": 10, "千億": 11}
_DIGITS = {sign: number for number, sign in enumerate("〇一二三四五六七八九")} | {"零": 0}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "億": 10**8}


def read(text: str) -> tuple[Decimal, int] | None:
    """The number and the power of ten of its last digit that is meant; None if it is no number.

    8,000 is meant to the thousand, 1.30 to the hundredth, 1.2万 to the thousand, 二十三 to the one.
    """
    if text and text[0].isascii():
        return _arabic(text)
    if "・" in text:
        before, _sign, behind = text.partition("・")
        ones, tenths = _kanji(before), _kanji(behind)
        return None if ones is None or tenths is None else (Decimal(f"{ones}.{tenths}"), -1)
    number = _kanji(text)
    return None if number is None else (Decimal(number), place_of(Decimal(number)))


def whole(written: str | None) -> int:
    """A small number as it is written; 0 if there is none."""
    found = read(written) if written else None
    return int(found[0]) if found else 0


def _arabic(text: str) -> tuple[Decimal, int] | None:
    total, place = Decimal(0), 0
    if "".join(match.group() for match in _PART.finditer(text)) != text:
        return None
    for match in _PART.finditer(text):
        if match[2] not in _SCALES:
            return None
        scale = _SCALES[match[2]]
        part = Decimal(match[1].replace(",", ""))
        total += part.scaleb(scale)
        place = place_of(part) + scale
    return total, place


def place_of(number: Decimal) -> int:
    """The power of ten of the last digit meant: decimals as written, zeros at the end of a whole one not."""
    exponent = int(number.as_tuple().exponent)
    if exponent < 0 or number == 0:
        return min(exponent, 0)
    digits = str(int(abs(number)))
    return len(digits) - len(digits.rstrip("0"))


def _kanji(text: str) -> int | None:
    if not text or any(sign not in _DIGITS | _SMALL | _LARGE for sign in text):
        return None
    if not any(sign in _SMALL | _LARGE for sign in text):
        return int("".join(str(_DIGITS[sign]) for sign in text))
    total = section = 0
    digit: int | None = None
    for sign in text:
        if sign in _DIGITS:
            if digit is not None:
                return None
            digit = _DIGITS[sign]
        elif sign in _SMALL:
            section += (1 if digit is None else digit) * _SMALL[sign]
            digit = None
        else:
            total += (section + (digit or 0) or 1) * _LARGE[sign]
            section, digit = 0, None
    return total + section + (digit or 0)
