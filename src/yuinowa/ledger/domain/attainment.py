"""How far an indicator has come: the attainment of a year, and the forecast of its final target.

Plans rate with it, and so do goals of partnerships. Exact throughout: fractions in, fractions out.
Source: plan-progress §7.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from yuinowa.ledger.domain.indicators import Direction, Nature

#: What a count that should fall is worth once it is 0: more than any threshold asks. Never printed.
BEYOND = Fraction(1000)
_DAYS_OF_YEAR = 365


class Method(StrEnum):
    """How the final year is forecast."""

    #: Final target × attainment of the year.
    CARRY = "carry"
    #: Least squares over at least three actuals.
    LINEAR = "linear"
    #: The last actual: right for a stock that does not move.
    LAST = "last"
    #: The last actual and the last change once more.
    STEP = "step"
    #: A number that somebody gives with a reason.
    MANUAL = "manual"


#: Actuals a method needs.
POINTS = {Method.CARRY: 1, Method.LINEAR: 3, Method.LAST: 1, Method.STEP: 2, Method.MANUAL: 0}


class Limit(StrEnum):
    """What has to be said beside a forecast (plan-progress §7, honest limits)."""

    NO_ACTUAL = "no_actual"
    NO_TARGET = "no_target"
    NO_FORECAST = "no_forecast"
    TARGET_IS_ZERO = "target_is_zero"
    TOO_FEW_POINTS = "too_few_points"
    THREE_POINTS = "three_points"
    ONE_POINT = "one_point"
    REACHED_MAY_FALL = "reached_may_fall"


@dataclass(frozen=True, slots=True)
class Series:
    """An indicator's targets and actuals by fiscal year. A milestone's numbers are days: 20270331."""

    direction: Direction = Direction.UP
    nature: Nature = Nature.FLOW
    targets: Mapping[int, Decimal] = field(default_factory=dict)
    actuals: Mapping[int, Decimal] = field(default_factory=dict)
    #: The forecast that a person gives.
    manual: Decimal | None = None
    #: How far from the target a figure may be that is to be kept, as a share of the target.
    band: Decimal = Decimal(0)

    @property
    def final_year(self) -> int | None:
        return max(self.targets, default=None)

    @property
    def final_target(self) -> Decimal | None:
        return self.targets[max(self.targets)] if self.targets else None

    def until(self, year: int) -> dict[int, Decimal]:
        """The actuals up to ``year``, in order."""
        return {y: number for y, number in sorted(self.actuals.items()) if y <= year}


@dataclass(frozen=True, slots=True)
class Outlook:
    """An indicator against its target: ``ratio`` 1 is on target, more is better, whichever way is good."""

    ratio: Fraction | None
    #: The forecast of the final year; None where the year's own target was asked, or nothing can be said.
    forecast: Fraction | None = None
    points: int = 0
    limits: tuple[Limit, ...] = ()


def attained(series: Series, number: Fraction, target: Decimal) -> Fraction | None:
    """``number`` as a share of ``target``, turned so that more is better; None for a target of 0.

    A falling indicator inverts the ratio. One to be kept is 1 at the edge of its band and above within.
    A milestone compares days: each day early adds a 365th.
    """
    aim = Fraction(target)
    match series.direction:
        case Direction.MILESTONE:
            return _in_time(number, aim)
        case Direction.DOWN:
            return _fallen(number, aim)
        case _ if aim == 0:
            return None
        case Direction.BAND:
            return 1 + Fraction(series.band) - abs(number - aim) / abs(aim)
        case Direction.UP:
            return number / aim


def _in_time(reached: Fraction, planned: Fraction) -> Fraction | None:
    day, due = day_of(reached), day_of(planned)
    if day is None or due is None:
        return None
    return 1 + Fraction((due - day).days, _DAYS_OF_YEAR)


def _fallen(number: Fraction, aim: Fraction) -> Fraction:
    if number > 0:
        return aim / number
    return Fraction(1) if number == aim else BEYOND


def day_of(number: Fraction) -> date | None:
    """The day written as ``yyyymmdd``, None if it is none."""
    if number.denominator != 1:
        return None
    year, rest = divmod(int(number), 10_000)
    try:
        return date(year, *divmod(rest, 100))
    except ValueError:
        return None


def of_year(series: Series, year: int) -> Outlook:
    """Did it reach the target of ``year``? (単年度の達成率)"""
    actual, target = series.actuals.get(year), series.targets.get(year)
    points = len(series.until(year))
    if actual is None:
        return Outlook(None, points=points, limits=(Limit.NO_ACTUAL,))
    if target is None:
        return Outlook(None, points=points, limits=(Limit.NO_TARGET,))
    ratio = attained(series, Fraction(actual), target)
    return Outlook(
        ratio, points=points, limits=() if ratio is not None else (Limit.TARGET_IS_ZERO,)
    )


def of_final(series: Series, year: int, method: Method) -> Outlook:
    """Will it reach the final target, as things stand in ``year``? (計画最終年度の見込み)"""
    if series.direction is Direction.MILESTONE and method is not Method.MANUAL:
        method = Method.LAST  # a day knows no slope: the one reported last stands
    known, target = series.until(year), series.final_target
    points = len(known)
    if target is None:
        return Outlook(None, points=points, limits=(Limit.NO_TARGET,))
    if year not in known and method is not Method.MANUAL:
        return Outlook(None, points=points, limits=(Limit.NO_ACTUAL,))
    if points < POINTS[method]:
        return Outlook(None, points=points, limits=(Limit.TOO_FEW_POINTS,))
    found = forecast(series, year, method)
    if found is None:
        return Outlook(None, points=points, limits=(_why_none(series, year, method),))
    ratio = attained(series, found, target)
    limits = _limits(series, known, target, method)
    if ratio is None:
        return Outlook(None, found, points, (*limits, Limit.TARGET_IS_ZERO))
    return Outlook(ratio, found, points, limits)


def forecast(series: Series, year: int, method: Method) -> Fraction | None:
    """The final year's figure by ``method``; None where the method has nothing to go by."""
    known = series.until(year)
    numbers = [Fraction(number) for number in known.values()]
    if len(numbers) < POINTS[method]:
        return None
    match method:
        case Method.MANUAL:
            return None if series.manual is None else Fraction(series.manual)
        case Method.LAST:
            return numbers[-1]
        case Method.STEP:
            return numbers[-1] + (numbers[-1] - numbers[-2])
        case Method.LINEAR:
            return None if series.final_year is None else _line(known, series.final_year)
        case Method.CARRY:
            return _carried(series, year)


def _carried(series: Series, year: int) -> Fraction | None:
    actual, target, final = series.actuals.get(year), series.targets.get(year), series.final_target
    if actual is None or not target or final is None:
        return None
    return Fraction(final) * Fraction(actual) / Fraction(target)


def _line(known: Mapping[int, Decimal], at: int) -> Fraction:
    """The line of least squares through ``known``, at the year ``at``."""
    count = len(known)
    mean_year = Fraction(sum(known), count)
    mean = sum(map(Fraction, known.values()), Fraction(0)) / count
    across = sum(
        ((year - mean_year) * (Fraction(n) - mean) for year, n in known.items()), Fraction(0)
    )
    along = sum(((year - mean_year) ** 2 for year in known), Fraction(0))
    return mean + across / along * (at - mean_year)


def _why_none(series: Series, year: int, method: Method) -> Limit:
    if method is Method.MANUAL:
        return Limit.NO_FORECAST
    return Limit.TARGET_IS_ZERO if series.targets.get(year) == 0 else Limit.NO_TARGET


def _limits(
    series: Series, known: Mapping[int, Decimal], target: Decimal, method: Method
) -> tuple[Limit, ...]:
    limits = []
    if method is Method.LINEAR and len(known) == POINTS[Method.LINEAR]:
        limits.append(Limit.THREE_POINTS)
    if len(known) == 1 and method is not Method.MANUAL:
        limits.append(Limit.ONE_POINT)
    is_rising_flow = series.nature is Nature.FLOW and series.direction is Direction.UP
    if is_rising_flow and any(number >= target for number in known.values()):
        limits.append(Limit.REACHED_MAY_FALL)
    return tuple(limits)
