"""Look up the figures a claim needs: the year's actual, and what it is compared with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from yuinowa.plans.domain.claims.kinds import (
    TARGETS,
    Against,
    Base,
    Claim,
    FigureKind,
    Used,
)
from yuinowa.plans.domain.claims.policy import POLICY
from yuinowa.plans.domain.claims.series import Series
from yuinowa.plans.domain.kinds import Direction


@dataclass(frozen=True)
class Years:
    """The years of the text and of the plan."""

    of_text: int
    first: int
    final: int


def year_of(claim: Claim, years: Years) -> int:
    """The year a claim speaks of; a negative one counts back from the text's."""
    if claim.year is None:
        return years.of_text
    return years.of_text + claim.year if claim.year <= 0 else claim.year


def actual(series: Series, year: int) -> Used | None:
    number = series.actuals.get(year)
    return (
        None if number is None else Used(FigureKind.ACTUAL, year, number, series.unit, series.name)
    )


def target(series: Series, year: int) -> Used | None:
    number = series.targets.get(year)
    return (
        None if number is None else Used(FigureKind.TARGET, year, number, series.unit, series.name)
    )


def compared_with(series: Series, against: Against, year: int, years: Years) -> Used | None:
    """The figure a claim about ``year`` is compared with; None: there is none, or none is known."""
    if against.base is Base.MEAN:
        return _mean(series, against, year)
    if against.base in _AMONG_THE_EARLIER:
        return _among_the_earlier(series, against.base, year)
    if against.base is Base.BEFORE_PANDEMIC:
        before = POLICY.before_pandemic
        return actual(series, before) or actual(series, before - 1)
    of = base_year(against, year, years)
    if of is None or (against.base is Base.FIRST and of >= year):
        return None
    return target(series, of) if against.base in TARGETS else actual(series, of)


def base_year(against: Against, year: int, years: Years) -> int | None:
    """The year whose figure a base stands for; None where it names none."""
    return {
        Base.PREVIOUS: year - 1,
        Base.YEARS_AGO: year - (against.year or 0),
        Base.YEAR: against.year,
        Base.TARGET_OF_YEAR: against.year,
        Base.TARGET: year,
        Base.FINAL_TARGET: years.final,
        Base.BEFORE_PANDEMIC: POLICY.before_pandemic,
        Base.FIRST: years.first,
    }.get(against.base)


#: Which of the years before it a base stands for.
_AMONG_THE_EARLIER: dict[Base, Callable[[Series, int], tuple[int | Decimal, int]]] = {
    Base.BASELINE: lambda _series, year: (-year, year),
    Base.LAST_SURVEY: lambda _series, year: (year, year),
    Base.PEAK: lambda series, year: (series.actuals[year], year),
}


def _among_the_earlier(series: Series, base: Base, year: int) -> Used | None:
    earlier = [known for known in series.actuals if known < year]
    if not earlier:
        return None
    return actual(series, max(earlier, key=lambda known: _AMONG_THE_EARLIER[base](series, known)))


def _mean(series: Series, against: Against, year: int) -> Used | None:
    """The mean of the ``span`` years that end with the one named, or with the one before ``year``."""
    last = against.year or year - 1
    numbers = [series.actuals.get(last - n) for n in range(against.span or 0)]
    known = [number for number in numbers if number is not None]
    if not known or len(known) < len(numbers):
        return None
    mean = (sum(known, Decimal(0)) / len(known)).quantize(Decimal("0.01"))
    return Used(FigureKind.MEAN, last, mean, series.unit, series.name)


def is_good(series: Series, rise: Decimal | int) -> bool:
    """Whether a change of this sign is the wished one; for a figure to be kept none is."""
    if series.direction is Direction.KEEP:
        return False
    return rise > 0 if series.direction is Direction.UP else rise < 0
