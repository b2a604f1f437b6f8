"""What a head compares with: what was named beside it, before it, or goes without saying."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from yuinowa.plans.domain.claims import words
from yuinowa.plans.domain.claims.kinds import TARGETS, Against, Base, Claim, Kind, Sense
from yuinowa.plans.domain.claims.lexemes import Lexeme, Sort
from yuinowa.plans.domain.claims.sentence import Sentence

#: Heads that compare with a target where no base is named.
_OVER_OR_UNDER = re.compile(
    "上回|上まわ|うわまわ|超過|下回|下まわ|したまわ|割り込|オーバー|凌|しの|超え|越え|振れ|突破"
)
#: Bases that a further head of the same direction goes on with.
_PAST = frozenset({Base.YEAR, Base.YEARS_AGO, Base.FIRST, Base.BASELINE, Base.BEFORE_PANDEMIC})
#: An object that is no base: 35度を超え.
_OTHER_OBJECT = re.compile(r"[^、。\n□]を(?:大きく|大幅に|わずかに|やや)?$")
_POINTED_AT = re.compile(
    "(?:これ|それ|同値|同水準|[こそ]の(?:値|数値|水準|数字|実績|結果|とき))"
    "(?:を|には?|にも|より(?:も|は)?|から|と比べ(?:て|ると)?|に比べ(?:て|ると)?|に対し(?:て)?)(?:大きく|大幅に|わずかに|やや|まだ|なお|いまだ)?、?$"
)


def take_what_is_pointed_at(s: Sentence, lexeme: Lexeme) -> None:
    """令和元年度に900冊を数えたが、本年度はこれに及ばない: the figure told last is what is compared with."""
    if s.window.is_against_here or not _POINTED_AT.search(s.plain[s.start : lexeme.start]):
        return
    told = s.told or s.window.against or _year_before(s, lexeme)
    if told is not None:
        s.window.against, s.window.is_against_here = told, True


def base_of(s: Sentence, lexeme: Lexeme) -> Against | None:
    if s.window.against_here is not None or (
        lexeme.head is not None and lexeme.head.kind is Kind.REACH
    ):
        return s.window.against
    if _OVER_OR_UNDER.search(lexeme.text):
        return _over_or_under(s, lexeme)
    if lexeme.head is not None and lexeme.head.needs_base:
        # 実際には12件不足した: of what was compared with before, or of nothing known.
        return s.window.against or Against(Base.UNKNOWN)
    if _goes_on(s, lexeme):
        return s.window.against
    if s.told is not None and s.window.year in (None, s.year):
        return s.told
    return Against(Base.PREVIOUS)


def _goes_on(s: Sentence, lexeme: Lexeme) -> bool:
    """計画初年度から65人増えており、着実に伸びている: the same direction, beside the same year."""
    held = s.window.against
    if held is None or held.base not in _PAST or s.window.is_year_held:
        return False
    *_earlier, before = [
        None,
        *(row.head for row in s.lexemes if row.head and row.start < lexeme.start),
    ]
    return before is not None and lexeme.head is not None and before.sense is lexeme.head.sense


def _over_or_under(s: Sentence, lexeme: Lexeme) -> Against | None:
    """上回った without a base: of what was compared with before, of the target; or of another thing."""
    before = s.plain[s.start : lexeme.start]
    if _POINTED_AT.search(before):
        return s.window.against or _year_before(s, lexeme) or Against(Base.UNKNOWN)
    if _OTHER_OBJECT.search(before):
        return Against(Base.UNKNOWN) if s.window.has_number else None
    held = s.window.against
    return Against(held.base, held.year, held.span) if held else Against(Base.TARGET)


def _year_before(s: Sentence, lexeme: Lexeme) -> Against | None:
    """最も多いのは令和5年度で、本年度はこれを下回る: the year that was named before."""
    years = [row for row in s.lexemes if row.start < lexeme.start and row.sort is Sort.YEAR]
    return years[-1].against() if years else None


def beside(s: Sentence, claim: Claim, head: words.Head) -> Iterator[Claim]:
    """目標、前年度のいずれも下回った: the same beside the other bases."""
    for other in s.window.also:
        if head.kind is Kind.CHANGE or other.base in TARGETS:
            yield replace(claim, against=other, years=None)
        elif head.kind is Kind.REACH and not head.is_return:
            # 前年度の実績、計画のいずれにも届かなかった: not as much as a year had, or no less.
            yield replace(
                claim, kind=Kind.CHANGE, sense=Sense.DOWN, against=other, years=None,
                is_negated=not claim.is_negated, degree=None,
            )  # fmt: skip
