"""What a verdict is put together from: the parts of a claim, each with how it fits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from yuinowa.plans.domain.claims import figures
from yuinowa.plans.domain.claims.figures import Years
from yuinowa.plans.domain.claims.fitting import Fit
from yuinowa.plans.domain.claims.kinds import (
    Against,
    Base,
    Claim,
    Finding,
    Formula,
    Reason,
    Used,
    Verdict,
)
from yuinowa.plans.domain.claims.series import Series

_VERDICTS = {Fit.YES: Verdict.TRUE, Fit.LOOSE: Verdict.AMBIGUOUS, Fit.NO: Verdict.CONTRADICTS}
_ROUNDED = {Fit.YES: Reason.AGREES, Fit.LOOSE: Reason.ROUNDED_LOOSELY, Fit.NO: Reason.DISAGREES}


@dataclass(frozen=True)
class Part:
    """One thing a claim says, and how it fits."""

    fit: Fit
    reason: Reason
    formula: Formula | None = None
    computed: Decimal | None = None


def rounded(fit: Fit, formula: Formula, computed: Decimal) -> Part:
    """A part about a number: a loose fit is a matter of rounding."""
    return Part(fit, _ROUNDED[fit], formula, computed)


def denied(fit: Fit) -> Fit:
    """How the contrary fits."""
    return {Fit.YES: Fit.NO, Fit.NO: Fit.YES}.get(fit, fit)


def pair(
    claim_year: int, series: Series, against: Against, years: Years
) -> tuple[Used | None, Used | None]:
    """The figure of a year and what it is compared with."""
    return (
        figures.actual(series, claim_year),
        figures.compared_with(series, against, claim_year, years),
    )


def worst_of(
    claim: Claim, series: Series, parts: Sequence[Part], used: tuple[Used, ...]
) -> Finding:
    """The verdict of the part that fits least; of equals the last, which is the most exact."""
    worst = min(reversed(parts), key=lambda part: part.fit)
    return Finding(
        claim,
        _VERDICTS[worst.fit],
        worst.reason,
        indicator=series.name,
        formula=worst.formula,
        computed=worst.computed,
        used=used,
    )


def missing(
    claim: Claim, series: Series, against: Against, year: int, years: Years, now: Used | None
) -> Finding:
    if against.base is Base.UNKNOWN and now is not None:
        return Finding(claim, Verdict.UNCHECKABLE, Reason.BASE_UNKNOWN, indicator=series.name)
    wanted = year if now is None else figures.base_year(against, year, years)
    return Finding(
        claim,
        Verdict.UNCHECKABLE,
        Reason.FIGURE_MISSING,
        indicator=series.name,
        used=(now,) if now else (),
        missing=(str(wanted),) if wanted is not None else (),
    )
