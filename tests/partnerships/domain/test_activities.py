"""The rules of activities: when one can be, when it can have been held, who counts it how often."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuinowa.kernel.errors import TransitionRefused
from yuinowa.partnerships.domain.activities import (
    ACTIVITY_WORKFLOW,
    ActivityRole,
    ActivityState,
    ActivityStep,
    DayFault,
    Days,
    People,
    Span,
    held_fault,
    pairs_of_hosts,
    plan_fault,
)

TODAY = date(2026, 11, 22)
WEEK = timedelta(days=7)
SINCE_SPRING: Span = (date(2026, 4, 1), None)


@pytest.mark.parametrize(
    ("first", "last", "fault"),
    [
        (TODAY, None, None),
        (TODAY, TODAY, None),
        (TODAY, TODAY - WEEK, DayFault.ENDS_BEFORE),
        (TODAY, TODAY + timedelta(days=366), None),
        (TODAY, TODAY + timedelta(days=367), DayFault.TOO_LONG),
        (date(2226, 11, 22), None, DayFault.TOO_FAR),
        (date(1926, 11, 22), None, DayFault.TOO_FAR),
    ],
)
def test_a_plan_is_on_days_that_can_be(
    first: date, last: date | None, fault: DayFault | None
) -> None:
    assert plan_fault(Days(first, last), TODAY) is fault


@pytest.mark.parametrize(
    ("first", "last", "spans", "fault"),
    [
        (TODAY, None, [SINCE_SPRING], None),
        (TODAY + timedelta(days=1), None, [SINCE_SPRING], DayFault.NOT_YET),
        (TODAY - WEEK, TODAY + timedelta(days=1), [SINCE_SPRING], DayFault.NOT_YET),
        # I7, I10: before an agreement is in force nothing is done under it.
        (TODAY, None, [], DayFault.NOT_IN_FORCE),
        (date(2026, 3, 31), None, [SINCE_SPRING], DayFault.NOT_IN_FORCE),
        (date(2026, 3, 31), date(2026, 4, 1), [SINCE_SPRING], DayFault.NOT_IN_FORCE),
        (date(2026, 4, 1), date(2026, 4, 2), [SINCE_SPRING], None),
        (date(2026, 6, 30), None, [(date(2026, 4, 1), date(2026, 6, 30))], None),
        (
            date(2026, 7, 1),
            None,
            [(date(2026, 4, 1), date(2026, 6, 30))],
            DayFault.NOT_IN_FORCE,
        ),
    ],
)
def test_it_was_held_on_a_day_that_is_over_under_an_agreement_in_force(
    first: date, last: date | None, spans: list[Span], fault: DayFault | None
) -> None:
    assert held_fault(Days(first, last), TODAY, spans) is fault


@given(st.lists(st.integers(1, 10**6), unique=True, min_size=1, max_size=80))
def test_each_host_gives_once_and_takes_part_once(hosts: list[int]) -> None:
    pairs = pairs_of_hosts(hosts)

    assert Counter(giver for giver, _receiver in pairs) == Counter(hosts)
    assert Counter(receiver for _giver, receiver in pairs) == Counter(hosts)
    assert all((giver == receiver) == (len(hosts) == 1) for giver, receiver in pairs)


@pytest.mark.parametrize(
    ("people", "adds_up"),
    [
        (People(), True),
        (People(0), True),
        (People(40), True),
        (People(40, 25, 10, 5), True),
        (People(40, 25, 10), True),
        (People(40, 25, 10, 6), False),
        (People(None, 25), False),
        (People(None, None, None, 0), False),
    ],
)
def test_those_told_apart_fit_into_all(people: People, *, adds_up: bool) -> None:
    assert people.adds_up is adds_up


def test_nothing_leads_away_from_what_was_held_but_taking_it_back() -> None:
    held = {row.target for row in ACTIVITY_WORKFLOW.transitions if row.state is ActivityState.HELD}

    assert held == {ActivityState.HELD, ActivityState.CANCELLED}


@given(st.sampled_from(ActivityStep))
def test_what_was_given_up_stays_so(step: ActivityStep) -> None:
    with pytest.raises(TransitionRefused):
        ACTIVITY_WORKFLOW.target(ActivityState.CANCELLED, step, ActivityRole.HOST)
