from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuinowa.directory.domain.calendar import (
    REGULAR,
    OnHoliday,
    Rule,
    RuleKind,
    calendar,
    is_holiday,
)

K, H = RuleKind, OnHoliday
MONDAY = 0
DAYS = st.dates(date(2024, 1, 1), date(2027, 12, 31))


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    kind = draw(st.sampled_from(RuleKind))
    first = draw(DAYS)
    is_dated = kind in {K.PERIOD, K.OPENING}
    span = draw(st.integers(0, 60))
    movable = kind in REGULAR or kind is K.HOLIDAYS
    return Rule(
        kind,
        weekday=draw(st.integers(0, 6)),
        nth=draw(st.integers(1, 5)),
        month=draw(st.integers(1, 12)),
        day=draw(st.integers(1, 28)),
        end_month=draw(st.integers(1, 12)),
        end_day=draw(st.integers(1, 28)),
        on_holiday=draw(st.sampled_from(OnHoliday)) if movable else H.CLOSED,
        from_day=first if is_dated else draw(st.none() | DAYS),
        to_day=first + timedelta(days=span) if is_dated else None,
    )


def closed(*given_rules: Rule, year: int = 2026, month: int = 9) -> list[int]:
    first = date(year, month, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return [day.day.day for day in calendar(given_rules, first, last) if day.is_closed]


@given(
    st.lists(rules(), max_size=6), DAYS, st.integers(0, 70), st.integers(0, 40), st.integers(0, 40)
)
def test_a_day_is_the_same_whatever_days_are_asked_for_with_it(
    some: list[Rule], first: date, length: int, before: int, after: int
) -> None:
    last = first + timedelta(days=length)
    wider = calendar(some, first - timedelta(days=before), last + timedelta(days=after))

    assert calendar(some, first, last) == [day for day in wider if first <= day.day <= last]


@given(st.lists(rules(), max_size=6), DAYS)
def test_every_day_comes_once_and_a_closed_one_has_its_reason(
    some: list[Rule], first: date
) -> None:
    days = calendar(some, first, first + timedelta(days=60))

    assert [day.day for day in days] == [first + timedelta(days=n) for n in range(61)]
    assert all(day.why is not None for day in days if day.is_closed)


@given(st.lists(rules(), max_size=6), DAYS)
def test_an_exceptional_opening_outranks_every_rule(some: list[Rule], day: date) -> None:
    opening = Rule(K.OPENING, from_day=day, to_day=day)

    assert not calendar([*some, opening], day, day)[0].is_closed


@given(st.lists(rules(), max_size=4), DAYS)
def test_one_rule_more_that_closes_without_asking_opens_nothing(
    some: list[Rule], first: date
) -> None:
    """A period closes days and never opens one that was closed, except by moving a day that had moved there."""
    last = first + timedelta(days=40)
    period = Rule(K.PERIOD, from_day=first, to_day=last)

    with_period = calendar([*some, period], first, last)

    openings = [rule for rule in some if rule.kind is K.OPENING]
    assert all(
        day.is_closed or any(rule.in_force(day.day) for rule in openings) for day in with_period
    )


def test_every_monday_in_september_2026() -> None:
    assert closed(Rule(K.WEEKLY, weekday=MONDAY)) == [7, 14, 21, 28]


def test_a_monday_that_is_a_holiday_is_open() -> None:
    # 2026: 21 September is 敬老の日, 22 is 国民の休日, 23 is 秋分の日.
    assert closed(Rule(K.WEEKLY, weekday=MONDAY, on_holiday=H.OPEN)) == [7, 14, 28]


def test_a_monday_that_is_a_holiday_is_open_and_the_next_weekday_closed_instead() -> None:
    assert closed(Rule(K.WEEKLY, weekday=MONDAY, on_holiday=H.NEXT)) == [7, 14, 24, 28]


def test_holidays_are_closed_and_one_on_a_closed_day_moves_on() -> None:
    mondays = Rule(K.WEEKLY, weekday=MONDAY)
    assert closed(mondays, Rule(K.HOLIDAYS, on_holiday=H.NEXT)) == [7, 14, 21, 22, 23, 24, 28]


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        (Rule(K.NTH_WEEKDAY, weekday=2, nth=3), [16]),
        (Rule(K.NTH_WEEKDAY, weekday=2, nth=5), [30]),
        (Rule(K.DAY_OF_MONTH, day=31), []),
        (Rule(K.MONTH_END), [30]),
        (Rule(K.MONTH_END, from_day=date(2026, 10, 1)), []),
        (Rule(K.PERIOD, from_day=date(2026, 8, 30), to_day=date(2026, 9, 2)), [1, 2]),
        (Rule(K.YEARLY, month=9, day=29, end_month=1, end_day=3), [29, 30]),
    ],
)
def test_the_other_rules(rule: Rule, days: list[int]) -> None:
    assert closed(rule) == days


def test_the_end_of_the_year_runs_into_the_next() -> None:
    rule = Rule(K.YEARLY, month=12, day=29, end_month=1, end_day=3)

    assert closed(rule, month=12) == [29, 30, 31]
    assert closed(rule, month=1) == [1, 2, 3]


def test_holidays_of_japan_with_their_substitutes() -> None:
    assert is_holiday(date(2026, 5, 6))  # 振替休日
    assert not is_holiday(date(2026, 5, 7))
    assert not is_holiday(date(1900, 1, 1))
