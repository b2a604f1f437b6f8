"""Verdicts over several years: records, and the same direction for some years running."""

from __future__ import annotations

from decimal import Decimal

from yuinowa.plans.domain.claims import figures
from yuinowa.plans.domain.claims.comparing import direction
from yuinowa.plans.domain.claims.figures import Years
from yuinowa.plans.domain.claims.fitting import Fit
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
from yuinowa.plans.domain.claims.parts import Part, denied, missing, pair, worst_of
from yuinowa.plans.domain.claims.series import Series


def record(claim: Claim, series: Series, years: Years) -> Finding:
    year = figures.year_of(claim, years)
    now = figures.actual(series, year)
    first = year - claim.years + 1 if claim.years else None
    if claim.against is not None:
        first = years.first
    earlier = [
        used
        for known in sorted(series.actuals)
        if known < year and (first is None or known >= first)
        if (used := figures.actual(series, known))
    ]
    if now is None or not earlier:
        return missing(claim, series, Against(Base.PREVIOUS), year, years, now)
    is_high = claim.sense is Sense.UP
    ranked = sorted(earlier, key=lambda used: used.number, reverse=is_high)
    if len(ranked) < claim.rank:
        return missing(claim, series, Against(Base.PREVIOUS), year, years, now)
    best = ranked[claim.rank - 1]
    gap = now.number - best.number if is_high else best.number - now.number
    result = Fit.YES if gap > 0 else Fit.LOOSE if gap == 0 else Fit.NO
    if claim.rank > 1 and _is_beyond(now, ranked[claim.rank - 2], is_high=is_high):
        # 2番目に多い, and it is the most.
        result = Fit.NO
    if claim.is_negated:
        result = denied(result)
    reason = {Fit.YES: Reason.AGREES, Fit.LOOSE: Reason.EQUALS_RECORD, Fit.NO: Reason.DISAGREES}
    part = Part(result, reason[result], Formula.RANK, now.number)
    return worst_of(claim, series, [part], (now, *earlier))


def _is_beyond(now: Used, other: Used, *, is_high: bool) -> bool:
    return now.number > other.number if is_high else now.number < other.number


def streak(claim: Claim, series: Series, years: Years) -> Finding:
    """Each of the last years fits; one that does not is enough to contradict, one unknown to leave it open."""
    year = figures.year_of(claim, years)
    against = claim.against or Against(Base.PREVIOUS)
    base = against if against.base in (*TARGETS, Base.PREVIOUS) else Against(Base.PREVIOUS)
    if base.base in TARGETS:
        base = Against(Base.TARGET)
    used: list[Used] = []
    unknown: Finding | None = None
    for step in range(claim.years or 1):
        now, then = pair(year - step, series, base, years)
        if now is None or then is None:
            unknown = missing(claim, series, base, year - step, years, now)
            continue
        used += [one for one in (now, then) if one not in used]
        if not _step_holds(claim, series, base, now, then):
            part = Part(Fit.NO, Reason.DISAGREES, Formula.RUN, now.number - then.number)
            return worst_of(claim, series, [part], (now, then))
    if unknown is not None:
        return unknown
    part = Part(Fit.YES, Reason.AGREES, Formula.RUN, Decimal(claim.years or 1))
    return worst_of(claim, series, [part], tuple(used))


def first_in(claim: Claim, series: Series, years: Years, judged: Finding) -> Finding:
    """2年ぶりに増加: not in the years between; ``judged`` is the verdict without them."""
    year, span = figures.year_of(claim, years), claim.first_in or 1
    against = claim.against or Against(Base.PREVIOUS)
    if against.base not in (Base.TARGET, Base.PREVIOUS):
        return judged
    for step in range(1, span):
        now, then = pair(year - step, series, against, years)
        if now is not None and then is not None and _step_holds(claim, series, against, now, then):
            part = Part(Fit.NO, Reason.DISAGREES, Formula.RUN, now.number - then.number)
            return worst_of(claim, series, [part], (now, then))
    return judged


def _step_holds(claim: Claim, series: Series, base: Against, now: Used, then: Used) -> bool:
    gap = now.number - then.number
    if base.base in TARGETS and claim.sense is None:
        return (gap == 0 or figures.is_good(series, gap)) != claim.is_negated
    return direction(claim, series, now, then).fit is not Fit.NO
