"""Which words of a sentence some claim took up. A sentence with a base, a number or a direction left over was read by half."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from yuinowa.plans.domain.claims.counts import is_counted
from yuinowa.plans.domain.claims.kinds import Base, Claim, Kind
from yuinowa.plans.domain.claims.lexemes import Lexeme, Sort
from yuinowa.plans.domain.claims.sentence import Sentence
from yuinowa.plans.domain.claims.tails import read_tail

Spans = Sequence[tuple[int, int]]

#: 1.1倍に達し, 増加を維持し: a head behind a claim that only carries it.
_CLOSE = 3
#: Bases for which a year may stand as well.
_SAME_TARGET = frozenset({Base.FINAL_TARGET, Base.TARGET_OF_YEAR})
OF_ONE_YEAR = frozenset({Kind.CHANGE, Kind.RATIO, Kind.REACH, Kind.VALUE})
#: Words that say something of the figures wherever they stand, and what a claim has that took them.
_CLAIMING: dict[Sort, Callable[[Claim], object]] = {
    Sort.RECORD: lambda one: one.kind is Kind.RECORD,
    Sort.OFTEN: lambda one: one.kind is Kind.OFTEN,
    Sort.FIRST_IN: lambda one: one.first_in,
    Sort.STREAK: lambda one: one.years,
    Sort.NEVER: lambda one: one.years,
    Sort.AS_BEFORE: lambda one: one.years or one.year,
}


def is_read_by_half(s: Sentence, claims: Sequence[Claim], spans: Spans) -> bool:
    """Whether the sentence claims a run, a record or the like that no claim took."""
    return any(_is_left_out(row, claims, spans, s.denied) for row in s.lexemes)


def leaves_a_head(s: Sentence, claims: Sequence[Claim], spans: Spans) -> bool:
    """Whether the sentence says more, less or reached, and no claim took it: its figures alone are no verdict on it."""
    return any(_is_head_left(s, row, claims, spans) for row in s.lexemes)


def leaves_a_number(s: Sentence, claims: Sequence[Claim], spans: Spans) -> bool:
    """Whether a number of the sentence is no claim's: 前年度に減ったが、本年度は1,465点戻した, read of last year alone."""
    numbers = [row for row in s.lexemes if row.quantity is not None and not is_counted(s, row)]
    return any(not is_taken(row, claims, spans) for row in numbers)


def _is_left_out(row: Lexeme, claims: Sequence[Claim], spans: Spans, denied: set[int]) -> bool:
    """Whether a word that claims something was taken by no claim: 前年度超えは3年連続である, read without its run."""
    if row.sort not in _CLAIMING or row.start in denied:
        return False
    took = [pair for pair in zip(claims, spans, strict=True) if _CLAIMING[row.sort](pair[0])]
    if row.sort is not Sort.RECORD:
        return not took
    return not any(a <= row.start < b + _CLOSE for _one, (a, b) in took)


def _is_head_left(s: Sentence, row: Lexeme, claims: Sequence[Claim], spans: Spans) -> bool:
    if row.head is None or row.head.kind not in (Kind.CHANGE, Kind.REACH) or row.head.is_weak:
        return False
    if row.start in s.spent or is_taken(row, claims, spans) or s.is_wish(row):
        return False
    return read_tail(s.plain, row.end, qualifies=row.head.sense is not None).is_said


def amounts(claim: Claim) -> set[object]:
    """How much it says something moved by, or was before."""
    stated = claim.against.stated if claim.against else None
    return {one.number for one in (claim.size, stated) if one is not None}


def is_taken(row: Lexeme, claims: Sequence[Claim], spans: Spans) -> bool:
    """Whether some claim used the number, or stands where the head is."""
    if row.quantity is not None:
        values = {one.value.number for one in claims if one.value is not None}
        return row.quantity.number in values.union(*map(amounts, claims))
    return row.sort is not Sort.HEAD or any(a <= row.start < b + _CLOSE for a, b in spans)


def is_own(s: Sentence, row: Lexeme, claim: Claim, end: int, others: Sequence[Claim]) -> bool:
    """Whether a year or a base of its clause is what the claim, or another one, speaks of or compares with."""
    if row.sort not in (Sort.YEAR, Sort.BASE) or row.text == "指標":
        return True
    if claim.kind not in OF_ONE_YEAR:
        # 令和2年度以降で最も多い: its years; 最も多かった令和5年度を: another matter.
        own = (claim.only_in, claim.year, s.year)
        return row.start < end or row.sort is Sort.BASE or row.year in own
    return any(_speaks_of(s, row, one) for one in (claim, *others))


def _speaks_of(s: Sentence, row: Lexeme, claim: Claim) -> bool:
    against = claim.against
    if row.sort is Sort.YEAR and row.year in {s.year, claim.year} - {None}:
        return True
    if row.sort is Sort.YEAR and row.year is None and claim.year == -row.back:
        return True
    if against is None:
        return False
    if row.sort is Sort.BASE:
        is_mean = against.base is Base.MEAN and row.text.startswith("平均")
        return (
            is_mean
            or against.base in (row.base, Base.YEAR)
            or {against.base, row.base} <= _SAME_TARGET
        )
    if row.year is not None:
        return row.year == against.year or against.base is not Base.YEAR
    return against.base in (Base.PREVIOUS, Base.YEARS_AGO, Base.YEAR)
