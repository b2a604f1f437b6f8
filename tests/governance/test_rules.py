"""What a body may decide, when it is silent, which promises were kept: rules without a database."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuinowa.governance.domain.bodies import BodyStatus, can_decide, status
from yuinowa.governance.domain.meetings import MEETING_WORKFLOW, MeetingRole, MeetingState
from yuinowa.governance.domain.promises import Kept, PromiseState, kept_rate

TODAY = date(2026, 11, 22)
S = PromiseState


@pytest.mark.parametrize(
    ("meetings", "days_past", "expected"),
    [
        (0, None, BodyStatus.FORMING),
        (1, None, BodyStatus.ACTIVE),
        (1, 60, BodyStatus.ACTIVE),
        (1, 61, BodyStatus.SILENT),
        (0, 61, BodyStatus.SILENT),
        (1, -10, BodyStatus.ACTIVE),
    ],
)
def test_a_body_is_silent_sixty_days_after_it_wanted_to_meet(
    meetings: int, days_past: int | None, expected: BodyStatus
) -> None:  # I33
    due = None if days_past is None else TODAY - timedelta(days=days_past)

    assert status(has_met=meetings > 0, next_due=due, today=TODAY) is expected


@given(st.integers(0, 100), st.integers(1, 100))
def test_a_decision_needs_the_quorum(present: int, quorum: int) -> None:  # I31
    assert can_decide(present, quorum) == (present >= quorum)


def test_promises_without_an_answer_count_once_their_day_is_past() -> None:
    yesterday, tomorrow = TODAY - timedelta(days=1), TODAY + timedelta(days=1)

    rate = kept_rate(
        [
            (S.KEPT, yesterday),
            (S.NOT_KEPT, yesterday),
            (S.OPEN, yesterday),
            (S.OPEN, TODAY),
            (S.OPEN, tomorrow),
            (S.KEPT, tomorrow),
        ],
        TODAY,
    )

    assert rate == Kept(2, 4)
    assert rate.share == 0.5


def test_no_promise_that_has_come_due_is_no_zero() -> None:  # I30
    assert kept_rate([(S.OPEN, TODAY)], TODAY) is None
    assert kept_rate([], TODAY) is None


@given(
    st.lists(st.tuples(st.sampled_from(PromiseState), st.dates(date(2026, 1, 1), date(2027, 1, 1))))
)
def test_never_more_are_kept_than_came_due(promises: list[tuple[PromiseState, date]]) -> None:
    rate = kept_rate(promises, TODAY)

    assert rate is None or 0 <= rate.kept <= rate.due <= len(promises)


def test_agreed_minutes_and_cancelled_meetings_are_the_end() -> None:
    for state in (MeetingState.AGREED, MeetingState.CANCELLED):
        assert MEETING_WORKFLOW.actions(state, MeetingRole) == ()
