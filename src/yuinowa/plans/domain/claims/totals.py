"""A number that is the sum of several years: 5年間の累計は12,000冊, 令和3年度から令和7年度まで合わせて12,000冊."""

from __future__ import annotations

import re
from itertools import pairwise

from yuinowa.plans.domain.claims.kinds import Base, Claim, Kind, Quantity
from yuinowa.plans.domain.claims.lexemes import Lexeme, Sort
from yuinowa.plans.domain.claims.numerals import whole
from yuinowa.plans.domain.claims.sentence import Sentence

_SUMMED = re.compile("合計|総計|累計|計|合わせて|あわせて|通算|延べ|のべ")
_SO_MANY = re.compile("(?P<n>[0-9]{1,2}|[二三四五六七八九十])(?:か)?年(?:間|度)?(?:で|に|の)、?$")
_SPAN = ("から", "~", "-")


def claim_of_total(s: Sentence, lexeme: Lexeme, value: Quantity) -> Claim | None:
    """The claim that ``value``, at ``lexeme``, is a sum of years; None where nothing says so."""
    if s.window.total is not None:
        against = s.window.against
        since = against.year if against and against.base is Base.YEAR else None
        years = s.window.total or (s.year - since + 1 if since else None)
        return _total(s, lexeme, value, years=years) if years or "計画期間" in s.text else None
    span = _span_summed(s, lexeme) or _years_before(s, lexeme)
    if span is None:
        return None
    first, last = span
    is_unsure = not _SUMMED.match(lexeme.text)
    return _total(s, lexeme, value, years=last - first + 1, year=last, is_unsure=is_unsure)


def _total(s: Sentence, lexeme: Lexeme, value: Quantity, **more: object) -> Claim:
    return s.make(
        Kind.TOTAL, s.quote_start(lexeme), lexeme.end,
        subject=s.subject(lexeme), value=value, **more,
    )  # fmt: skip


def _years_before(s: Sentence, lexeme: Lexeme) -> tuple[int, int] | None:
    """計画開始からの5年間で、延べ12,000冊: so many years up to this one."""
    named = _SO_MANY.search(s.plain, s.start, lexeme.start)
    if named is None or not _SUMMED.match(lexeme.text):
        return None
    return s.year - whole(named["n"]) + 1, s.year


def _span_summed(s: Sentence, lexeme: Lexeme) -> tuple[int, int] | None:
    """The first year and the last of those that are added up."""
    years = [row for row in s.lexemes if row.sort is Sort.YEAR and row.start < lexeme.start]
    for first, last in pairwise(years):
        is_span = s.plain[first.end : last.start] in _SPAN and first.year and last.year
        if is_span and (_SUMMED.match(lexeme.text) or s.plain.startswith("まで", last.end)):
            return first.year or 0, last.year or 0
    return None
