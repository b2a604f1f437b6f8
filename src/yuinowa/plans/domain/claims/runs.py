"""For how many years running a head holds, in how many of them, or in which one alone."""

from __future__ import annotations

import re
from dataclasses import replace

from yuinowa.plans.domain.claims import deeds
from yuinowa.plans.domain.claims.kinds import EVER, Against, Base, Claim, Kind
from yuinowa.plans.domain.claims.lexemes import Lexeme, Sort
from yuinowa.plans.domain.claims.numerals import whole
from yuinowa.plans.domain.claims.sentence import Sentence
from yuinowa.plans.domain.claims.years import Role

_THE_ONLY = re.compile(r"[ぁ-ん]{0,8}?(?:のは|年度は|こと[はが](?=、?[0-9一二三四五]))、?")
_SO_OFTEN = re.compile(
    r"(?:(?:(?:計画期間(?:中|内|の)?、?)?(?:この|過去)?(?P<span>[0-9]{1,2}|[二三四五六七八九十])年(?:間|度)?|計画期間(?:中|内|の)?)(?:の?(?:うち|中))?(?:で|に)?、?)?"
    r"(?P<n>[0-9]{1,2}|[一二三四五六七八九十])(?:回|度|(?:か)?年(?:度|間)?)(?:のみ|だけ)?(?:で|と|に|。|だ|あ[るりっ])"
)
_OUT_OF = re.compile(
    "(?P<n>[0-9]{1,2}|[二三四五六七八九十])か?年(?:間|度)?(?:の?(?:うち|中)|で|に|、|は)"
)
_ALONE = re.compile("(?:度?末?)(?:のみ|だけ|に限|ただ一)")
#: Over all the years from the one named on.
_GOES_ON = re.compile("続|一途")
#: 令和5年度以降、目標を達成していない.
_GONE_ON = re.compile("[ぁ-ん]{0,4}て(?:い|お)")
_EVER_ON = re.compile("右肩")
#: Signs between 毎年 and its head.
_CLOSE_BY = 6


def in_how_many(s: Sentence, place: int, claim: Claim) -> Claim | None:
    """5年のうち3年で目標を達成した; 達成したのは令和7年度のみ: counted over the years."""
    claim = replace(claim, kind=Kind.OFTEN, against=claim.against or Against(Base.TARGET))
    if s.window.often:
        years, often = s.window.often
        return replace(claim, years=years, often=often)
    found = _THE_ONLY.match(s.plain, s.lexemes[place].end)
    if found is None:
        return None
    if times := _SO_OFTEN.match(s.plain, found.end()):
        span = whole(times["span"]) or _span_before(s, s.lexemes[place].start)
        for n, row in enumerate(s.lexemes):
            if row.quantity is not None and times.start() <= row.start < times.end():
                s.roles[n] = Role.TAKEN
        return replace(claim, years=span or None, often=whole(times["n"]))
    behind = next((row for row in s.lexemes[place + 1 :] if row.start == found.end()), None)
    return _in_one_year(s, claim, behind) if behind else None


def _span_before(s: Sentence, end: int) -> int:
    """5か年のうち、…のは3か年: of how many years; 0: it does not say."""
    named = _OUT_OF.search(s.plain, s.start, end)
    return whole(named["n"]) if named else 0


def _in_one_year(s: Sentence, claim: Claim, year: Lexeme) -> Claim | None:
    if year.sort is not Sort.YEAR or not _ALONE.match(s.plain, year.end):
        return None
    s.spent.add(year.start)
    only = year.year if year.year is not None else s.year - year.back
    span = _span_before(s, year.start) or None
    return replace(claim, years=span, only_in=only, is_of_part=False)


def years_running(s: Sentence, lexeme: Lexeme, trend: re.Match[str] | None) -> int | None:
    """For how many years running: named, from a year on, or at least two where it goes on (続いている)."""
    if s.window.years:
        return s.window.years
    if _is_as_before(s, lexeme):
        return 2
    against = s.window.against_here
    since = s.window.since or (against.year if against and against.base is Base.YEAR else None)
    if s.window.is_never:
        return max(s.year - since, 1) if since else EVER
    until = s.window.year if s.window.year and s.window.year > 0 else s.year
    is_run = trend is not None and bool(_GOES_ON.search(trend.group()))
    if since and since < until and (is_run or _EVER_ON.search(lexeme.text)):
        return until - since
    if s.window.since and s.window.since < until and _is_reached_on(s, lexeme):
        return until - s.window.since + 1
    return _of_what_goes_on(s, lexeme, trend, since)


def _of_what_goes_on(
    s: Sentence, lexeme: Lexeme, trend: re.Match[str] | None, since: int | None
) -> int | None:
    if s.window.every_year is not None and lexeme.start - s.window.every_year <= _CLOSE_BY:
        return max(s.year - since, 1) if since else _of_every_year(s, lexeme)
    is_going_on = trend is not None and "続" in trend.group()
    return (EVER if "計画期間" in s.text else 2) if is_going_on else None


def _is_reached_on(s: Sentence, lexeme: Lexeme) -> bool:
    """令和5年度以降、目標を達成している: in each year from that one on."""
    is_reach = lexeme.head is not None and lexeme.head.kind is Kind.REACH
    return is_reach and bool(_GONE_ON.match(s.plain, lexeme.end))


def _is_as_before(s: Sentence, lexeme: Lexeme) -> bool:
    """前年度に引き続き目標を達成した: of both years, if nothing else was done in between."""
    if s.window.as_before is None:
        return False
    between = s.blanked[s.window.as_before : lexeme.start]
    return not re.search(f"{deeds.DONE}|[てしりいえけ]、", between)


def _of_every_year(s: Sentence, lexeme: Lexeme) -> int:
    """毎年度目標を達成した: in all years of the plan; 毎年減っている: in two at least."""
    is_of_plan = lexeme.head is not None and lexeme.head.kind is Kind.REACH
    return EVER if is_of_plan or re.search("計画期間|一貫", s.text) else 2
