from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from yuinowa.ledger.domain.privacy import SMALLEST_SHOWN, hidden_cells


def test_a_small_number_takes_the_next_smallest_with_it() -> None:
    assert hidden_cells({"a": 3, "b": 40, "c": 12, "d": 0}) == {"a", "c"}


def test_two_small_ones_that_are_few_together_take_a_third() -> None:
    assert hidden_cells({"a": 1, "b": 2, "c": 12, "d": 50}) == {"a", "b", "c"}


def test_without_small_numbers_nothing_is_hidden() -> None:
    assert hidden_cells({"a": 10, "b": 0}) == frozenset()


@given(st.dictionaries(st.integers(), st.integers(0, 60), max_size=8))
def test_what_is_hidden_cannot_be_had_by_subtraction(persons: dict[int, int]) -> None:
    hidden = hidden_cells(persons)
    small = {cell for cell, number in persons.items() if 0 < number < SMALLEST_SHOWN}
    filled = {cell for cell, number in persons.items() if number}

    assert small <= hidden <= filled
    if hidden and hidden != filled:
        assert len(hidden) > 1
        assert sum(persons[cell] for cell in hidden) >= SMALLEST_SHOWN
    if not small:
        assert not hidden
