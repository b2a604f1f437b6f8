"""Which population counts for a year, and figures per head."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.ledger.domain.indicators import Nature
from yuinowa.ledger.domain.population import (
    Residents,
    is_count,
    months_old,
    per_residents,
    population_of_year,
)

DAYS = st.dates(date(1990, 1, 1), date(2050, 12, 31))
YEARS = st.integers(1995, 2045).map(FiscalYear)


def _of(*days: date) -> list[Residents]:
    return [Residents(1000 + n, day) for n, day in enumerate(days)]


def test_the_newest_day_up_to_the_end_of_the_year_counts() -> None:
    series = _of(date(2025, 10, 1), date(2026, 3, 31), date(2026, 4, 1))

    found = population_of_year(series, FiscalYear(2025))

    assert found is not None
    assert found.as_of == date(2026, 3, 31)


def test_a_later_day_never_counts_for_an_earlier_year() -> None:
    assert population_of_year(_of(date(2026, 4, 1)), FiscalYear(2025)) is None


@given(st.lists(DAYS, unique=True), YEARS)
def test_no_known_day_lies_between_what_counts_and_the_end_of_the_year(
    days: list[date], year: FiscalYear
) -> None:
    found = population_of_year(_of(*days), year)

    if found is None:
        assert all(day > year.end for day in days)
    else:
        assert found.as_of <= year.end
        assert not [day for day in days if found.as_of < day <= year.end]


@pytest.mark.parametrize(
    ("day", "months"),
    [
        (date(2026, 3, 31), 0),
        (date(2026, 3, 1), 0),
        (date(2025, 10, 1), 5),
        (date(2025, 4, 1), 11),
        (date(2020, 10, 1), 65),
    ],
)
def test_its_age_is_told_in_months_before_the_end_of_the_year(day: date, months: int) -> None:
    assert months_old(day, FiscalYear(2025)) == months


def test_a_day_after_the_year_has_no_age() -> None:
    with pytest.raises(ValueError, match="later day"):
        months_old(date(2026, 4, 1), FiscalYear(2025))


@pytest.mark.parametrize(
    ("number", "population", "residents", "expected"),
    [
        ("318", 40_000, 1000, "8.0"),
        ("1", 1, 1, "1.00"),
        ("5", 1000, 1, "0.01"),  # 0.005: halves go up
        ("25", 100_000, 1000, "0.3"),  # 0.25
        ("0", 12_345, 1000, "0.0"),
    ],
)
def test_a_figure_per_head_is_rounded_halves_up(
    number: str, population: int, residents: int, expected: str
) -> None:
    assert str(per_residents(Decimal(number), population, residents)) == expected


@given(st.decimals(0, 10**9, places=2), st.integers(1, 10**7), st.sampled_from([1, 1000, 10_000]))
def test_it_is_never_further_from_the_exact_value_than_half_a_place(
    number: Decimal, population: int, residents: int
) -> None:
    found = per_residents(number, population, residents)

    half = Decimal(1).scaleb(found.as_tuple().exponent) / 2  # type: ignore[arg-type]  # a finite number
    assert abs(found * population - number * residents) <= half * population


@pytest.mark.parametrize(("population", "residents"), [(0, 1000), (-5, 1000), (10, 0)])
def test_without_heads_there_is_no_figure_per_head(population: int, residents: int) -> None:
    with pytest.raises(ValueError, match="heads"):
        per_residents(Decimal(1), population, residents)


@pytest.mark.parametrize(
    ("nature", "unit", "expected"),
    [
        (Nature.FLOW, "点", True),
        (Nature.STOCK, "冊", True),
        (Nature.FLOW, "%", False),
        (Nature.RATE, "点", False),
        (Nature.SURVEY, "点", False),
    ],
)
def test_only_counts_are_divided_by_residents(nature: Nature, unit: str, *, expected: bool) -> None:
    assert is_count(nature, unit) is expected
