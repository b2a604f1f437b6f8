"""Verdicts on what is said of a span of years: how the pace changed, how often it was so, what they add up to."""

from __future__ import annotations

import re
from decimal import Decimal

from yuinowa.plans.domain.claims import figures
from yuinowa.plans.domain.claims.figures import Years
from yuinowa.plans.domain.claims.fitting import Fit, fit
from yuinowa.plans.domain.claims.kinds import (
    TARGETS,
    Against,
    Base,
    Claim,
    Finding,
    Formula,
    Reason,
    Sense,
    Used,
)
from yuinowa.plans.domain.claims.parts import Part, missing, pair, rounded, worst_of
from yuinowa.plans.domain.claims.running import step_holds
from yuinowa.plans.domain.claims.series import Series

#: 伸び悩み: beside what was hoped for, be it that of last year or not.
_BELOW_WHAT_WAS_WANTED = re.compile("悩|渋")
_REASONS = {Fit.YES: Reason.AGREES, Fit.LOOSE: Reason.ONE_READING, Fit.NO: Reason.DISAGREES}


def pace(claim: Claim, series: Series, years: Years) -> Finding:
    """増え幅は前年度より小さい: this year's step beside the last one, in amounts and in shares.

    ``sense``: which way it moved; ``is_negated``: by less than before. What is so in amounts and not in shares
    is so in one reading.
    """
    year = figures.year_of(claim, years)
    before = Against(Base.PREVIOUS)
    now, then = pair(year, series, before, years)
    earlier = figures.actual(series, year - 2)
    if now is None or then is None or earlier is None:
        return missing(claim, series, before, year if earlier else year - 1, years, now)
    sign = -1 if claim.sense is Sense.DOWN else 1
    step, last = (now.number - then.number) * sign, (then.number - earlier.number) * sign
    readings = set()
    if "率" not in claim.quote or not (then.number > 0 and earlier.number > 0):
        readings.add((step > last) != claim.is_negated)
    if "幅" not in claim.quote and then.number > 0 and earlier.number > 0:
        readings.add((step / then.number > last / earlier.number) != claim.is_negated)
    result = Fit.NO if readings == {False} else Fit.YES if readings == {True} else Fit.LOOSE
    if step <= 0:
        # 伸び悩む may be said of a figure that grows no more; 増え幅 of one that fell may not.
        result = Fit.LOOSE if claim.is_softened else Fit.NO
    elif claim.is_softened and (last <= 0 or _BELOW_WHAT_WAS_WANTED.search(claim.quote)):
        result = Fit.LOOSE
    elif last <= 0:
        result = min(result, Fit.LOOSE)
    part = Part(result, _REASONS[result], Formula.DIFFERENCE, now.number - then.number)
    return worst_of(claim, series, [part], (now, then, earlier))


def often(claim: Claim, series: Series, years: Years) -> Finding:
    """5年のうち3年で目標を達成した; 達成したのは令和7年度のみ: each year of the span is looked at."""
    year = figures.year_of(claim, years)
    base = claim.against or Against(Base.PREVIOUS)
    base = Against(Base.TARGET) if base.base in TARGETS else Against(Base.PREVIOUS)
    first = year - claim.years + 1 if claim.years else years.first
    used: list[Used] = []
    held = []
    for one in range(first, year + 1):
        now, then = pair(one, series, base, years)
        if now is None or then is None:
            return missing(claim, series, base, one, years, now)
        used += [figure for figure in (now, then) if figure not in used]
        if step_holds(claim, series, base, now, then):
            held.append(one)
    is_so = held == [claim.only_in] if claim.only_in else len(held) == claim.often
    result = Fit.YES if is_so else Fit.NO
    part = Part(result, _REASONS[result], Formula.YEARS, Decimal(len(held)))
    return worst_of(claim, series, [part], tuple(used))


def total(claim: Claim, series: Series, years: Years) -> Finding:
    """令和3年度からの累計は12,000冊: the actuals of the span added up."""
    year = figures.year_of(claim, years)
    span = claim.years or year - years.first + 1
    used = [
        one for n in reversed(range(span)) if (one := figures.actual(series, year - n)) is not None
    ]
    if claim.value is None or len(used) < span:
        return missing(claim, series, Against(Base.YEAR, year), year, years, None)
    computed = sum((one.number for one in used), Decimal(0))
    result = fit(claim.value, computed)
    return worst_of(claim, series, [rounded(result, Formula.SUM, computed)], tuple(used))
