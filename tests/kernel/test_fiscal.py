"""Fiscal years, eras and dates as they are written (R6)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuinowa.kernel import fiscal
from yuinowa.kernel.fiscal import (
    FiscalYear,
    Reading,
    era_date,
    era_date_weekday,
    parse_date,
    parse_fiscal_year,
    today,
)

days = st.dates(fiscal.GREGORIAN_FROM, date(2099, 12, 31))
years = st.integers(1873, 2098).map(FiscalYear)


@pytest.mark.parametrize(
    "text",
    [
        "2026-04-01",
        "2026/4/1",
        "2026.4.1",
        "20260401",
        "2026年4月1日",
        "令和8年4月1日",
        "令和８年４月１日",
        "㋿8年4月1日",
        "令和八年四月一日",
        "R8.4.1",
        "r08/04/01",
        "Ｒ８．４．１",
        "2026\u22124\u22121",
        " 令和8年4月1日（水） ",
        "令和 8 年 4 月 1 日(水曜日)",
    ],
)
def test_one_day_is_read_however_it_is_written(text: str) -> None:
    assert parse_date(text) == Reading(date(2026, 4, 1))


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        ("令和0年4月1日", fiscal.NO_SUCH_DATE),
        ("2026-02-30", fiscal.NO_SUCH_DATE),
        ("2026-13-01", fiscal.NO_SUCH_DATE),
        ("26/4/1", fiscal.TWO_DIGIT_YEAR),
        ("8年4月1日", fiscal.TWO_DIGIT_YEAR),
        ("明治5年12月1日", fiscal.LUNAR_CALENDAR),
        ("元年4月1日", fiscal.UNREADABLE),
        ("2026-4/1", fiscal.UNREADABLE),
        ("2026²-4-1", fiscal.UNREADABLE),
        ("٢٠٢٦-04-01", fiscal.UNREADABLE),
        ("令和十十年4月1日", fiscal.UNREADABLE),
        ("", fiscal.UNREADABLE),
        ("2026-04-01" + " " * 100, fiscal.UNREADABLE),
    ],
)
def test_what_is_no_day_is_refused_with_the_reason(text: str, warning: str) -> None:
    assert parse_date(text) == Reading(None, (warning,))


@pytest.mark.parametrize(
    ("text", "proposal"),
    [
        ("平成32年4月1日", date(2020, 4, 1)),
        ("平成31年5月1日", date(2019, 5, 1)),
        ("令和元年4月30日", date(2019, 4, 30)),
        ("昭和64年1月8日", date(1989, 1, 8)),
        ("平成元年1月7日", date(1989, 1, 7)),
    ],
)
def test_an_era_that_was_over_or_not_begun_is_only_proposed(text: str, proposal: date) -> None:
    assert parse_date(text) == Reading(None, (fiscal.ERA_MISMATCH,), proposal)


def test_a_wrong_weekday_is_only_proposed() -> None:
    reading = parse_date("令和8年11月20日（木）")

    assert reading == Reading(None, (fiscal.WEEKDAY_MISMATCH,), date(2026, 11, 20))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("平成31年4月30日", date(2019, 4, 30)),
        ("令和元年5月1日", date(2019, 5, 1)),
        ("昭和64年1月7日", date(1989, 1, 7)),
        ("平成元年1月8日", date(1989, 1, 8)),
        ("大正15年12月24日", date(1926, 12, 24)),
        ("昭和元年12月25日", date(1926, 12, 25)),
        ("明治6年1月1日", date(1873, 1, 1)),
    ],
)
def test_the_days_beside_a_change_of_era_are_read(text: str, day: date) -> None:
    assert parse_date(text) == Reading(day)


@given(days)
def test_what_is_printed_is_read_again(day: date) -> None:
    printed = (era_date(day), era_date_weekday(day), day.isoformat(), f"{day:%Y/%m/%d}")

    assert [parse_date(text) for text in printed] == [Reading(day)] * 4


@given(st.text(max_size=60))
def test_no_text_breaks_the_readers(text: str) -> None:
    date_read, year_read = parse_date(text), parse_fiscal_year(text)

    assert all(r.value is not None or r.warnings for r in (date_read, year_read))


def test_a_day_is_printed_with_era_and_weekday() -> None:
    assert era_date_weekday(date(2026, 11, 20)) == "令和8年11月20日（金）"


def test_a_day_before_the_present_calendar_is_printed_in_western_years() -> None:
    assert era_date(date(1872, 12, 31)) == "1872年12月31日"


@pytest.mark.parametrize(
    "text",
    ["令和7年度", "令和七年度", "R7", "R7年度", "Ｒ７", "2025", "2025年度", "FY2025", "令和7"],
)
def test_one_fiscal_year_is_read_however_it_is_written(text: str) -> None:
    assert parse_fiscal_year(text) == Reading(FiscalYear(2025))


@pytest.mark.parametrize("text", ["令和元年度", "平成31年度", "R1", "H31", "2019"])
def test_the_year_of_the_change_has_two_names_and_is_one(text: str) -> None:
    assert parse_fiscal_year(text) == Reading(FiscalYear(2019))


@pytest.mark.parametrize(
    ("text", "year"), [("平成32年度", 2020), ("昭和64年度", 1989), ("H32", 2020)]
)
def test_a_fiscal_year_outside_its_era_is_only_proposed(text: str, year: int) -> None:
    assert parse_fiscal_year(text) == Reading(None, (fiscal.ERA_MISMATCH,), FiscalYear(year))


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        ("令和0年度", fiscal.NO_SUCH_DATE),
        ("25", fiscal.TWO_DIGIT_YEAR),
        ("1500", fiscal.NO_SUCH_DATE),
        ("9999", fiscal.NO_SUCH_DATE),
        ("令和7年4月", fiscal.UNREADABLE),
    ],
)
def test_what_is_no_fiscal_year_is_refused_with_the_reason(text: str, warning: str) -> None:
    assert parse_fiscal_year(text) == Reading(None, (warning,))


def test_a_year_without_its_last_character_is_read_with_a_warning() -> None:
    assert parse_fiscal_year("令和7年") == Reading(FiscalYear(2025), (fiscal.CALENDAR_YEAR,))


@given(years)
def test_names_of_a_fiscal_year_are_read_again(year: FiscalYear) -> None:
    names = (year.label, year.short, year.label_en, str(year.start_year))

    assert [parse_fiscal_year(name).value for name in names] == [year] * 4


@given(days.filter(lambda day: day >= date(1873, 4, 1)))
def test_a_day_lies_in_its_fiscal_year(day: date) -> None:
    year = FiscalYear.of(day)

    assert year.start <= day <= year.end
    assert day.year * 100 + day.month in year.months()


@given(years)
def test_fiscal_years_follow_each_other_without_a_gap(year: FiscalYear) -> None:
    following = year.next()

    assert following.start - year.end == timedelta(days=1)
    assert following.previous() == year
    assert year < following


def test_names_of_a_fiscal_year() -> None:
    year = FiscalYear(2025)

    assert (year.label, year.short, year.label_en) == ("令和7年度", "R7", "FY2025")
    assert year.months()[:2] + year.months()[-1:] == [202504, 202505, 202603]


def test_a_moment_has_no_fiscal_year() -> None:
    with pytest.raises(TypeError):
        FiscalYear.of(datetime(2026, 3, 31, 16, tzinfo=UTC))


def test_the_year_changes_at_midnight_in_tokyo() -> None:
    last_moment = datetime(2026, 3, 31, 14, 59, 59, tzinfo=UTC)
    first_moment = datetime(2026, 3, 31, 15, 0, 0, tzinfo=UTC)

    assert FiscalYear.of(today(last_moment)) == FiscalYear(2025)
    assert FiscalYear.of(today(first_moment)) == FiscalYear(2026)


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        today(datetime(2026, 4, 1))  # noqa: DTZ001 - the very thing refused


@pytest.mark.parametrize("start", [1872, 9999, -1])
def test_a_fiscal_year_outside_the_calendar_is_refused(start: int) -> None:
    with pytest.raises(ValueError, match="not a fiscal year"):
        FiscalYear(start)
