"""Claims that hang on a rank: a record, the second of all years, a year that was a peak."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from yuinowa.plans.domain.claims import numerals
from yuinowa.plans.domain.claims.kinds import Against, Base, Claim, Kind, Sense
from yuinowa.plans.domain.claims.lexemes import Lexeme, Sort
from yuinowa.plans.domain.claims.sentence import Sentence
from yuinowa.plans.domain.claims.tails import read_tail

_IS_OF_YEAR = re.compile(
    "(?:値|数|記録)?(?:か|く)?(?:った|だった|であった|い|な|なった|なって(?:いる|いた))?(?:のは|年度は|は|のが)、?|(?:を記録|とな|だ|であ)った|かった(?=(?:令和|平成|[RH][0-9]|20[0-9]{2}))|の"
)
#: 令和5年度の最高値を下回った: named, and compared with.
_IS_NAMED = re.compile("(?:値|記録|水準)(?:を(?!更新|記録|塗)|から|より|と比|には?(?:及|届|迫))")
_BARE_MOST = re.compile("最も|もっとも|一番|最[高多大少低小](?!(?:記録|値)?を)")
_OF_STEPS = re.compile("の(?:伸び|増|上|落ち込み|減|低下|下)")
#: 令和5年度をピークに, with its figure or without.
_IS_TURN = re.compile(
    "(?:度?末)?(?:の[^、。]{0,12})?を(?:(?P<peak>ピーク|頂点)|底|ボトム)(?:に|と)"
)
_SPAN = re.compile(
    "(?<![0-9])(?P<n>[0-9]{1,2}|[二三四五六七八九十])か?年(?:間|度)?(?:で(?!も)|の(?:間|中|うち)|に(?:おい|わた)|を(?:通|比|並|見))"
)
#: Between a year and 令和5年度に次ぐ, where its figure stands in brackets.
_CLOSE_BY = 14


def claims_of_record(s: Sentence, lexeme: Lexeme) -> Iterator[Claim]:
    """過去最高となった; for some years running as well, if they are named."""
    tail = read_tail(s.plain, lexeme.end)
    if s.is_dropped(lexeme, tail) or _IS_NAMED.match(s.plain, lexeme.end):
        return
    subject = s.subject(lexeme)
    # 最多記録を塗り替えるには至らなかった: what carries the record on is no claim of its own.
    s.spent |= {row.start for row in s.lexemes if row.head and lexeme.end <= row.start < tail.end}
    since = _since(s, lexeme)
    of_year = _year_of_record(s, lexeme)
    next_to = _next_to(s, lexeme)
    is_of_plan = "計画" in s.plain[max(s.start, lexeme.start - 6) : lexeme.end]
    is_since = _is_since_the_plan(s, lexeme)
    if since is None and of_year is None and not is_since and _BARE_MOST.match(lexeme.text):
        return
    if next_to is None and lexeme.text.startswith("に次"):
        return
    if s.window.years:
        yield s.make(
            Kind.STREAK, s.window.start, tail.end,
            subject=subject, sense=lexeme.sense, years=s.window.years, against=Against(Base.PREVIOUS),
        )  # fmt: skip
    match = re.search("([0-9]{1,2}|[二三四五六七八九十])か?年", lexeme.text)
    read = numerals.read(match[1]) if match else None
    span = int(read[0]) if read else None
    claim = s.make(
        Kind.RECORD, lexeme.start, max(tail.end, lexeme.end),
        subject=subject, sense=lexeme.sense, is_negated=tail.is_denied,
        rank=lexeme.rank,
        years=span or (s.year - since + 1 if since else None) or _span_named(s, lexeme),
        against=Against(Base.FIRST) if is_of_plan or is_since else None,
        only_in=next_to,
        is_of_steps=bool(_OF_STEPS.search(lexeme.text)) or _is_of_changes(s, lexeme),
    )  # fmt: skip
    between = _years_between(s, lexeme)
    if between is not None and between[1] != s.year:
        # 令和2年度から令和4年度までの間で: of years that are over.
        claim = replace(claim, is_unsure=True)
    is_of_then = s.plain.startswith(("だった", "であった", "となった", "を記録した"), lexeme.end)
    if of_year is not None:
        claim = replace(claim, year=of_year, is_overall=not is_of_then)
    yield claim
    if of_year is not None and (figure := _its_figure(s, lexeme)) is not None:
        yield s.make(
            Kind.VALUE, figure.start, figure.end,
            subject=subject, value=figure.quantity, year=of_year,
        )  # fmt: skip


#: 前年度からの増加数は最大であった: of the steps, and not of the figures.
_OF_RISES = re.compile("(?:増加|伸び|増え|上昇)(?:数|幅|率|量|人数|件数|冊数)(?:は|が|も)")


def _is_of_changes(s: Sentence, lexeme: Lexeme) -> bool:
    is_high = lexeme.sense is Sense.UP
    return is_high and _OF_RISES.search(s.plain, s.start, lexeme.start) is not None


def _its_figure(s: Sentence, lexeme: Lexeme) -> Lexeme | None:
    """最も多かったのは令和5年度の1,200冊である: the figure of that year."""
    behind = [row for row in s.lexemes if row.start >= lexeme.end]
    if len(behind) < 2 or behind[1].quantity is None:
        return None
    year, figure = behind[:2]
    gap = s.plain[year.end : figure.start]
    return figure if gap in ("の", "(", "で", "、", "に", "") else None


def _year_of_record(s: Sentence, lexeme: Lexeme) -> int | None:
    """最も多かったのは令和5年度: the year of which it is said, behind the word."""
    found = _IS_OF_YEAR.match(s.plain, lexeme.end)
    behind = next((row for row in s.lexemes if row.start >= lexeme.end), None)
    if found is None or behind is None or behind.start != found.end():
        return None
    if behind.sort is not Sort.YEAR:
        return None
    return behind.year if behind.year is not None else -behind.back


def _span_named(s: Sentence, lexeme: Lexeme) -> int | None:
    """この5年間で最も多い, 令和3年度から令和7年度までの5か年で: over how many years."""
    named = [*_SPAN.finditer(s.plain, s.start, lexeme.start)]
    if named:
        return numerals.whole(named[-1]["n"])
    between = _years_between(s, lexeme)
    return between[1] - between[0] + 1 if between else None


def _years_between(s: Sentence, lexeme: Lexeme) -> tuple[int, int] | None:
    """令和3年度から令和7年度までの間で: the first and the last of the years named before ``lexeme``."""
    named = [row for row in s.lexemes if row.year and row.end <= lexeme.start]
    if len(named) < 2:
        return None
    if named[-1].year == s.year and len(named) > 2 and "から" not in s.plain[named[-2].end :]:
        # 令和3年度から令和7年度までの中では、令和7年度の: the year itself is named behind the span.
        named = named[:-1]
    first, last = named[-2].year, named[-1].year
    is_span = s.plain[named[-2].end : named[-1].start] in ("から", "~", "-")
    return (first, last) if is_span and first and last else None


def _next_to(s: Sentence, lexeme: Lexeme) -> int | None:
    """令和5年度に次ぐ高さ: the year that comes before it."""
    before = [
        row
        for row in s.lexemes
        if row.sort is Sort.YEAR and 0 <= lexeme.start - row.end <= _CLOSE_BY
    ]
    if not before or "に次" not in lexeme.text:
        return None
    return before[-1].year if before[-1].year is not None else s.year - before[-1].back


def _since(s: Sentence, lexeme: Lexeme) -> int | None:
    """The year from which on it is the most: 令和2年度以降で最も多い."""
    if _BARE_MOST.match(lexeme.text) and s.window.is_against_here and s.window.against:
        return s.window.against.year if s.window.against.base is Base.YEAR else None
    return None


_SINCE = re.compile("(?:時)?(?:以降|以来|後|から)")


def _is_since_the_plan(s: Sentence, lexeme: Lexeme) -> bool:
    """計画策定以降で最も少ない: of the plan's years."""
    return any(
        row.base in (Base.FIRST, Base.BASELINE)
        and 0 <= lexeme.start - row.end <= _CLOSE_BY
        and _SINCE.match(s.plain, row.end) is not None
        for row in s.lexemes
    )


def claims_of_turn(s: Sentence, lexeme: Lexeme) -> Iterator[Claim]:
    """令和5年度をピークに: that year was above the one before it."""
    found = _IS_TURN.match(s.plain, lexeme.end)
    if found and lexeme.year is not None and not s.is_wish(lexeme):
        yield s.make(
            Kind.CHANGE, lexeme.start, found.end(),
            subject=s.subject(lexeme), sense=Sense.UP if found["peak"] else Sense.DOWN,
            against=Against(Base.PREVIOUS), year=lexeme.year, degree=None, first_in=None,
        )  # fmt: skip
