"""Verdicts on a figure beside another one: changes, shares, targets reached, figures by themselves."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from yuinowa.plans.domain.claims import figures
from yuinowa.plans.domain.claims.figures import Years
from yuinowa.plans.domain.claims.fitting import Fit, fit
from yuinowa.plans.domain.claims.kinds import (
    TARGETS,
    Against,
    Base,
    Bound,
    Claim,
    Degree,
    Finding,
    Formula,
    Measure,
    Quantity,
    Reason,
    Sense,
    Used,
)
from yuinowa.plans.domain.claims.parts import Part, denied, missing, pair, rounded, worst_of
from yuinowa.plans.domain.claims.policy import POLICY
from yuinowa.plans.domain.claims.series import Series
from yuinowa.plans.domain.kinds import Direction


def change(claim: Claim, series: Series, years: Years) -> Finding:
    year = figures.year_of(claim, years)
    against = claim.against or Against(Base.PREVIOUS)
    now, base = pair(year, series, against, years)
    if now is None or base is None:
        return missing(claim, series, against, year, years, now)
    parts = [direction(claim, series, now, base), *_stated(claim, against, now, base)]
    if claim.size is not None and not claim.is_negated:
        parts.append(_size(claim.size, claim, series, now, base))
    if claim.is_trend:
        parts.append(_trend(claim, series, year))
    if claim.has_turned:
        parts.append(_turn(claim, series, year))
    return worst_of(claim, series, parts, (now, base))


def direction(claim: Claim, series: Series, now: Used, base: Used) -> Part:
    gap = now.number - base.number
    sense = claim.sense
    if sense is None or (claim.size is not None and claim.size.number == gap == 0):
        return Part(Fit.YES, Reason.AGREES, Formula.DIFFERENCE, gap)
    if sense is Sense.FLAT:
        return _flat(claim, series, now, base, gap)
    if sense in (Sense.BETTER, Sense.WORSE):
        holds = gap != 0 and figures.is_good(series, gap) == (sense is Sense.BETTER)
        if series.direction is Direction.KEEP or (
            claim.is_softened and series.direction is Direction.DOWN
        ):
            # 維持できず of what should fall: either way may be meant.
            return Part(Fit.YES, Reason.AGREES, Formula.DIFFERENCE, gap)
    else:
        holds = gap > 0 if sense is Sense.UP else gap < 0
    if holds == claim.is_negated:
        if holds and claim.is_softened and abs(gap) <= abs(base.number) * POLICY.slight_share:
            # ほとんど増えず: hardly.
            return Part(Fit.LOOSE, Reason.SIZE_IS_JUDGED, Formula.DIFFERENCE, gap)
        return Part(Fit.NO, Reason.WRONG_WAY, Formula.DIFFERENCE, gap)
    return _degree(claim, base, gap)


def _degree(claim: Claim, base: Used, gap: Decimal) -> Part:
    if claim.degree is None or claim.size is not None or claim.is_negated:
        return Part(Fit.YES, Reason.AGREES, Formula.DIFFERENCE, gap)
    share = abs(gap) / abs(base.number) if base.number else Decimal(1)
    within = share <= POLICY.slight_share
    is_slight = claim.degree is Degree.SLIGHT
    fits = within if is_slight else share >= POLICY.slight_share
    is_far = share > POLICY.never_slight if is_slight else share < POLICY.never_large
    result = Fit.YES if fits else Fit.NO if is_far else Fit.LOOSE
    reason = {Fit.YES: Reason.AGREES, Fit.LOOSE: Reason.SIZE_IS_JUDGED, Fit.NO: Reason.DISAGREES}
    return Part(result, reason[result], Formula.DIFFERENCE, gap)


def _flat(claim: Claim, series: Series, now: Used, base: Used, gap: Decimal) -> Part:
    size = abs(gap)
    if claim.degree is Degree.SLIGHT and not claim.is_softened:
        # 同数: the same to the last digit.
        result = Fit.YES if gap == 0 else Fit.NO
    elif size <= abs(base.number) * POLICY.flat_share or (
        series.is_share and size <= POLICY.flat_points
    ):
        result = Fit.YES
    elif size <= abs(base.number) * POLICY.nearly_flat_share or size <= 1:
        result = Fit.LOOSE
    else:
        result = Fit.NO
    if claim.is_negated:
        # 横ばいではなく: how much is more than level is a matter of judgement, unless it is the very same.
        is_same = gap == 0 and not claim.is_softened
        result = denied(result) if is_same else max(denied(result), Fit.LOOSE)
    reason = {Fit.YES: Reason.AGREES, Fit.LOOSE: Reason.SIZE_IS_JUDGED, Fit.NO: Reason.DISAGREES}
    return Part(result, reason[result], Formula.DIFFERENCE, now.number - base.number)


def _stated(claim: Claim, against: Against, now: Used, base: Used) -> list[Part]:
    """What the text gives as the figure itself and as the base's."""
    parts = []
    for said, used in ((claim.value, now), (against.stated, base)):
        if said is not None:
            result = fit(said, used.number)
            parts.append(rounded(result, Formula.EQUAL, used.number))
    return parts


def _size(size: Quantity, claim: Claim, series: Series, now: Used, base: Used) -> Part:
    gap = now.number - base.number
    if claim.is_per_year:
        gap /= abs(now.year - base.year) or 1
    if size.measure in (Measure.AMOUNT, Measure.POINTS):
        result = fit(size, gap)
        if result is Fit.NO and (claim.is_of_rate or claim.is_per_year):
            # Of two rounded shares the difference may be rounded twice.
            near = abs(abs(gap) - size.number) <= Decimal(1).scaleb(min(size.place, 0))
            result = Fit.LOOSE if near else result
        return rounded(result, Formula.DIFFERENCE, gap)
    if not base.number:
        return Part(Fit.LOOSE, Reason.TWO_READINGS, Formula.DIFFERENCE, gap)
    if size.measure is Measure.PERCENT:
        return _percent(size, series, gap, gap / base.number * 100)
    return _times(size, claim, now.number / base.number)


def _percent(size: Quantity, series: Series, gap: Decimal, growth: Decimal) -> Part:
    """5% more: of the base; or, of an indicator that is itself a percentage, five points."""
    relative, points = fit(size, growth), fit(size, gap)
    if not series.is_share or relative is points:
        return rounded(relative, Formula.GROWTH, growth)
    reason = Reason.POINTS_OR_PERCENT if max(relative, points) else Reason.DISAGREES
    return Part(min(max(relative, points), Fit.LOOSE), reason, Formula.DIFFERENCE, gap)


def _times(size: Quantity, claim: Claim, ratio: Decimal) -> Part:
    """1.5倍に: the ratio; 1.5倍上回る: that, or one and a half times more."""
    if not claim.has_two_readings:
        is_word = size.bound is Bound.ABOUT and size.place == 0
        return rounded(_word(size, ratio) if is_word else fit(size, ratio), Formula.RATIO, ratio)
    as_ratio, as_excess = fit(size, ratio), fit(size, abs(ratio - 1))
    if as_ratio is Fit.NO and as_excess is Fit.NO:
        return Part(Fit.NO, Reason.DISAGREES, Formula.RATIO, ratio)
    is_clear = as_ratio is Fit.YES and as_excess is Fit.YES
    reason = Reason.AGREES if is_clear else Reason.TWO_READINGS
    return Part(Fit.YES if is_clear else Fit.LOOSE, reason, Formula.RATIO, ratio)


def _word(size: Quantity, ratio: Decimal) -> Fit:
    """倍増, 半減: near it yes, and beyond it a reader may still say so."""
    if abs(ratio - size.number) <= size.number * POLICY.about_share:
        return Fit.YES
    is_beyond = ratio > size.number if size.number > 1 else ratio < size.number
    is_near = abs(ratio - size.number) <= 2 * size.number * POLICY.about_share
    return Fit.LOOSE if is_beyond or is_near else Fit.NO


def _trend(claim: Claim, series: Series, year: int) -> Part:
    """増加傾向: the steps of all years that stand here go the same way."""
    known = sorted(known for known in series.actuals if known <= year)
    steps = [series.actuals[later] - series.actuals[earlier] for earlier, later in pairwise(known)]
    sign = -1 if claim.sense in (Sense.DOWN, Sense.WORSE) else 1
    against_it = [step for step in steps[-2:] if step * sign < 0]
    if len(steps) < 2 or not against_it:
        return Part(Fit.YES, Reason.AGREES, Formula.RUN, Decimal(len(steps)))
    return Part(Fit.LOOSE, Reason.MIXED_TREND, Formula.RUN, Decimal(len(steps)))


def _turn(claim: Claim, series: Series, year: int) -> Part:
    """増加に転じた: it fell before. One year that rose before is a matter of reading, two are not."""
    sign = -1 if claim.sense in (Sense.DOWN, Sense.WORSE) else 1
    if claim.is_negated:
        sign = -sign
    steps = [
        (then - before) * sign
        for n in (1, 2)
        if (then := series.actuals.get(year - n)) is not None
        and (before := series.actuals.get(year - n - 1)) is not None
    ]
    if not steps or steps[0] < 0:
        return Part(Fit.YES, Reason.AGREES, Formula.RUN, Decimal(len(steps)))
    result = Fit.NO if len(steps) == 2 and steps[1] > 0 else Fit.LOOSE
    reason = Reason.DISAGREES if result is Fit.NO else Reason.MIXED_TREND
    return Part(result, reason, Formula.RUN, Decimal(len(steps)))


def ratio(claim: Claim, series: Series, years: Years) -> Finding:
    year = figures.year_of(claim, years)
    against = claim.against or Against(Base.PREVIOUS)
    now, base = pair(year, series, against, years)
    if now is None or base is None or claim.size is None or not base.number:
        return missing(claim, series, against, year, years, now)
    ratio = now.number / base.number
    computed = ratio * 100 if claim.size.measure is Measure.PERCENT else ratio
    result = fit(claim.size, computed)
    is_plain = claim.size.bound in (Bound.EXACT, Bound.ABOUT)
    if series.is_share and claim.size.measure is Measure.PERCENT and is_plain:
        # 目標の86%: a share of the target, or the target itself.
        result = max(result, min(fit(claim.size, base.number), Fit.LOOSE))
    elif series.is_share and against.base in TARGETS and claim.size.number == base.number:
        # 目標の86%にも届かない: the target itself.
        result = max(result, Fit.LOOSE)
    if claim.is_negated:
        result = denied(result)
    if claim.sense is Sense.DOWN and ratio >= 1:
        result = Fit.NO
    if result is Fit.NO and _may_mean_growth(claim, against):
        result = min(fit(claim.size, (ratio - 1) * 100), Fit.LOOSE)
    parts = [rounded(result, Formula.RATIO, computed)]
    if against.stated is not None:
        parts += _stated(claim, against, now, base)
    return worst_of(claim, series, parts, (now, base))


def _may_mean_growth(claim: Claim, against: Against) -> bool:
    """前年度比5%: the growth as well as the share may be meant."""
    size = claim.size
    if size is None or size.measure is not Measure.PERCENT or claim.is_negated:
        return False
    return (
        size.bound in (Bound.EXACT, Bound.ABOUT)
        and against.base not in TARGETS
        and ("比" in claim.quote or "対" in claim.quote)
    )


def reach(claim: Claim, series: Series, years: Years) -> Finding:
    year = figures.year_of(claim, years)
    against = claim.against or Against(Base.TARGET)
    now, base = pair(year, series, against, years)
    if now is None or base is None:
        return missing(claim, series, against, year, years, now)
    gap = now.number - base.number
    reached = gap == 0 or figures.is_good(series, gap)
    result, reason = (Fit.YES if reached else Fit.NO), Reason.AGREES
    is_soft = claim.is_softened and not claim.is_negated
    if not reached and (is_soft or series.direction is Direction.KEEP):
        result = _nearly(series, now, base)
        reason = Reason.SIZE_IS_JUDGED
    if reached and is_soft and ("どおり" in claim.quote or "通り" in claim.quote):
        # ほぼ目標どおり: near it, and not far beyond.
        result = _nearly(replace(series, direction=Direction.KEEP), now, base)
        reason = Reason.SIZE_IS_JUDGED if result is Fit.LOOSE else reason
    if claim.is_negated:
        result = denied(result)
    if result is Fit.NO:
        reason = Reason.DISAGREES
    parts = [Part(result, reason, Formula.COMPARE, gap), *_stated(claim, against, now, base)]
    if claim.size is not None:
        parts.append(_size(claim.size, claim, series, now, base))
    return worst_of(claim, series, parts, (now, base))


def _nearly(series: Series, now: Used, base: Used) -> Fit:
    if not base.number or not now.number:
        return Fit.NO
    share = now.number / base.number
    if series.direction is Direction.DOWN or (series.direction is Direction.KEEP and share > 1):
        share = 1 / share
    if share >= POLICY.nearly_reached:
        return Fit.YES
    return Fit.LOOSE if share >= POLICY.hardly_reached else Fit.NO
