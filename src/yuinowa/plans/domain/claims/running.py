"""Verdicts over several years: records, and the same direction for some years running."""

from __future__ import annotations

from decimal import Decimal

from yuinowa.plans.domain.claims import figures
from yuinowa.plans.domain.claims.comparing import direction
from yuinowa.plans.domain.claims.figures import Years
from yuinowa.plans.domain.claims.fitting import Fit, fit
from yuinowa.plans.domain.claims.kinds import (
    EVER,
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
    last = years.of_text if claim.is_overall else year
    first = last - claim.years + 1 if claim.years else None
    if claim.against is not None:
        first = years.first
    if not any(known < year for known in series.actuals):
        # 過去最高だった令和元年度: of the first year at hand, beside those up to the text's.
        last = years.of_text - 1
    earlier = [
        used
        for known in sorted(series.actuals)
        if known <= last and known != year and (first is None or known >= first)
        if (used := figures.actual(series, known))
    ]
    if now is None or not earlier:
        return missing(claim, series, Against(Base.PREVIOUS), year, years, now)
    is_high = claim.sense is Sense.UP
    ranked = sorted(earlier, key=lambda used: used.number, reverse=is_high)
    is_whole = claim.years is not None and len(earlier) + 1 >= claim.years
    if len(ranked) < claim.rank - 1 and not is_whole:
        return missing(claim, series, Against(Base.PREVIOUS), year, years, now)
    result = _of_rank(claim.rank, now, ranked, is_high=is_high)
    is_first_in = claim.first_in not in (None, EVER) and claim.rank == 1
    if is_first_in and ranked[0].year != year - (claim.first_in or 0):
        # 4年ぶりの過去最高: the last one stood in another year.
        result = Fit.NO
    if claim.only_in and ranked[0].year != claim.only_in:
        # 令和5年度に次ぐ, and another year comes first.
        result = Fit.NO
    if claim.is_negated:
        result = denied(result)
    reason = {Fit.YES: Reason.AGREES, Fit.LOOSE: Reason.EQUALS_RECORD, Fit.NO: Reason.DISAGREES}
    part = Part(result, reason[result], Formula.RANK, now.number)
    return worst_of(claim, series, [part], (now, *earlier))


def _of_rank(rank: int, now: Used, ranked: list[Used], *, is_high: bool) -> Fit:
    """Whether ``now`` stands at ``rank`` beside the others, which are ``ranked`` from the first."""
    if len(ranked) < rank - 1:
        # 7年間で9番目.
        return Fit.NO
    if rank > 1 and _is_beyond(now, ranked[rank - 2], is_high=is_high):
        # 2番目に多い, and it is the most.
        return Fit.NO
    if len(ranked) == rank - 1:
        # 6年間で6番目: the last of all.
        return Fit.YES
    best = ranked[rank - 1]
    gap = now.number - best.number if is_high else best.number - now.number
    return Fit.YES if gap > 0 else Fit.LOOSE if gap == 0 else Fit.NO


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
    # 一度も: since the plan began, for what was before may not be meant.
    since_plan = max(year - years.first, 1) + (base.base in TARGETS)
    span = since_plan if claim.years == EVER else claim.years or 1
    for step in range(span):
        now, then = pair(year - step, series, base, years)
        if now is None or then is None:
            unknown = missing(claim, series, base, year - step, years, now)
            continue
        used += [one for one in (now, then) if one not in used]
        if not step_holds(claim, series, base, now, then):
            part = Part(Fit.NO, Reason.DISAGREES, Formula.RUN, now.number - then.number)
            return worst_of(claim, series, [part], (now, then))
    if unknown is not None:
        return unknown
    part = Part(Fit.YES, Reason.AGREES, Formula.RUN, Decimal(span))
    return worst_of(claim, series, [part], tuple(used))


def first_in(claim: Claim, series: Series, years: Years, judged: Finding) -> Finding:
    """2年ぶりに増加: so two years ago, and not in between; 初めて: never before. ``judged`` is the verdict without."""
    year, span = figures.year_of(claim, years), claim.first_in or 1
    against = claim.against or Against(Base.PREVIOUS)
    if against.base not in _SINCE_WHEN:
        return judged
    of = figures.base_year(against, year, years) if against.base in _OF_A_YEAR else None
    for step in range(1, span + 1):
        first = years.first if "計画" in claim.quote else of
        if first is not None and year - step <= first:
            # 計画期間で初めて: what was before does not count.
            break
        now, then = pair(year - step, series, against, years)
        if now is None or then is None:
            continue
        if step_holds(claim, series, against, now, then) == (step < span):
            part = Part(Fit.NO, Reason.DISAGREES, Formula.RUN, now.number - then.number)
            return worst_of(claim, series, [part], (now, then))
    return judged


#: Bases beside which it can be so for the first time; a year stays the same for all years after it.
_OF_A_YEAR = frozenset({Base.YEAR, Base.BEFORE_PANDEMIC, Base.FIRST})
_SINCE_WHEN = _OF_A_YEAR | {Base.TARGET, Base.FINAL_TARGET, Base.PREVIOUS}


def first_beyond(claim: Claim, series: Series, years: Years, judged: Finding) -> Finding:
    """初めて5万冊を超えた: no year before did."""
    year = figures.year_of(claim, years)
    for step in range(1, (claim.first_in or 1)):
        then = figures.actual(series, year - step)
        if (
            then is not None
            and claim.value is not None
            and fit(claim.value, then.number) is Fit.YES
        ):
            part = Part(Fit.NO, Reason.DISAGREES, Formula.EQUAL, then.number)
            return worst_of(claim, series, [part], (then,))
    return judged


def step_holds(claim: Claim, series: Series, base: Against, now: Used, then: Used) -> bool:
    gap = now.number - then.number
    if base.base in TARGETS and claim.sense is None:
        return (gap == 0 or figures.is_good(series, gap)) != claim.is_negated
    return direction(claim, series, now, then).fit is not Fit.NO
