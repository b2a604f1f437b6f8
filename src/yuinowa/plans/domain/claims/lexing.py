"""Cut a sentence into the words that matter to claims; everything between them is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from yuinowa.kernel.fiscal import FiscalYear, parse_fiscal_year
from yuinowa.plans.domain.claims import bounds, deeds, numerals, words
from yuinowa.plans.domain.claims.kinds import EVER, Base, Sense
from yuinowa.plans.domain.claims.lexemes import Lexeme, Sort
from yuinowa.plans.domain.claims.numerals import whole
from yuinowa.plans.domain.claims.quantities import read_quantity

_QUOTED = re.compile("「[^「」\n]*」|『[^『』\n]*』|“[^”\n]*”")
_YEAR = re.compile(
    r"(?:(?:令和|平成|昭和|[RHS])\.?(?:[0-9]{1,2}|元|[一二三四五六七八九十]{1,3})|(?<![0-9])(?:19|20)[0-9]{2}|(?<![0-9.,第])[0-9]{1,2}(?=年度(?!間|連|以))|(?<=[、・と])[一二三四五六七八九十]{1,3}(?=年度(?!間|連|以)))"
    r"(?:[(（](?:(?:19|20)[0-9]{2}|(?:令和|平成|[RH])(?:[0-9]{1,2}|元))(?:年度?)?[)）])?(?P<unit>年度|年(?!間|連|以上|以内|前|生|目|代|齢|[0-9]{1,2}月)|(?=[とはのをにで比、()末→~:]|以[降来]|目標|計画値))(?:[(（](?:令和|平成|[RH])(?:[0-9]{1,2}|元)年度?[)）])?"
)
_IS_COMPARED = "(?=[をにとよの比、(はで0-9約こまも達超割未▲「:])"
#: 前年度の目標, 来年度の目標: targets of the years beside.
_TARGETS_BESIDE = tuple(
    (re.compile(rf"(?:{year})の(?:{words.TARGETS}){_IS_COMPARED}"), step)
    for year, step in (("前年度?|昨年度?", -1), ("次年度|来年度|翌年度", 1))
)
#: 令和8年度の目標, 令和8年度に掲げる数値: the target of that year.
_GOAL = re.compile(
    rf"(?:末?(?:までの|の|{words.SET_FOR})?(?:{words.TARGETS})|に掲げ(?:る|た)(?:目標)?(?:数値|値|水準)){_IS_COMPARED}"
)
_AGO = re.compile(
    r"(?P<n>[0-9]{1,2}|[二三四五六七八九十])年(?:度)?前(?!(?:の|、|である|に当たる)?(?:令和|平成|[RH][0-9]|20[0-9]{2}年))(?:[(（](?:令和|平成|[RH])(?:[0-9]{1,2}|元)年?度?[)）])?"
)
_SIMPLE: tuple[tuple[re.Pattern[str], Sort, dict[str, Any]], ...] = (
    *((re.compile(p), Sort.YEAR, {"back": n}) for p, n in words.YEARS_BACK),
    (
        re.compile(
            f"(?:当該?年度|本年度|今年度)の?(?:{words.TARGETS})(?<!本年度)(?<!今年度){words.TARGET_IS_BASE}"
        ),
        Sort.BASE,
        {"base": Base.TARGET},
    ),
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
    (re.compile(words.PER_YEAR), Sort.PER_YEAR, {}),
    (re.compile(words.NEVER), Sort.NEVER, {}),
    (re.compile(words.EVERY_YEAR), Sort.EVERY_YEAR, {}),
    (re.compile(words.SOFTENERS), Sort.SOFTENER, {}),
    (re.compile(deeds.NEWLY), Sort.NEWLY, {}),
    (re.compile(deeds.MANY), Sort.MANY, {}),
    *((re.compile(p), Sort.DEED, {"sense": sense}) for p, sense in deeds.MOVING_DEEDS),
    (re.compile(deeds.DONE), Sort.DONE, {}),
)
#: A run of years, and other words with a number of years in them.
_SPANS = tuple(
    (re.compile(pattern), sort)
    for pattern, sort in (
        (words.OFTEN, Sort.OFTEN),
        (words.MEAN, Sort.BASE),
        (words.TOTAL, Sort.TOTAL),
        (words.STREAK, Sort.STREAK),
        (words.LATELY, Sort.STREAK),
        (words.FIRST_IN, Sort.FIRST_IN),
        (words.FIRST_EVER, Sort.FIRST_IN),
        (words.IN_YEARS, Sort.IN_YEARS),
    )
)
_AS_BEFORE = re.compile(words.AS_BEFORE)
_RANKED = tuple(
    (re.compile(f"{words.RANKED}(?:{pattern})"), sense)
    for pattern, sense in (("多|高|大き", Sense.UP), ("少な|低|小さ", Sense.DOWN))
) + tuple(
    (re.compile(words.RANKED_FROM.format(how=how)), sense)
    for how, sense in (("多い|高い|大きい|上", Sense.UP), ("少ない|低い|小さい|下", Sense.DOWN))
)
_NEXT = tuple((re.compile(pattern), sense) for pattern, sense in words.NEXT)
#: Where any lexeme can begin: most places of a sentence are passed over by this alone.
_BEGINS = re.compile(
    "|".join(
        (
            r"[0-9一二三四五六七八九十百千万半倍〇+▲\-約令平昭RHS推少多高大低小最延の全総合年都計プマ過直ここ前初は歴上下ピ]|に次|まで[ので]",
            *(pattern.pattern for pattern, _sort, _meaning in _SIMPLE),
            bounds.ABOUT_BEFORE,
            bounds.LEAST_BEFORE,
            bounds.IDLE_BEFORE,
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
            self._ranked(text, at)
            or self._span(text, at)
            or self._target_beside(text, at)
            or self._year(text, at)
            or _quantity(text, at, self.units)
            or _simple(text, at)
        )

    def _ranked(self, text: str, at: int) -> Lexeme | None:
        match = _AS_BEFORE.match(text, at)
        if match and (match["year"] is None or self._key(match["year"]) == self.year - 1):
            return Lexeme(Sort.AS_BEFORE, at, match.end(), match.group(), years=2)
        for pattern, sense in _RANKED:
            if match := pattern.match(text, at):
                rank = numerals.read(match["n"])
                return Lexeme(
                    Sort.RECORD, at, match.end(), match.group(), sense=sense,
                    rank=int(rank[0]) if rank else 1,
                )  # fmt: skip
        for pattern, sense in _NEXT:
            if match := pattern.match(text, at):
                return Lexeme(Sort.RECORD, at, match.end(), match.group(), sense=sense, rank=2)
        return None

    def _span(self, text: str, at: int) -> Lexeme | None:
        """A word with a number of years in it: 3年連続, 2年ぶり, 5年のうち3年, 過去5年の平均."""
        found = next(
            ((match, sort) for pattern, sort in _SPANS if (match := pattern.match(text, at))), None
        )
        if found is None or found[0].end() == at:
            return None
        match, sort = found
        of = match["n"] or ""
        years = whole(of)
        lexeme = Lexeme(sort, at, match.end(), match.group(), years=years)
        match sort:
            case Sort.FIRST_IN if not of:
                return replace(lexeme, years=EVER)
            case Sort.OFTEN if (years or 0) > whole(found[0]["span"]):
                # 4年間で65回増えた: by as much, and not in so many years.
                return None
            case Sort.OFTEN:
                return replace(lexeme, years=whole(found[0]["span"]), rank=years)
            case Sort.BASE:
                return replace(lexeme, base=Base.MEAN, year=self._last_of(found[0]["years"]))
        return lexeme

    def _last_of(self, named: str | None) -> int | None:
        """The last of the years named in brackets."""
        keys = [self._key(match.group()) for match in _YEAR.finditer(named or "")]
        return keys[-1] if keys else None

    def _target_beside(self, text: str, at: int) -> Lexeme | None:
        for pattern, step in _TARGETS_BESIDE:
            if match := pattern.match(text, at):
                return Lexeme(
                    Sort.BASE, at, match.end(), match.group(),
                    base=Base.TARGET_OF_YEAR, year=self.year + step,
                )  # fmt: skip
        return None

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
        goal = _GOAL.match(text, end)
        if goal:
            return replace(lexeme, sort=Sort.BASE, base=Base.TARGET_OF_YEAR, end=goal.end())
        return lexeme

    def _key(self, written: str) -> int | None:
        if re.fullmatch("(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})年度", written):
            # 5年度: the era of the year the text was written in.
            era = re.match(r"\D+", FiscalYear(self.year).label)
            written = (era.group() if era else "") + written
        read = parse_fiscal_year(written)
        value = read.value or read.proposal
        return value.start_year if value else None


#: 週2日, 月3回, 年4回発行: how often, and no figure.
_HOW_OFTEN = re.compile(
    "週$|(?<![0-9今同毎先来前正])月$|(?<![0-9元一二三四五六七八九十前昨本今同毎翌])年$"
)


def _quantity(text: str, at: int, units: tuple[str, ...]) -> Lexeme | None:
    read = read_quantity(text, at, units)
    if read is None:
        return None
    quantity, end = read
    if quantity is None or _HOW_OFTEN.search(text, max(at - 2, 0), at):
        return Lexeme(Sort.DONE, end, end, "")
    return Lexeme(Sort.QUANTITY, at, end, text[at:end], quantity=quantity)


def _simple(text: str, at: int) -> Lexeme | None:
    for pattern, sort, meaning in _SIMPLE:
        if match := pattern.match(text, at):
            if match.end() == at:
                continue
            return replace(Lexeme(sort, at, match.end(), match.group()), **meaning)
    return None
