"""How often sides are in touch: by when next, and what every side has to agree to."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuinowa.partnerships.domain.phases import Phase
from yuinowa.partnerships.domain.rhythm import is_agreed, is_kept, standing
from yuinowa.relations.domain.kinds import Frequency
from yuinowa.relations.domain.rhythm import WITH_A_DAY, next_by, touch

F = Frequency


@pytest.mark.parametrize(
    ("frequency", "day"),
    [
        (F.WEEKLY, date(2026, 1, 22)),
        (F.MONTHLY, date(2026, 2, 15)),
        (F.TWO_MONTHLY, date(2026, 3, 15)),
        (F.QUARTERLY, date(2026, 4, 15)),
        (F.HALF_YEARLY, date(2026, 7, 15)),
        (F.YEARLY, date(2027, 1, 15)),
        (F.ON_DEMAND, None),
    ],
)
def test_the_next_day_follows_from_the_rhythm(frequency: Frequency, day: date | None) -> None:
    assert next_by(frequency, date(2026, 1, 15)) == day


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.sampled_from(WITH_A_DAY))
def test_the_next_day_is_always_later(since: date, frequency: Frequency) -> None:
    found = next_by(frequency, since)

    assert found is not None
    assert found > since


def test_a_shorter_month_ends_it_on_its_last_day() -> None:
    assert next_by(F.MONTHLY, date(2026, 1, 31)) == date(2026, 2, 28)
    assert next_by(F.MONTHLY, date(2026, 10, 30)) == date(2026, 11, 30)


def test_nothing_is_late_from_before_it_was_agreed() -> None:
    found = touch(
        F.MONTHLY, agreed_on=date(2026, 5, 10), last=date(2025, 1, 1), today=date(2026, 6, 10)
    )

    assert (found.next_by, found.is_overdue) == (date(2026, 6, 10), False)


def test_it_is_time_the_day_after() -> None:
    found = touch(F.MONTHLY, agreed_on=date(2026, 5, 10), last=None, today=date(2026, 6, 11))

    assert (found.last, found.is_overdue) == (None, True)


def test_when_needed_is_never_late() -> None:
    found = touch(F.ON_DEMAND, agreed_on=date(2020, 1, 1), last=None, today=date(2026, 6, 11))

    assert (found.next_by, found.is_overdue) == (None, False)


def test_after_a_pause_it_is_counted_anew() -> None:
    found = standing(
        F.MONTHLY,
        agreed_on=date(2025, 4, 1),
        active_since=date(2026, 6, 1),
        last=date(2025, 5, 1),
        today=date(2026, 6, 20),
    )

    assert (found.next_by, found.is_overdue) == (date(2026, 7, 1), False)


def test_nobody_agrees_alone_and_nobody_for_another() -> None:  # I1, I13
    assert not is_agreed([1], [1])
    assert not is_agreed([1, 2], [1])
    assert is_agreed([1, 2], [1, 2, 3])


@pytest.mark.parametrize("phase", Phase)
def test_a_contact_is_due_while_it_is_planned_and_at_work(phase: Phase) -> None:
    rests = phase.is_over or phase in (Phase.SUSPENDED, Phase.CLOSING)

    assert is_kept(phase) is not rests
