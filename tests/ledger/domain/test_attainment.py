from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuinowa.ledger.domain.attainment import (
    BEYOND,
    POINTS,
    Limit,
    Method,
    Outlook,
    Series,
    attained,
    day_of,
    forecast,
    of_final,
    of_year,
)
from yuinowa.ledger.domain.indicators import Direction, Nature

positive = st.decimals(min_value=Decimal("0.01"), max_value=Decimal(10**9), places=2)
TARGETS = {2023: Decimal(100), 2024: Decimal(110), 2025: Decimal(120), 2026: Decimal(130)}


def test_the_attainment_of_a_year_is_actual_through_target() -> None:
    assert of_year(Series(targets=TARGETS, actuals={2025: Decimal(108)}), 2025).ratio == Fraction(
        9, 10
    )


def test_where_less_is_better_the_ratio_is_turned() -> None:
    falling = Series(Direction.DOWN, targets={2025: Decimal(80)}, actuals={2025: Decimal(100)})
    assert of_year(falling, 2025).ratio == Fraction(4, 5)


def test_a_count_that_should_fall_and_is_zero_passes_every_threshold() -> None:
    falling = Series(Direction.DOWN, targets={2025: Decimal(3)}, actuals={2025: Decimal(0)})
    assert of_year(falling, 2025).ratio == BEYOND
    aimed_at_none = Series(Direction.DOWN, targets={2025: Decimal(0)}, actuals={2025: Decimal(0)})
    assert of_year(aimed_at_none, 2025).ratio == 1


@pytest.mark.parametrize(
    ("actual", "ratio"), [("100", "1.05"), ("105", "1"), ("95", "1"), ("90", "0.95")]
)
def test_what_is_to_be_kept_is_on_target_at_the_edge_of_its_band(actual: str, ratio: str) -> None:
    kept = Series(
        Direction.BAND,
        targets={2025: Decimal(100)},
        actuals={2025: Decimal(actual)},
        band=Decimal("0.05"),
    )
    assert of_year(kept, 2025).ratio == Fraction(ratio)


def test_a_milestone_compares_days() -> None:
    late = Series(
        Direction.MILESTONE, targets={2026: Decimal(20270331)}, actuals={2025: Decimal(20280330)}
    )
    assert of_final(late, 2025, Method.LINEAR).ratio == 1 - Fraction(365, 365)
    on_time = Series(
        Direction.MILESTONE, targets={2026: Decimal(20270331)}, actuals={2025: Decimal(20270331)}
    )
    assert of_final(on_time, 2025, Method.CARRY).ratio == 1


@pytest.mark.parametrize("number", ["20270231", "2027", "0", "-20270331", "20270331.5"])
def test_what_is_no_day_is_said_to_be_none(number: str) -> None:
    assert day_of(Fraction(number)) is None


@pytest.mark.parametrize(
    ("method", "number"),
    [
        (Method.CARRY, Fraction(130)),
        (Method.LAST, Fraction(120)),
        (Method.STEP, Fraction(135)),
        (Method.LINEAR, Fraction("126")),
    ],
)
def test_each_method_forecasts_the_final_year(method: Method, number: Fraction) -> None:
    series = Series(
        targets=TARGETS, actuals={2023: Decimal(108), 2024: Decimal(105), 2025: Decimal(120)}
    )
    expected = {Method.LINEAR: Fraction(108 + 105 + 120, 3) + 6 * 2}
    assert forecast(series, 2025, method) == expected.get(method, number)


@pytest.mark.parametrize("method", [method for method in Method if POINTS[method] > 1])
def test_a_method_that_needs_more_points_says_so(method: Method) -> None:
    outlook = of_final(Series(targets=TARGETS, actuals={2025: Decimal(120)}), 2025, method)
    assert outlook.ratio is None
    assert outlook.limits == (Limit.TOO_FEW_POINTS,)


def test_three_points_make_no_trend_and_it_is_said() -> None:
    series = Series(targets=TARGETS, actuals={2023: Decimal(1), 2024: Decimal(2), 2025: Decimal(3)})
    assert Limit.THREE_POINTS in of_final(series, 2025, Method.LINEAR).limits


def test_a_flow_that_once_reached_its_final_target_may_fall_and_it_is_said() -> None:
    reached = Series(targets=TARGETS, actuals={2024: Decimal(140), 2025: Decimal(120)})
    assert Limit.REACHED_MAY_FALL in of_final(reached, 2025, Method.LAST).limits
    stock = Series(
        nature=Nature.STOCK, targets=TARGETS, actuals={2024: Decimal(140), 2025: Decimal(120)}
    )
    assert Limit.REACHED_MAY_FALL not in of_final(stock, 2025, Method.LAST).limits


@pytest.mark.parametrize(
    ("series", "limit"),
    [
        (Series(targets=TARGETS), Limit.NO_ACTUAL),
        (Series(actuals={2025: Decimal(1)}), Limit.NO_TARGET),
        (Series(targets={2025: Decimal(0)}, actuals={2025: Decimal(1)}), Limit.TARGET_IS_ZERO),
        (Series(targets=TARGETS, actuals={2024: Decimal(1)}), Limit.NO_ACTUAL),
    ],
)
@pytest.mark.parametrize(
    "ask", [of_year, lambda series, year: of_final(series, year, Method.CARRY)]
)
def test_without_a_figure_there_is_a_reason_and_no_ratio(
    series: Series, limit: Limit, ask: Callable[[Series, int], Outlook]
) -> None:
    outlook = ask(series, 2025)
    assert (outlook.ratio, outlook.limits[-1:]) == (None, (limit,))


def test_years_after_the_asked_one_are_not_looked_at() -> None:
    series = Series(targets=TARGETS, actuals={2024: Decimal(110), 2025: Decimal(999)})
    assert forecast(series, 2024, Method.LAST) == 110


@given(positive, positive, positive)
def test_more_is_never_worse_for_what_should_rise(
    target: Decimal, low: Decimal, more: Decimal
) -> None:
    rising = Series(Direction.UP)
    worse, better = (
        attained(rising, Fraction(low), target),
        attained(rising, Fraction(low + more), target),
    )
    assert worse is not None
    assert better is not None
    assert worse < better


@given(positive, positive, positive)
def test_more_is_never_better_for_what_should_fall(
    target: Decimal, low: Decimal, more: Decimal
) -> None:
    falling = Series(Direction.DOWN)
    better, worse = (
        attained(falling, Fraction(low), target),
        attained(falling, Fraction(low + more), target),
    )
    assert worse is not None
    assert better is not None
    assert worse < better


@given(st.lists(positive, min_size=3, max_size=6), positive)
def test_a_straight_line_is_carried_on_and_a_scaled_one_scales(
    numbers: list[Decimal], factor: Decimal
) -> None:
    actuals = {2020 + at: number for at, number in enumerate(numbers)}
    targets = {2030: Decimal(1)}
    plain = forecast(Series(targets=targets, actuals=actuals), 2026, Method.LINEAR)
    scaled = forecast(
        Series(targets=targets, actuals={y: n * factor for y, n in actuals.items()}),
        2026,
        Method.LINEAR,
    )
    assert plain is not None
    assert scaled == plain * Fraction(factor)


@given(positive, positive)
def test_what_is_on_plan_every_year_is_forecast_on_target(start: Decimal, step: Decimal) -> None:
    targets = {2023 + at: start + at * step for at in range(4)}
    on_plan = Series(targets=targets, actuals={y: targets[y] for y in (2023, 2024, 2025)})
    for method in (Method.CARRY, Method.LINEAR, Method.STEP):
        assert of_final(on_plan, 2025, method).ratio == 1
