"""What a figure can be: a share lies between 0 and 100 percent."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuinowa.ledger.domain.indicators import WHOLE_DIGITS, is_possible


@given(
    st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-1000, max_value=1000)
)
def test_a_percentage_is_a_share_of_a_whole_unless_its_indicator_says_otherwise(
    number: Decimal,
) -> None:
    for unit in ("%", "％"):
        assert is_possible(number, unit=unit) is (0 <= number <= 100)
        assert is_possible(number, unit=unit, over_hundred=True)
    assert is_possible(number, unit="人")


@pytest.mark.parametrize("sign", [1, -1])
def test_no_figure_has_more_digits_than_can_be_kept(sign: int) -> None:
    most = sign * (Decimal(10) ** WHOLE_DIGITS - 1)
    assert is_possible(most, unit="円")
    assert not is_possible(most + sign, unit="円", over_hundred=True)
