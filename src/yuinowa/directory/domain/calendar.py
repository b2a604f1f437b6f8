"""On which days an institution is closed: the rules a library prints, and the days they come to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

import holidays

_DAY = timedelta(days=1)
#: A closed day that moves on finds an open one within this time, or is given up.
FURTHEST_MOVE = 31
#: The law on holidays that the library of holidays knows begins here.
FIRST_YEAR, LAST_YEAR = 1949, 2099


class RuleKind(StrEnum):
    """``opening`` outranks all others."""

    WEEKLY = "weekly"
    NTH_WEEKDAY = "nth_weekday"
    DAY_OF_MONTH = "day_of_month"
    MONTH_END = "month_end"
    HOLIDAYS = "holidays"
    YEARLY = "yearly"
    PERIOD = "period"
    OPENING = "opening"


class OnHoliday(StrEnum):
    """What becomes of a regular closed day that falls on a holiday; for ``holidays`` on a closed day."""

    CLOSED = "closed"
    OPEN = "open"
    NEXT = "next"


REGULAR = frozenset(
    {RuleKind.WEEKLY, RuleKind.NTH_WEEKDAY, RuleKind.DAY_OF_MONTH, RuleKind.MONTH_END}
)


@dataclass(frozen=True, slots=True)
class Rule:
    """``from_day`` and ``to_day`` say when the rule holds; for periods and openings they are the days meant.

    ``month`` and ``day`` to ``end_month`` and ``end_day`` recur every year, also over the year's end.
    """

    kind: RuleKind
    weekday: int | None = None
    nth: int | None = None
    month: int | None = None
    day: int | None = None
    end_month: int | None = None
    end_day: int | None = None
    on_holiday: OnHoliday = OnHoliday.CLOSED
    from_day: date | None = None
    to_day: date | None = None
    note: str = ""

    def in_force(self, day: date) -> bool:
        return (self.from_day is None or self.from_day <= day) and (
            self.to_day is None or day <= self.to_day
        )


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the calendar; ``why`` is the rule that closes or opens it, if any does."""

    day: date
    is_closed: bool
    why: Rule | None = None
    is_holiday: bool = False


@lru_cache(maxsize=200)
def _holidays(year: int) -> frozenset[date]:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return frozenset()
    return frozenset(holidays.country_holidays("JP", years=year))


def is_holiday(day: date) -> bool:
    """Whether ``day`` is a 国民の祝日, 振替休日 or 国民の休日. Source: 国民の祝日に関する法律"""
    return day in _holidays(day.year)


def _nth(rule: Rule, day: date) -> bool:
    return day.weekday() == rule.weekday and (day.day - 1) // 7 + 1 == rule.nth


def _yearly(rule: Rule, day: date) -> bool:
    first = (rule.month or 0, rule.day or 0)
    last = (rule.end_month or 0, rule.end_day or 0)
    here = (day.month, day.day)
    return first <= here <= last if first <= last else here >= first or here <= last


_NAMES_DAY: Mapping[RuleKind, Callable[[Rule, date], bool]] = {
    RuleKind.WEEKLY: lambda rule, day: day.weekday() == rule.weekday,
    RuleKind.NTH_WEEKDAY: _nth,
    RuleKind.DAY_OF_MONTH: lambda rule, day: day.day == rule.day,
    RuleKind.MONTH_END: lambda _rule, day: (day + _DAY).day == 1,
    RuleKind.HOLIDAYS: lambda _rule, _day: False,
    RuleKind.YEARLY: _yearly,
    RuleKind.PERIOD: lambda _rule, _day: True,
    RuleKind.OPENING: lambda _rule, _day: True,
}


def _falls(rule: Rule, day: date) -> bool:
    """Whether the rule names ``day``, before anybody asks about holidays."""
    return rule.in_force(day) and _NAMES_DAY[rule.kind](rule, day)


def calendar(
    rules: Sequence[Rule],
    first: date,
    last: date,
    *,
    holiday: Callable[[date], bool] = is_holiday,
) -> list[Day]:
    """Every day from ``first`` to ``last``, whatever other days are asked for."""
    moved = _moved(rules, first, last, holiday)
    days = []
    day = first
    while day <= last:
        opening = next((r for r in rules if r.kind is RuleKind.OPENING and _falls(r, day)), None)
        why = opening or _closed_by(rules, day, holiday) or moved.get(day)
        days.append(Day(day, opening is None and why is not None, why, holiday(day)))
        day += _DAY
    return days


def _closed_by(rules: Sequence[Rule], day: date, holiday: Callable[[date], bool]) -> Rule | None:
    """The first rule that closes ``day`` where it falls, not counting days that were moved."""
    for rule in rules:
        if rule.kind is RuleKind.OPENING:
            continue
        if rule.kind is RuleKind.HOLIDAYS:
            if holiday(day) and rule.in_force(day):
                return rule
        elif _falls(rule, day) and not (
            rule.kind in REGULAR and rule.on_holiday is not OnHoliday.CLOSED and holiday(day)
        ):
            return rule
    return None


def _moved(
    rules: Sequence[Rule], first: date, last: date, holiday: Callable[[date], bool]
) -> dict[date, Rule]:
    """Closed days that moved on because of a holiday: the next day that is neither closed nor a holiday."""
    found: dict[date, Rule] = {}
    movable = [rule for rule in rules if rule.on_holiday is OnHoliday.NEXT]
    # Every holiday that could still move into the days asked for.
    day = max(first, date.min + FURTHEST_MOVE * _DAY) - FURTHEST_MOVE * _DAY
    while day <= last:
        if holiday(day):
            for rule in movable:
                if _moves_on(rule, rules, day):
                    _move(rule, rules, day, holiday, found)
        day += _DAY
    return found


def _moves_on(rule: Rule, rules: Sequence[Rule], day: date) -> bool:
    if rule.kind is RuleKind.HOLIDAYS:
        return rule.in_force(day) and any(
            other.kind in REGULAR and _falls(other, day) for other in rules
        )
    return rule.kind in REGULAR and _falls(rule, day)


def _move(
    rule: Rule,
    rules: Sequence[Rule],
    day: date,
    holiday: Callable[[date], bool],
    found: dict[date, Rule],
) -> None:
    for step in range(1, FURTHEST_MOVE + 1):
        other = day + step * _DAY
        if not holiday(other) and _closed_by(rules, other, holiday) is None:
            found.setdefault(other, rule)
            return
