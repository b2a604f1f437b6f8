from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuinowa.kernel.fiscal import FiscalYear, era_date
from yuinowa.ledger.domain.deeds import Grain
from yuinowa.ledger.domain.figure_cells import Fault, Period, number_in, period_in, quantity_of
from yuinowa.ledger.domain.figure_columns import DaysMean

TODAY = date(2026, 5, 1)


def period(text: str, days_mean: DaysMean = DaysMean.DAY) -> tuple[Period | None, Fault | None]:
    return period_in(text, days_mean, today=TODAY)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1,200", 1200), ("１，２００冊", 1200), ("85.5%", Decimal("85.5")), (" 12 件 ", 12), ("約3,000", 3000),
        ("△5", -5), ("▲1,000", -1000), ("-7", -7), ("−7", -7), ("0", 0), ("12３", 123),
    ],
)  # fmt: skip
def test_a_number_is_read_with_its_unit_and_its_sign(text: str, number: Decimal) -> None:
    assert number_in(text) == number


@pytest.mark.parametrize("text", ["", " ", "-", "−", "―", "　"])
def test_a_cell_may_say_that_there_is_no_figure(text: str) -> None:
    assert number_in(text) is None


@pytest.mark.parametrize("text", ["…", "***", "x", "不明", "－", "N/A"])
def test_a_sign_for_a_hidden_figure_is_no_number_and_no_fault(text: str) -> None:
    assert number_in(text) is Fault.NOT_KNOWN


@pytest.mark.parametrize(
    "text", ["約", "12a", "1,20", "十二", "1 2 3 a", "=1+1", "1e5", "12/3", "9" * 30, "1..2"]
)
def test_what_is_no_number_is_told(text: str) -> None:
    assert number_in(text) is Fault.NOT_A_NUMBER


@given(st.text(max_size=60))
def test_any_cell_is_a_number_or_says_why_not(text: str) -> None:
    found = number_in(text)

    assert found is None or isinstance(found, Fault | Decimal)
    assert period(text)[0] is not None or period(text)[1] is not None


@given(st.integers(-(10**12), 10**12))
def test_a_number_as_it_is_printed_is_read_as_itself(number: int) -> None:
    assert number_in(f"{number:,}") == number


@pytest.mark.parametrize(
    ("number", "fault"),
    [
        ("-1", Fault.NEGATIVE),
        ("1.5", Fault.NOT_WHOLE),
        ("10000000000000000", Fault.TOO_LARGE),
    ],
)
def test_an_impossible_count_is_told(number: str, fault: Fault) -> None:
    assert quantity_of(Decimal(number)) is fault


@pytest.mark.parametrize(
    ("text", "grain", "day"),
    [
        ("令和7年度", Grain.FISCAL_YEAR, date(2025, 4, 1)),
        ("R7", Grain.FISCAL_YEAR, date(2025, 4, 1)),
        ("2025", Grain.FISCAL_YEAR, date(2025, 4, 1)),
        ("平成31年度", Grain.FISCAL_YEAR, date(2019, 4, 1)),
        ("2025-04", Grain.MONTH, date(2025, 4, 1)),
        ("202504", Grain.MONTH, date(2025, 4, 1)),
        ("令和７年４月", Grain.MONTH, date(2025, 4, 1)),
        ("R7.4", Grain.MONTH, date(2025, 4, 1)),
        ("令和元年5月", Grain.MONTH, date(2019, 5, 1)),
        ("2025/4/30", Grain.DAY, date(2025, 4, 30)),
        ("2025-04-30T00:00:00", Grain.DAY, date(2025, 4, 30)),
        ("令和7年4月30日", Grain.DAY, date(2025, 4, 30)),
    ],
)
def test_a_period_is_read_as_people_write_it(text: str, grain: Grain, day: date) -> None:
    assert period(text) == (Period(day, grain), None)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", Fault.NO_PERIOD),
        ("平成32年度", Fault.ERA_CONTRADICTS),
        ("平成31年6月", Fault.ERA_CONTRADICTS),
        ("平成31年6月1日", Fault.ERA_CONTRADICTS),
        ("2025-13", Fault.NO_SUCH_DAY),
        ("2025-02-30", Fault.NO_SUCH_DAY),
        ("25", Fault.PERIOD_UNREADABLE),
        ("25-04", Fault.PERIOD_UNREADABLE),
        ("昨年度", Fault.PERIOD_UNREADABLE),
        ("9" * 60, Fault.PERIOD_UNREADABLE),
        ("令和9年度", Fault.NOT_BEGUN),
        ("2026-05-02", Fault.NOT_BEGUN),
    ],
)
def test_a_mistaken_period_is_told_and_not_guessed(text: str, fault: Fault) -> None:
    assert period(text) == (None, fault)


def test_a_year_without_its_last_sign_is_read_with_a_warning() -> None:
    assert period("令和7年") == (Period(date(2025, 4, 1), Grain.FISCAL_YEAR), Fault.CALENDAR_YEAR)


def test_a_whole_date_stands_for_what_the_form_says() -> None:
    assert period("2026-03-31", DaysMean.MONTH)[0] == Period(date(2026, 3, 1), Grain.MONTH)
    assert period("2026-03-31", DaysMean.FISCAL_YEAR)[0] == Period(
        date(2025, 4, 1), Grain.FISCAL_YEAR
    )


@given(st.dates(date(1950, 1, 1), TODAY))
def test_every_day_is_read_in_either_way_of_writing_it(day: date) -> None:
    wanted = Period(day, Grain.DAY)

    assert period(day.isoformat())[0] == wanted
    assert period(era_date(day))[0] == wanted
    assert period(FiscalYear.of(day).label)[0] == Period(
        FiscalYear.of(day).start, Grain.FISCAL_YEAR
    )
    assert period(f"{day:%Y-%m}")[0] == Period(day - timedelta(days=day.day - 1), Grain.MONTH)
