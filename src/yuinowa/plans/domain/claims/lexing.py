"""Cut a sentence into the words that matter to claims; everything between them is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from yuinowa.kernel.fiscal import FiscalYear, parse_fiscal_year
from yuinowa.plans.domain.claims import numerals, words
from yuinowa.plans.domain.claims.kinds import (
    Base,
    Bound,
    Measure,
    Quantity,
    Sense,
)
from yuinowa.plans.domain.claims.lexemes import Lexeme, Sort

_QUOTED = re.compile("「[^「」\n]*」|『[^『』\n]*』|“[^”\n]*”")
_YEAR = re.compile(
    r"(?:(?:令和|平成|昭和|[RHS])\.?(?:[0-9]{1,2}|元|[一二三四五六七八九十]{1,3})|(?<![0-9])(?:19|20)[0-9]{2}|(?<![0-9.,第])[0-9]{1,2}(?=年度(?!間|連|以)))"
    r"(?:[(（](?:(?:19|20)[0-9]{2}|(?:令和|平成|[RH])(?:[0-9]{1,2}|元))(?:年度?)?[)）])?(?P<unit>年度|年(?!間|連|以上|以内|前|生|目|代|齢|[0-9]{1,2}月)|(?=[とはのをにで比、(末→~:]))"
)
_AGO = re.compile(r"(?P<n>[0-9]{1,2}|[二三四五六七八九十])年(?:度)?前")
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
_BEFORE = re.compile(
    rf"(?:(?P<about>{words.ABOUT_BEFORE})|(?P<least>{words.LEAST_BEFORE})|(?:{words.IDLE_BEFORE}))*"
)
_AFTER = tuple((re.compile(pattern), bound) for pattern, bound in words.BOUNDS_AFTER)
_NOT_COUNTED = re.compile("|".join(words.NOT_COUNTED))
_SIMPLE: tuple[tuple[re.Pattern[str], Sort, dict[str, Any]], ...] = (
    *((re.compile(p), Sort.YEAR, {"back": n}) for p, n in words.YEARS_BACK),
    (re.compile(words.THIS_YEAR), Sort.THIS_YEAR, {}),
    (re.compile(words.YEARS_AHEAD), Sort.AHEAD, {}),
    *((re.compile(p), Sort.RECORD, {"sense": sense}) for p, sense in words.RECORDS),
    *((re.compile(p), Sort.BASE, {"base": base}) for p, base in words.BASES),
    (re.compile(words.RATES), Sort.RATE, {"base": Base.TARGET}),
    (
        re.compile(f"(?:{words.FINAL_TARGETS}){words.TARGET_IS_BASE}"),
        Sort.BASE,
        {"base": Base.FINAL_TARGET},
    ),
    (
        re.compile(f"(?:{words.TARGETS}){words.TARGET_IS_BASE}"),
        Sort.BASE,
        {"base": Base.TARGET},
    ),
    *((re.compile(head.pattern), Sort.HEAD, {"head": head}) for head in words.HEADS),
    *((re.compile(p), Sort.DEGREE, {"degree": degree}) for p, degree in words.DEGREES),
    (re.compile(words.EVERY_YEAR), Sort.EVERY_YEAR, {}),
    (re.compile(words.SOFTENERS), Sort.SOFTENER, {}),
    (re.compile(words.NEWLY), Sort.NEWLY, {}),
    (re.compile(words.MANY), Sort.MANY, {}),
    *((re.compile(p), Sort.DEED, {"sense": sense}) for p, sense in words.MOVING_DEEDS),
    (re.compile(words.DONE), Sort.DONE, {}),
)
_STREAK = re.compile(words.STREAK)
_FIRST_IN = re.compile(words.FIRST_IN)
_AS_BEFORE = re.compile(words.AS_BEFORE)
_RANKED = tuple(
    (re.compile(f"{words.RANKED}(?:{pattern})"), sense)
    for pattern, sense in (("多|高|大き", Sense.UP), ("少な|低|小さ", Sense.DOWN))
)
#: Where any lexeme can begin: most places of a sentence are passed over by this alone.
_BEGINS = re.compile(
    "|".join(
        (
            r"[0-9一二三四五六七八九十百千万半倍〇+▲\-約令平昭RHS推少最延の全総合年都計]",
            *(pattern.pattern for pattern, _sort, _meaning in _SIMPLE),
            words.ABOUT_BEFORE,
            words.LEAST_BEFORE,
            words.IDLE_BEFORE,
        )
    )
)


@dataclass(frozen=True)
class Lexer:
    """Reads sentences that were written in ``year``; ``units`` are those of the indicators at hand."""

    year: int
    units: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    def read(self, plain: str, start: int, end: int) -> list[Lexeme]:
        """The lexemes of ``plain[start:end]``; titles in quotation marks and names are passed over."""
        masked = _QUOTED.sub(lambda m: "□" * len(m.group()), plain[:end])
        for name in sorted(filter(None, self.names), key=len, reverse=True):
            masked = masked.replace(name, "□" * len(name))
        return list(self._lexemes(masked, start))

    def _lexemes(self, text: str, at: int) -> Iterator[Lexeme]:
        while begins := _BEGINS.search(text, at):
            at = begins.start()
            found = self._at(text, at)
            if found is None:
                at += 1
                continue
            if found.sort is not Sort.DONE or found.end > found.start:
                yield found
            at = max(found.end, at + 1)

    def _at(self, text: str, at: int) -> Lexeme | None:
        return (
            self._streak(text, at)
            or self._year(text, at)
            or self._quantity(text, at)
            or _simple(text, at)
        )

    def _streak(self, text: str, at: int) -> Lexeme | None:
        if match := _AS_BEFORE.match(text, at):
            return Lexeme(Sort.AS_BEFORE, at, match.end(), match.group(), years=2)
        for pattern, sense in _RANKED:
            if match := pattern.match(text, at):
                rank = numerals.read(match["n"])
                return Lexeme(
                    Sort.RECORD, at, match.end(), match.group(), sense=sense,
                    rank=int(rank[0]) if rank else 1,
                )  # fmt: skip
        sort = Sort.STREAK
        match = _STREAK.match(text, at)
        if match is None:
            sort, match = Sort.FIRST_IN, _FIRST_IN.match(text, at)
        if match is None:
            return None
        number = numerals.read(match["n"])
        return Lexeme(sort, at, match.end(), match.group(), years=int(number[0]) if number else 0)

    def _year(self, text: str, at: int) -> Lexeme | None:
        if match := _AGO.match(text, at):
            number = numerals.read(match["n"])
            return Lexeme(
                Sort.YEAR, at, match.end(), match.group(), back=int(number[0]) if number else 0
            )
        if at and text[at].isascii() and text[at - 1].isascii() and text[at - 1].isalpha():
            return None
        match = _YEAR.match(text, at)
        if match is None:
            return None
        written = re.sub("[(（].*?[)）]", "", match.group())
        year = self._key(written)
        if year is None or not 1970 <= year <= 2100:
            return None
        end = match.end()
        lexeme = Lexeme(Sort.YEAR, at, end, match.group(), year=year)
        goal = re.compile(
            rf"末?(?:まで)?の?(?:{words.TARGETS})(?=[をにとよの比、(はで0-9約こまも達超割未▲「:])"
        ).match(text, end)
        if goal:
            return replace(lexeme, sort=Sort.BASE, base=Base.TARGET_OF_YEAR, end=goal.end())
        return lexeme

    def _key(self, written: str) -> int | None:
        if re.fullmatch("[0-9]{1,2}年度", written):
            # 5年度: the era of the year the text was written in.
            era = re.match(r"\D+", FiscalYear(self.year).label)
            written = (era.group() if era else "") + written
        read = parse_fiscal_year(written)
        value = read.value or read.proposal
        return value.start_year if value else None

    def _quantity(self, text: str, at: int) -> Lexeme | None:
        before = _BEFORE.match(text, at)
        begin = before.end() if before else at
        if begin == at and at and (text[at - 1].isdigit() or text[at - 1] in ".,第"):
            return None
        date = _MONTH.match(text, begin)
        if date:
            return Lexeme(Sort.DONE, date.end(), date.end(), "") if begin == at else None
        sign = {"+": 1, "▲": -1, "-": -1}.get(text[begin : begin + 1], 0)
        body = begin + abs(sign)
        bound = Bound.EXACT
        if before and before["about"]:
            bound = Bound.ABOUT
        elif before and before["least"]:
            bound = Bound.AT_LEAST
        read = _fraction(text, body) or self._counted(text, body)
        if read is None:
            return None
        quantity, end = read
        for pattern, after in _AFTER:
            if match := pattern.match(text, end):
                bound, end = (
                    (after if after is not Bound.ABOUT or bound is Bound.EXACT else bound),
                    match.end(),
                )
                break
        quantity = replace(quantity, bound=bound, sign=sign)
        return Lexeme(Sort.QUANTITY, at, end, text[at:end], quantity=quantity)

    def _counted(self, text: str, at: int) -> tuple[Quantity, int] | None:
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
        return _tenths(text, end, number) or self._with_counter(text, end, number, place)

    def _with_counter(
        self, text: str, end: int, number: Decimal, place: int
    ) -> tuple[Quantity, int] | None:
        own = sorted((unit for unit in self.units if unit and unit != "%"), key=len, reverse=True)
        patterns: Sequence[str] = (*map(re.escape, own), *words.COUNTERS)
        if match := re.compile("|".join(patterns)).match(text, end):
            return Quantity(number, place, match.group()), match.end()
        bare = re.compile(r"(?=[→、。)(にをへで]|から|と[なし]|以上|\n|$)").match(text, end)
        if bare and not text[end - 1 : end].isalpha() and number >= 10:
            return Quantity(number, place), end
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


def _simple(text: str, at: int) -> Lexeme | None:
    for pattern, sort, meaning in _SIMPLE:
        if match := pattern.match(text, at):
            if match.end() == at:
                continue
            return replace(Lexeme(sort, at, match.end(), match.group()), **meaning)
    return None
