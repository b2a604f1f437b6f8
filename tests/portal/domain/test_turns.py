from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuinowa.portal.domain.turns import Group, group_of, grouped

FRIDAY = date(2026, 11, 20)
days = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@dataclass(frozen=True)
class _Turn:
    due: date | None


@pytest.mark.parametrize(
    ("due", "group"),
    [
        (date(2026, 11, 19), Group.LATE),
        (date(2026, 11, 20), Group.TODAY),
        (date(2026, 11, 21), Group.NEXT_WEEK),
        (date(2026, 11, 29), Group.NEXT_WEEK),  # the Sunday of next week
        (date(2026, 11, 30), Group.LATER),
        (None, Group.UNDATED),
    ],
)
def test_a_turn_stands_in_the_group_of_its_due_date(due: date | None, group: Group) -> None:
    assert group_of(due, FRIDAY) is group


@given(days)
def test_next_week_ends_on_a_sunday_eight_to_thirteen_days_ahead(today: date) -> None:
    ends = [d for d in range(1, 20) if group_of(today + timedelta(d), today) is Group.NEXT_WEEK]

    assert (today + timedelta(ends[-1])).weekday() == 6
    assert 7 <= ends[-1] <= 13


@given(st.lists(st.none() | days), days)
def test_grouping_loses_nothing_and_keeps_the_order(dues: list[date | None], today: date) -> None:
    turns = [_Turn(due) for due in dues]

    groups = grouped(turns, today)

    assert sorted(map(id, (t for _, ts in groups for t in ts))) == sorted(map(id, turns))
    assert [g for g, _ in groups] == [g for g in Group if g in {group_of(d, today) for d in dues}]
    for group, found in groups:
        assert found == [turn for turn in turns if group_of(turn.due, today) is group]
