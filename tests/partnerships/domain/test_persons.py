"""Whether the work hangs on one person: counts, whoever they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuinowa.partnerships.domain.persons import Persons, persons_of


@pytest.mark.parametrize(
    ("deeds", "single"),
    [([], False), ([0], False), ([1], True), ([5, 5], False), ([8, 2], True), ([79, 21], False)],
)
def test_one_person_or_four_fifths_is_a_single_point(deeds: list[int], *, single: bool) -> None:
    # I37, §12.3
    assert persons_of(deeds).is_single_point is single


def test_where_nobody_acted_there_is_no_share() -> None:
    assert persons_of([]) == Persons(0, None)


@given(st.lists(st.integers(0, 50)), st.randoms())
def test_who_is_named_first_changes_nothing(deeds: list[int], chance: object) -> None:
    mixed = list(deeds)
    chance.shuffle(mixed)  # type: ignore[attr-defined]  # a source of chance

    assert persons_of(mixed) == persons_of(deeds)
