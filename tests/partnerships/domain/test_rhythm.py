"""How often sides are in touch: by when next, and what every side has to agree to."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuinowa.partnerships.domain.phases import Phase
from yuinowa.partnerships.domain.rhythm import Seen, Standing, is_agreed, is_kept, standing
from yuinowa.relations.domain.kinds import Frequency
from yuinowa.relations.domain.rhythm import WITH_A_DAY, Touch, next_by, touch

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
    now = touch(
        F.MONTHLY, agreed_on=date(2026, 5, 10), last=date(2025, 1, 1), today=date(2026, 6, 10)
    )

    assert (now.next_by, now.is_overdue) == (date(2026, 6, 10), False)


def test_it_is_time_the_day_after() -> None:
    now = touch(F.MONTHLY, agreed_on=date(2026, 5, 10), last=None, today=date(2026, 6, 11))

    assert (now.last, now.is_overdue) == (None, True)


def test_when_needed_is_never_late() -> None:
    now = touch(F.ON_DEMAND, agreed_on=date(2020, 1, 1), last=None, today=date(2026, 6, 11))

    assert (now.next_by, now.is_overdue) == (None, False)


def at(*lasts: date | None, joined_on: date = date(2020, 4, 1)) -> dict[int, Seen]:
    """Sides by number, each with its last day."""
    return {side: Seen(joined_on, last) for side, last in enumerate(lasts, 1)}


def found(sides: dict[int, Seen], *, today: date, active_since: date | None = None) -> Standing:
    return standing(
        F.MONTHLY,
        agreed_on=date(2025, 4, 1),
        active_since=active_since,
        sides=sides,
        today=today,
    )


def test_after_a_pause_it_is_counted_anew() -> None:
    last = date(2025, 5, 1)

    now = found(at(last, last), active_since=date(2026, 6, 1), today=date(2026, 6, 20))

    assert now == Standing(Touch(last, date(2026, 7, 1), is_overdue=False), frozenset())


def test_two_that_talk_do_not_speak_for_a_third() -> None:  # I13
    early, late = date(2025, 6, 1), date(2025, 8, 1)

    now = found(at(late, late, early), today=date(2025, 8, 2))

    assert now == Standing(Touch(late, date(2025, 7, 1), is_overdue=True), frozenset({3}))


def test_a_side_that_was_never_in_touch_is_counted_from_the_agreement() -> None:
    day = date(2025, 4, 20)

    assert found(at(day, day, None), today=date(2025, 5, 1)).silent == frozenset()
    assert found(at(day, day, None), today=date(2025, 5, 2)).silent == {3}


def test_whoever_came_later_is_counted_from_its_day() -> None:
    day = date(2025, 6, 20)
    sides = at(day, day) | {3: Seen(date(2025, 6, 10), None)}

    assert found(sides, today=date(2025, 7, 10)).silent == frozenset()
    assert found(sides, today=date(2025, 7, 11)).silent == {3}


def test_nobody_is_late_where_nobody_is_asked() -> None:
    assert found({}, today=date(2030, 1, 1)) == Standing(Touch(None, None, False), frozenset())


_DAYS = st.dates(date(2024, 1, 1), date(2027, 12, 31))


@given(st.dictionaries(st.integers(1, 9), st.none() | _DAYS, min_size=1), _DAYS)
def test_it_is_time_as_soon_as_one_side_is_late_and_on_no_other_day(
    lasts: dict[int, date | None], today: date
) -> None:
    sides = {side: Seen(date(2020, 4, 1), last) for side, last in lasts.items()}

    now = found(sides, today=today)

    alone = {side: found({side: seen}, today=today).touch for side, seen in sides.items()}
    assert now.silent == {side for side, one in alone.items() if one.is_overdue}
    assert now.touch.is_overdue is bool(now.silent)
    assert now.touch.next_by == min(one.next_by for one in alone.values() if one.next_by)


def test_nobody_agrees_alone_and_nobody_for_another() -> None:  # I1, I13
    assert not is_agreed([1], [1])
    assert not is_agreed([1, 2], [1])
    assert is_agreed([1, 2], [1, 2, 3])


@pytest.mark.parametrize("phase", Phase)
def test_a_contact_is_due_while_it_is_planned_and_at_work(phase: Phase) -> None:
    rests = phase.is_over or phase in (Phase.SUSPENDED, Phase.CLOSING)

    assert is_kept(phase) is not rests
