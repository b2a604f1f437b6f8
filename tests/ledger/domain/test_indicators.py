from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuinowa.ledger.domain.indicators import Blank, Figure, rounded, stored


@pytest.mark.parametrize(
    ("number", "kept"),
    [(1_368_052, "1368052"), (Fraction(2, 3), "0.666667"), (Fraction(200, 3), "66.666667")],
)
def test_a_figure_is_kept_to_six_places(number: int | Fraction, kept: str) -> None:
    assert stored(number) == Decimal(kept)


def test_halves_are_rounded_away_from_zero() -> None:
    assert rounded(Decimal("87.25"), 1) == Decimal("87.3")
    assert rounded(Decimal("0.5"), 0) == Decimal(1)


@given(st.integers(-(10**15), 10**15))
def test_whole_numbers_are_kept_exactly(number: int) -> None:
    assert stored(number) == number


def test_a_cell_holds_a_number_or_says_which_blank_it_is() -> None:
    assert Figure(Decimal(0)).blank is None
    with pytest.raises(ValueError, match="number or says"):
        Figure()
    with pytest.raises(ValueError, match="number or says"):
        Figure(Decimal(1), Blank.PENDING)
