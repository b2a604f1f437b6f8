"""The year in a printed date."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuinowa.catalogue.domain.reading.years import EARLIEST, LATEST, year_of


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("1996.9", 1996),
        ("1996.09", 1996),
        ("1996", 1996),
        ("1996/09", 1996),
        ("199609", 1996),
        ("19960928", 1996),
        ("199699", None),
        ("[2004?]", 2004),
        ("c1998", 1998),
        ("１９９６．９", 1996),
        ("昭和52年", 1977),
        ("昭和五十二年三月", 1977),
        ("一九九六年", 1996),
        ("明治元", 1868),
        ("平成9.3", 1997),
        ("S52.3", 1977),
        ("令和元年", 2019),
        ("昭和52 (1977)", 1977),
        ("2001-06-28", 2001),
        ("1996-2001", 1996),
        ("19--", None),
        ("[出版年不明]", None),
        ("", None),
        ("9999", None),
        ("1234567890123", None),
    ],
)
def test_the_year_is_found(text: str, year: int | None) -> None:
    assert year_of(text) == year


@given(st.text(max_size=40))
def test_any_text_has_a_year_that_can_be_or_none(text: str) -> None:
    year = year_of(text)

    assert year is None or EARLIEST <= year <= LATEST
