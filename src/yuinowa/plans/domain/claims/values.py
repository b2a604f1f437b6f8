"""Verdicts on a figure by itself, and on a deed that moves one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from yuinowa.plans.domain.claims import figures
from yuinowa.plans.domain.claims.figures import Years
from yuinowa.plans.domain.claims.fitting import Fit, fit
from yuinowa.plans.domain.claims.kinds import (
    Against,
    Base,
    Bound,
    Claim,
    Finding,
    Formula,
    Measure,
    Quantity,
    Reason,
    Sense,
    Used,
    Verdict,
)
from yuinowa.plans.domain.claims.parts import denied, missing, pair, rounded, worst_of
from yuinowa.plans.domain.claims.series import Series


def value(claim: Claim, series: Series, years: Years) -> Finding:
    year = figures.year_of(claim, years)
    now = figures.actual(series, year)
    stated = claim.against.stated if claim.against else None
    base = figures.compared_with(series, claim.against, year, years) if claim.against else None
    if claim.value is None and stated is not None and base is not None:
        return _rounded(claim, series, [(stated, base)])
    if claim.value is None or now is None:
        return missing(claim, series, claim.against or Against(Base.YEAR, year), year, years, now)
    if claim.value.measure is Measure.TIMES and series.is_share:
        # 半数を超えている, of a share.
        in_percent = replace(
            claim.value, number=claim.value.number * 100, place=0, measure=Measure.PERCENT
        )
        return _rounded(claim, series, [(in_percent, now)])
    result = fit(claim.value, now.number)
    is_another = (
        result is Fit.NO and claim.is_in_company and _is_another_figure(claim.value, series)
    )
    if is_another or (claim.value.measure is Measure.PERCENT) != series.is_share:
        return Finding(claim, Verdict.UNCHECKABLE, Reason.OTHER_UNIT, indicator=series.name)
    rows = [(claim.value, now)]
    if stated is not None and base is not None:
        rows.append((stated, base))
    return _rounded(claim, series, rows)


def _rounded(claim: Claim, series: Series, rows: Sequence[tuple[Quantity, Used]]) -> Finding:
    """Each number that is said beside the figure it stands for; a denial is of the first."""
    parts = [rounded(fit(said, used.number), Formula.EQUAL, used.number) for said, used in rows]
    if claim.is_negated:
        said, used = rows[0]
        parts[0] = rounded(denied(fit(said, used.number)), Formula.EQUAL, used.number)
    return worst_of(claim, series, parts, tuple(used for _said, used in rows))


def _is_another_figure(value: Quantity, series: Series) -> bool:
    """Whether the number stands elsewhere in the series, so that it may be spoken of there."""
    others = {*series.actuals.values(), *series.targets.values()}
    return value.bound is Bound.EXACT and value.number in others


def deed(claim: Claim, series: Series, years: Years) -> Finding:
    year = figures.year_of(claim, years)
    now, base = pair(year, series, Against(Base.PREVIOUS), years)
    if now is None or base is None:
        return missing(claim, series, Against(Base.PREVIOUS), year, years, now)
    gap = now.number - base.number
    agrees = gap > 0 if claim.sense is Sense.UP else gap < 0
    return Finding(
        claim,
        Verdict.CONSISTENT if agrees else Verdict.UNCHECKABLE,
        Reason.DEED_AGREES if agrees else Reason.NO_FIGURE_BEHIND,
        indicator=series.name,
        formula=Formula.DIFFERENCE,
        computed=gap,
        used=(now, base),
    )
