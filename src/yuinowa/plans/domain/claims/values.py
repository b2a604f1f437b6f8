"""Verdicts on a figure by itself, and on a deed that moves one."""

from __future__ import annotations

from yuinowa.plans.domain.claims import figures
from yuinowa.plans.domain.claims.figures import Years
from yuinowa.plans.domain.claims.fitting import fit
from yuinowa.plans.domain.claims.kinds import (
    Against,
    Base,
    Claim,
    Finding,
    Formula,
    Measure,
    Reason,
    Sense,
    Verdict,
)
from yuinowa.plans.domain.claims.parts import denied, missing, pair, rounded, worst_of
from yuinowa.plans.domain.claims.series import Series


def value(claim: Claim, series: Series, years: Years) -> Finding:
    year = figures.year_of(claim, years)
    now = figures.actual(series, year)
    stated = claim.against.stated if claim.against else None
    if claim.value is None and claim.against and stated:
        base = figures.compared_with(series, claim.against, year, years)
        if base is None:
            return missing(claim, series, claim.against, year, years, now)
        part = rounded(fit(stated, base.number), Formula.EQUAL, base.number)
        return worst_of(claim, series, [part], (base,))
    if claim.value is None or now is None:
        return missing(claim, series, Against(Base.YEAR, year), year, years, now)
    if (claim.value.measure is Measure.PERCENT) != series.is_share:
        return Finding(claim, Verdict.UNCHECKABLE, Reason.OTHER_UNIT, indicator=series.name)
    result = fit(claim.value, now.number)
    if claim.is_negated:
        result = denied(result)
    parts, used = [rounded(result, Formula.EQUAL, now.number)], (now,)
    if claim.against is not None and stated is not None:
        base = figures.compared_with(series, claim.against, year, years)
        if base is not None:
            parts.append(rounded(fit(stated, base.number), Formula.EQUAL, base.number))
            return worst_of(claim, series, parts, (now, base))
    return worst_of(claim, series, parts, used)


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
