from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuinowa.plans.domain.numbering import ProjectNumber, read_number


@given(st.integers(1, 99), st.integers(1, 99), st.integers(1, 50))
def test_a_number_is_read_as_it_is_printed(goal: int, measure: int, place: int) -> None:
    number = ProjectNumber(goal, measure, place)

    assert read_number(number.printed) == number


def test_the_key_is_the_plain_form() -> None:
    assert read_number("4-(1)-②") == ProjectNumber(4, 1, 2)
    assert ProjectNumber(4, 1, 2).key == "4-1-2"


@pytest.mark.parametrize(
    "text", ["", "4-1-2", "4-(1)-2", "0-(1)-①", "4-(1)-②②", "４-(1)-②", "4-（1）-②", "x"]
)
def test_anything_else_is_no_number(text: str) -> None:
    assert read_number(text) is None
