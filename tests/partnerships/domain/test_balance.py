"""What a record counts is not said a second time; words on the work are of a day of the work."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from yuinowa.partnerships.domain.balance import (
    BESIDE,
    Counted,
    DayFault,
    Figure,
    Matter,
    fault_of_day,
    is_counted,
)

BEGUN, TODAY = date(2024, 4, 1), date(2024, 11, 22)


@pytest.mark.parametrize("matter", Matter)
def test_what_has_no_figure_is_counted_by_nothing(matter: Matter) -> None:
    assert not is_counted(matter, None, [])


@pytest.mark.parametrize("counted", Counted)
def test_a_figure_counts_the_matter_it_stands_beside_alone(counted: Counted) -> None:
    figures = [Figure(counted, 2024, 0)]

    found = {matter for matter in Matter if is_counted(matter, None, figures)}

    # Zero is counted, too (I30); that an activity took place does not say what a side had of it.
    beside = {matter for matter, codes in BESIDE.items() if counted in codes}
    assert found == beside - {Matter.BENEFIT}


def test_a_figure_of_another_year_does_not_count_what_was_said_of_one_year() -> None:
    figures = [Figure(Counted.STAFF, 2025, 3)]

    assert not is_counted(Matter.PEOPLE, 2024, figures)
    assert is_counted(Matter.PEOPLE, 2025, figures)
    assert is_counted(Matter.PEOPLE, None, figures)


@pytest.mark.parametrize(
    ("as_of", "begun_on", "fault"),
    [
        (TODAY, BEGUN, None),
        (BEGUN, BEGUN, None),
        (TODAY + timedelta(days=1), BEGUN, DayFault.AHEAD),
        (BEGUN - timedelta(days=1), BEGUN, DayFault.BEFORE),
        (date(1990, 1, 1), None, None),
    ],
)
def test_words_are_of_a_day_of_the_work(
    as_of: date, begun_on: date | None, fault: DayFault | None
) -> None:
    assert fault_of_day(as_of, begun_on=begun_on, today=TODAY) is fault
