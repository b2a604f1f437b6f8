"""A base's own figure, where the text gives it: 前年度の45,267件, 目標の35,000件, 5年間の平均は900冊."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from yuinowa.plans.domain.claims.kinds import Base, Bound, Claim, Kind, Quantity
from yuinowa.plans.domain.claims.lexemes import Lexeme, Sort
from yuinowa.plans.domain.claims.sentence import Sentence

#: 5年間の平均は900冊である: the mean by itself, and no base of what follows.
_OF_STEPS = re.compile("の(?:伸び|増|減|落|低下|上昇)")
_IS = re.compile("(?:で(?:あ|す|し)|だっ|だ。|とな|。|$)")


def _is_listed(s: Sentence, place: int, before: Lexeme) -> bool:
    """令和5年度900冊、令和6年度850冊: one of a row of years with their figures."""
    if before.year == s.year:
        return True
    behind = s.lexemes[place + 1] if place + 1 < len(s.lexemes) else None
    if behind is None or behind.sort not in (Sort.YEAR, Sort.THIS_YEAR):
        return False
    return s.plain[s.lexemes[place].end : behind.start] in ("、", "・", ",", "/", "、そして")


def claims_of_base(s: Sentence, place: int, quantity: Quantity) -> Iterator[Claim]:
    """前年度の45,267件, 目標の35,000件: the base's own figure."""
    before = next(
        (row for row in reversed(s.lexemes[:place]) if row.sort in (Sort.BASE, Sort.YEAR)),
        None,
    )
    base = before.against() if before else None
    if _OF_STEPS.match(s.plain, s.lexemes[place].end):
        s.window.unread = s.lexemes[place].start
    held = s.window.against_here
    if base is not None and held is not None and held.base is Base.MEAN:
        base = held
    if before is not None and before.sort is Sort.YEAR and _is_listed(s, place, before):
        year = before.year if before.year is not None else -before.back
        yield s.make(
            Kind.VALUE, before.start, s.lexemes[place].end,
            subject=s.subject(before), value=quantity, year=year or None,
        )  # fmt: skip
    elif base is not None:
        if quantity.bound in (Bound.AT_LEAST, Bound.AT_MOST):
            # 目標：60％以上: the bound is the target's.
            quantity = replace(quantity, bound=Bound.EXACT)
        s.window.against, s.window.is_against_here = replace(base, stated=quantity), True
        if before is not None and before.sort is Sort.YEAR:
            s.window.year = None
        if base.base is Base.MEAN and _IS.match(s.plain, s.lexemes[place].end):
            yield s.make(
                Kind.VALUE, before.start if before else 0, s.lexemes[place].end,
                subject=s.subject(before or s.lexemes[place]), against=s.window.against,
            )  # fmt: skip
