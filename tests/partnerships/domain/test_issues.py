"""Issues and risks as rules: who may take which step, who is waited for, what is for the next meeting."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuinowa.kernel.errors import TransitionRefused
from yuinowa.partnerships.domain.issues import (
    ISSUE_WORKFLOW,
    IssueRole,
    IssueState,
    IssueStep,
    is_for_meeting,
    looked_after_by,
)
from yuinowa.partnerships.domain.risks import Degree, is_due, is_heavy, weight

SIDES = st.sets(st.integers(min_value=1, max_value=6))


@pytest.mark.parametrize("step", [IssueStep.TAKE, IssueStep.SETTLE])
def test_only_the_side_that_looks_after_an_issue_says_that_it_is_done(step: IssueStep) -> None:
    # I13
    with pytest.raises(TransitionRefused):
        ISSUE_WORKFLOW.target(IssueState.OPEN, step, IssueRole.RAISER)


@given(st.sampled_from(IssueState))
def test_an_issue_can_always_go_on(state: IssueState) -> None:
    assert ISSUE_WORKFLOW.actions(state, IssueRole)


@given(st.integers(1, 6), st.integers(1, 6), SIDES)
def test_somebody_who_is_there_is_waited_for_as_long_as_anybody_is(
    owner: int, raiser: int, there: set[int]
) -> None:
    waited = looked_after_by(owner, raiser, there)

    assert (waited in there) if there else (waited is None)
    if owner in there:
        assert waited == owner


@given(SIDES, st.integers(1, 6), SIDES)
def test_nothing_is_for_a_meeting_that_its_own_side_does_not_want(
    wishes: set[int], owner: int, there: set[int]
) -> None:
    if is_for_meeting(wishes, owner, there):
        assert owner in wishes
        assert len(wishes & there) >= 2


def test_one_side_alone_puts_nothing_before_a_meeting() -> None:
    assert not is_for_meeting([1], 1, [1, 2])
    assert not is_for_meeting([2, 3], 1, [1, 2, 3])
    assert is_for_meeting([1, 2], 1, [1, 2])


def test_a_risk_is_heavy_when_one_is_high_and_the_other_at_least_middle() -> None:
    heavy = {(a.value, b.value) for a in Degree for b in Degree if is_heavy(a, b)}

    assert heavy == {(3, 3), (3, 2), (2, 3)}
    assert weight(Degree.LOW, Degree.HIGH) == 3


def test_a_risk_is_due_from_its_day_on() -> None:
    day = date(2026, 12, 1)

    assert not is_due(day, date(2026, 11, 30))
    assert is_due(day, day)
