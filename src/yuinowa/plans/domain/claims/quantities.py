"""Numbers with what they count: 約1,200件, 2割5分, 3分の1, マイナス5%, 80%台."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from yuinowa.plans.domain.claims import bounds, numerals, words
from yuinowa.plans.domain.claims.kinds import Bound, Measure, Quantity

_MONTH = re.compile(
    r"(?:[0-9]{1,4}年)?(?:[0-9]{1,2}月(?:[0-9]{1,2}日)?|[0-9]{1,2}/[0-9]{1,2}(?![0-9]))"
)
_NUMBER = re.compile(rf"(?P<number>{numerals.MIXED}|{numerals.KANJI})")
_MEASURES = (
    (re.compile(r"%ポイント|ポイント|pt(?![a-z])"), "%", Measure.POINTS),
    (re.compile("%|パーセント"), "%", Measure.PERCENT),
    (re.compile("倍"), "倍", Measure.TIMES),
)
_TENTHS = re.compile(r"割(?:([0-9一二三四五六七八九])分)?")
_FRACTION = re.compile(
    rf"(?P<under>{numerals.MIXED}|{numerals.KANJI})分の(?P<over>{numerals.MIXED}|{numerals.KANJI})"
)
_HALF = re.compile("半分|半数|(?<![0-9一二三四五六七八九十百千万数])倍(?=に|と|増|。|、|の[0-9])")
_SIGN = re.compile("[+▲-]|(?:プラス|マイナス)(?=[0-9])")
_BEFORE = re.compile(
    rf"(?:(?P<about>{bounds.ABOUT_BEFORE})|(?P<least>{bounds.LEAST_BEFORE})|(?:{bounds.IDLE_BEFORE}))*"
)
_AFTER = tuple((re.compile(pattern), bound) for pattern, bound in bounds.BOUNDS_AFTER)
_BARE = re.compile(r"(?=[→、。)(にをへで]|から|と[なし]|以上|\n|$)")
_NOT_COUNTED = re.compile("|".join(words.NOT_COUNTED))


def read_quantity(text: str, at: int, units: Sequence[str]) -> tuple[Quantity | None, int] | None:
    """The quantity at ``at`` and where it ends; a date is none, and passed over; None: there is no number."""
    before = _BEFORE.match(text, at)
    begin = before.end() if before else at
    if begin == at and at and (text[at - 1].isdigit() or text[at - 1] in ".,第"):
        return None
    if date := _MONTH.match(text, begin):
        return (None, date.end()) if begin == at else None
    signed = _SIGN.match(text, begin)
    sign = 0 if signed is None else 1 if signed.group() in ("+", "プラス") else -1
    read = _read(text, signed.end() if signed else begin, units)
    if read is None:
        return None
    quantity, end = read
    bound = Bound.EXACT
    if before and before["about"]:
        bound = Bound.ABOUT
    elif before and before["least"]:
        bound = Bound.AT_LEAST
    for pattern, after in _AFTER:
        if match := pattern.match(text, end):
            bound = after if after is not Bound.ABOUT or bound is Bound.EXACT else bound
            end = match.end()
            break
    return replace(quantity, bound=bound, sign=sign), end


def _read(text: str, at: int, units: Sequence[str]) -> tuple[Quantity, int] | None:
    return _fraction(text, at) or _counted(text, at, units)


def _counted(text: str, at: int, units: Sequence[str]) -> tuple[Quantity, int] | None:
    match = _NUMBER.match(text, at)
    read = numerals.read(match["number"]) if match else None
    if match is None or read is None:
        return None
    (number, place), end = read, match.end()
    if text[end : end + 1] == "数" or _NOT_COUNTED.match(text, end):
        return None
    for pattern, unit, measure in _MEASURES:
        if found := pattern.match(text, end):
            return Quantity(number, place, unit, measure), found.end()
    return _tenths(text, end, number) or _with_counter(text, end, Quantity(number, place), units)


def _with_counter(
    text: str, end: int, bare: Quantity, units: Sequence[str]
) -> tuple[Quantity, int] | None:
    own = sorted((unit for unit in units if unit and unit != "%"), key=len, reverse=True)
    if match := re.compile("|".join((*map(re.escape, own), *words.COUNTERS))).match(text, end):
        # 柱の一つである counts nothing.
        is_one_of = bare.number == 1 and match.group() == "つ"
        return None if is_one_of else (replace(bare, unit=match.group()), match.end())
    is_large = bare.number >= 10 or bare.place < 0
    if _BARE.match(text, end) and not text[end - 1 : end].isalpha() and is_large:
        return bare, end
    return None


def _tenths(text: str, end: int, number: Decimal) -> tuple[Quantity, int] | None:
    """2割5分 as 25%."""
    match = _TENTHS.match(text, end)
    if match is None:
        return None
    more = numerals.read(match[1]) if match[1] else None
    percent = number * 10 + (more[0] if more else 0)
    return Quantity(percent, 0 if more else 1, "%", Measure.PERCENT), match.end()


def _fraction(text: str, at: int) -> tuple[Quantity, int] | None:
    if match := _FRACTION.match(text, at):
        over, under = numerals.read(match["over"]), numerals.read(match["under"])
        if over and under and under[0]:
            return Quantity(over[0] / under[0], -1, "倍", Measure.TIMES), match.end()
    if match := _HALF.match(text, at):
        number = Decimal(2) if match.group() == "倍" else Decimal("0.5")
        return Quantity(number, -1, "倍", Measure.TIMES), match.end()
    return None
