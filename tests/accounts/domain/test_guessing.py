from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuinowa.accounts.domain.guessing import seconds_to_wait, within_window
from yuinowa.accounts.domain.policy import PER_ACCOUNT

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
ages = st.lists(st.integers(0, 3600), max_size=40)


def _moments(seconds_ago: list[int]) -> list[datetime]:
    return [NOW - timedelta(seconds=age) for age in seconds_ago]


def test_nine_failures_are_free() -> None:
    assert seconds_to_wait(_moments([1] * 9), NOW, PER_ACCOUNT) == 0


@pytest.mark.parametrize(
    ("failures", "expected"), [(10, 30), (11, 60), (12, 120), (14, 480), (15, 900), (40, 900)]
)
def test_each_failure_beyond_the_limit_doubles_the_delay_up_to_the_window(
    failures: int, expected: int
) -> None:
    assert seconds_to_wait(_moments([0] * failures), NOW, PER_ACCOUNT) == expected


@given(ages)
def test_waiting_as_long_as_asked_is_enough(seconds_ago: list[int]) -> None:
    failures = _moments(seconds_ago)

    wait = seconds_to_wait(failures, NOW, PER_ACCOUNT)

    assert seconds_to_wait(failures, NOW + timedelta(seconds=wait), PER_ACCOUNT) == 0


@given(ages)
def test_nobody_waits_longer_than_the_window(seconds_ago: list[int]) -> None:
    wait = seconds_to_wait(_moments(seconds_ago), NOW, PER_ACCOUNT)

    assert 0 <= wait <= PER_ACCOUNT.window.total_seconds()


@given(ages)
def test_only_failures_within_the_window_count(seconds_ago: list[int]) -> None:
    counted = within_window(_moments(seconds_ago), NOW, PER_ACCOUNT)

    assert len(counted) == sum(age < 900 for age in seconds_ago)
    assert counted == sorted(counted)
