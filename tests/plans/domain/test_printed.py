from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuinowa.plans.domain.printed import (
    Blank,
    attainment,
    blank_of,
    difference,
    number_of,
    printed_figure,
    unit_of,
)


@pytest.mark.parametrize(
    ("text", "blank"),
    [
        ("", Blank.NOT_YET),
        (None, Blank.NOT_YET),
        ("-", Blank.NOT_APPLICABLE),
        ("－", Blank.NOT_KNOWABLE),
        ("0", None),
        ("85%", None),
    ],
)
def test_blanks_are_three_things_and_zero_is_none_of_them(
    text: str | None, blank: Blank | None
) -> None:
    assert blank_of(text) == blank


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("1,330,000", Decimal(1330000), ""),
        ("85%", Decimal(85), "%"),
        ("0", Decimal(0), ""),
        ("-3", Decimal(-3), ""),
        ("1.5", Decimal("1.5"), ""),
    ],
)
def test_a_printed_number_is_read_with_its_unit(text: str, number: Decimal, unit: str) -> None:
    assert (number_of(text), unit_of(text)) == (number, unit)


@pytest.mark.parametrize("text", ["-", "－", "", "約50", "1,33", None])
def test_what_is_no_number_is_none(text: str | None) -> None:
    assert number_of(text) is None


@given(st.integers(-(10**12), 10**12))
def test_a_number_is_read_back_from_how_it_is_printed(number: int) -> None:
    assert number_of(printed_figure(Decimal(number), 0)) == number


def test_difference_and_attainment_of_the_year() -> None:
    assert difference(Decimal(1368052), Decimal(1360000)) == "+8,052"
    assert difference(Decimal(77), Decimal(88)) == "−11"
    assert difference(Decimal(5), Decimal(5)) == "0"
    assert attainment(Decimal(1368052), Decimal(1360000)) == "100.6%"


def test_without_a_figure_nothing_is_computed() -> None:
    assert (
        difference(None, Decimal(1)),
        attainment(None, Decimal(1)),
        attainment(Decimal(1), Decimal(0)),
    ) == ("", "", "")
