"""A figure as the text gives it, by itself or as part of a comparison: 貸出は46,843件であった, 前年度比▲12件."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from yuinowa.plans.domain.claims.counts import claims_of_count, is_counted
from yuinowa.plans.domain.claims.kinds import (
    TARGETS,
    Against,
    Base,
    Bound,
    Claim,
    Kind,
    Measure,
    Quantity,
    Sense,
)
from yuinowa.plans.domain.claims.lexemes import Lexeme, Sort
from yuinowa.plans.domain.claims.sentence import Sentence
from yuinowa.plans.domain.claims.totals import claim_of_total

_HAS_BEEN = re.compile("(?:で)?(?:あ|だ)った(?![がもの、。ため])")
_ATTAINED = re.compile("を(?:達成|クリア)(?!率)")
#: 6,860人(令和6年度): the year of a figure stands behind it.
_BRACKETED = re.compile(r"(?:度?末)?(?:時点|実績)?\)")
#: A figure of a part, or by the head: not the indicator's own.
_OF_A_PART = re.compile(
    "うち|内訳|平均|当たり|あたり|ごと|新た|新規|追加|最大|最高|最も多い|1日|[0-9]人$|[年月週]$|(?:あと|残り|なお|残すところ)$"
)
#: 不足が22人に及んでいる: how far apart.
_APART = re.compile("(?:不足|超過|差|減少|増加|乖離|開き)(?:数|幅|分|率)?(?:は|が|も)$")
#: 12件にとどまった: less than it should be.
_NO_MORE = re.compile("に(?:とどま|留ま|過ぎな|すぎな)")


def claims_of_value(s: Sentence, lexeme: Lexeme, value: Quantity | None) -> Iterator[Claim]:
    if value is None or s.is_wish(lexeme) or value.measure not in (Measure.AMOUNT, Measure.PERCENT):
        return
    if s.plain[lexeme.end : lexeme.end + 1] == "の" and is_counted(s, lexeme):
        yield from claims_of_count(s, lexeme, value)
        return
    shaped = (made for shape in _SHAPES if (made := shape(s, lexeme, value)) is not None)
    if claim := next(shaped, None):
        yield claim
    elif not _is_targets_own(s, lexeme, value):
        yield from _by_itself(s, lexeme, value)


def _share_of_target(s: Sentence, lexeme: Lexeme, value: Quantity) -> Claim | None:
    if not _is_share_of_target(s, lexeme, value):
        return None
    return s.make(
        Kind.RATIO, lexeme.start, lexeme.end,
        subject=s.subject(lexeme), against=s.window.against, size=value,
    )  # fmt: skip


def _no_more(s: Sentence, lexeme: Lexeme, value: Quantity) -> Claim | None:
    """目標に対し12件にとどまった: less than the target."""
    against = s.window.against_here
    if against is None or against.base not in TARGETS or not _NO_MORE.match(s.plain, lexeme.end):
        return None
    return s.make(
        Kind.CHANGE, s.quote_start(lexeme), lexeme.end,
        subject=s.subject(lexeme), against=against, value=value, sense=Sense.DOWN,
    )  # fmt: skip


def _signed(s: Sentence, lexeme: Lexeme, value: Quantity) -> Claim | None:
    """前年度比▲12件: how far it moved."""
    if not value.sign:
        return None
    is_aside = s.plain.startswith("(", lexeme.start - 1)
    held = s.window.against if is_aside else None
    return s.make(
        Kind.CHANGE, s.quote_start(lexeme), lexeme.end,
        subject=s.subject(lexeme), size=value,
        against=s.window.against_here or held or Against(Base.UNKNOWN),
        sense=Sense.UP if value.sign > 0 else Sense.DOWN,
    )  # fmt: skip


def _is_targets_own(s: Sentence, lexeme: Lexeme, value: Quantity) -> bool:
    """目標である64冊を達成した: the target's own figure, kept for the head."""
    against = s.window.against_here
    if against is None or against.base not in TARGETS or not _ATTAINED.match(s.plain, lexeme.end):
        return False
    s.window.against = replace(against, stated=value)
    return True


def _by_itself(s: Sentence, lexeme: Lexeme, value: Quantity) -> Iterator[Claim]:
    against = s.window.against_here
    against = against if against and against.stated else None
    if value.bound is Bound.EXACT and _ATTAINED.match(s.plain, lexeme.end):
        value = replace(value, bound=Bound.AT_LEAST)
    year = _year_in_brackets(s, lexeme) or s.window.year
    if year is not None and year != s.year:
        named = Against(Base.YEAR, year) if year > 0 else Against(Base.YEARS_AGO, -year)
        s.told = replace(named, stated=value)
        s.window.is_year_held = True
    yield s.make(
        Kind.VALUE, lexeme.start, lexeme.end,
        subject=s.subject(lexeme), value=value, against=against, year=year,
        is_unsure=bool(_OF_A_PART.search(_clause_before(s, lexeme)))
        or bool(_APART.search(_clause_before(s, lexeme)))
        or _is_of_years(s, lexeme)
        or s.window.is_per_year,
    )  # fmt: skip
    if _HAS_BEEN.match(s.plain, lexeme.end):
        s.window.year = None
    if s.window.as_before is not None and value.bound is Bound.WITHIN:
        yield s.make(
            Kind.VALUE, lexeme.start, lexeme.end, subject=s.subject(lexeme), value=value, year=-1
        )


#: 合わせて600人, behind 5年間に: of more years than one.
_SUMMED_UP = re.compile("合わせて|あわせて|合計|総計|累計|通算|計")
_OF_YEARS = re.compile("[0-9二三四五六七八九十]か?年間|か年|以降|以来")


def _is_of_years(s: Sentence, lexeme: Lexeme) -> bool:
    is_sum = _SUMMED_UP.match(lexeme.text) is not None
    return is_sum and _OF_YEARS.search(s.plain, s.start, lexeme.start) is not None


def _year_in_brackets(s: Sentence, lexeme: Lexeme) -> int | None:
    behind = next((row for row in s.lexemes if row.start >= lexeme.end), None)
    if behind is None or behind.sort is not Sort.YEAR or behind.start != lexeme.end + 1:
        return None
    is_closed = s.plain[lexeme.end] == "(" and _BRACKETED.match(s.plain, behind.end)
    return (behind.year if behind.year is not None else -behind.back) if is_closed else None


def _is_share_of_target(s: Sentence, lexeme: Lexeme, value: Quantity) -> bool:
    """目標1,000件に対し830件(83%): the share stands in brackets behind the figure."""
    against = s.window.against
    return (
        value.measure is Measure.PERCENT
        and not value.sign
        and against is not None
        and against.base in TARGETS
        and s.plain[lexeme.start - 1] == "("
        and any(
            row.sort is Sort.QUANTITY and row.end == lexeme.start - 1
            and row.quantity is not None and row.quantity.measure is Measure.AMOUNT
            for row in s.lexemes
        )
    )  # fmt: skip


def _clause_before(s: Sentence, lexeme: Lexeme) -> str:
    return s.spelled(
        s.blanked[max(s.blanked.rfind("、", s.start, lexeme.start) + 1, s.start) : lexeme.start]
    )


#: What a figure says in a shape of its own; tried from the first.
_SHAPES: tuple[Callable[[Sentence, Lexeme, Quantity], Claim | None], ...] = (
    _share_of_target, _no_more, _signed, claim_of_total,
)  # fmt: skip
