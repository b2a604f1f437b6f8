"""Numbers and days in the words of the reader."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from yuinowa.core import clock
from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.ui import words
from yuinowa.ui.templatetags import yw

FRIDAY = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def _on_that_friday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 20, 3, tzinfo=UTC))


def test_days_are_written_by_era_in_japanese_and_plainly_in_english() -> None:
    japanese = [
        words.long_day(FRIDAY),
        words.long_day_with_weekday(FRIDAY),
        words.short_day(FRIDAY),
    ]
    with translation.override("en"):
        english = [
            words.long_day(FRIDAY),
            words.long_day_with_weekday(FRIDAY),
            words.short_day(FRIDAY),
        ]

    assert japanese == ["令和8年11月20日", "令和8年11月20日（金）", "11月20日"]
    assert english == ["20 November 2026", "Friday 20 November 2026", "20 November"]


@pytest.mark.parametrize(
    ("language", "day", "expected"),
    [
        ("ja", date(2027, 6, 30), "令和9年<wbr>6月30日"),
        ("ja", FRIDAY, "11月20日"),
        ("en", date(2027, 6, 30), "30 June 2027"),
        ("ja", None, ""),
    ],
)
def test_a_short_day_breaks_after_its_year_alone(
    language: str, day: date | None, expected: str
) -> None:
    with translation.override(language):
        assert yw.short_day_in_parts(day) == expected


def test_a_short_day_of_another_year_says_its_year() -> None:
    assert words.short_day(date(2025, 11, 20)) == "令和7年11月20日"


def test_a_moment_is_a_day_in_tokyo() -> None:
    evening_in_utc = datetime(2026, 11, 19, 15, 5, tzinfo=UTC)

    assert words.day_of(evening_in_utc) == FRIDAY
    assert words.minute(evening_in_utc) == "令和8年11月20日 0:05"
    assert words.days_since(evening_in_utc) == 0


def test_a_fiscal_year_is_known_by_the_year_it_starts_in() -> None:
    assert words.fiscal_year(2025) == words.fiscal_year(FiscalYear(2025)) == "令和7年度"
    with translation.override("en"):
        assert words.fiscal_year(2025) == "FY2025"


@pytest.mark.parametrize(
    ("value", "written"),
    [(1_368_052, "1,368,052"), (-12, "−12"), (Decimal("3.50"), "3.50"), (Fraction(7, 2), "3.5")],
)
def test_numbers_have_commas_and_the_real_minus(
    value: int | Decimal | Fraction, written: str
) -> None:
    assert words.number(value) == written


@pytest.mark.parametrize(
    ("share", "places", "written"),
    [
        (Fraction(1_368_052, 1_360_000), 1, "100.6%"),
        (Fraction(1, 1), 1, "100.0%"),
        (Fraction(1, 2000), 1, "0.1%"),  # exactly 0.05: halves go up
        (Fraction(-1, 2000), 1, "−0.1%"),
        (Decimal("0.857"), 0, "86%"),
        (Fraction(12, 1), 1, "1,200.0%"),
    ],
)
def test_shares_are_written_as_percent(
    share: Fraction | Decimal, places: int, written: str
) -> None:
    assert words.percent(share, places) == written


@given(st.fractions(min_value=-10, max_value=10))
def test_a_written_percent_is_within_half_of_its_last_place(share: Fraction) -> None:
    written = words.percent(share).replace("−", "-").replace(",", "").removesuffix("%")

    assert abs(Fraction(written) - share * 100) <= Fraction(1, 20)
