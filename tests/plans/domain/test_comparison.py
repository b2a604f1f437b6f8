"""Which report speaks for a year, how a figure changed, why two are not compared."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuinowa.plans.domain.comparison import (
    Defined,
    Differs,
    Report,
    Told,
    actual_told,
    change_of,
    differences,
    target_told,
    usual_base,
)

DEFINED = Defined(unit="点", nature="flow", accumulation="per_year", definition="貸した点数")


def _edition(year: int, actual: str = "1", target: str = "2") -> Told:
    return Told(Report.EDITION, year, 1, actual=actual, target=target)


def _sheet(year: int, actual: str = "3", target: str = "4") -> Told:
    return Told(Report.SHEET, year, actual=actual, target=target)


@pytest.mark.parametrize(
    ("reports", "expected"),
    [
        ([_sheet(2025), _edition(2025)], _edition(2025)),
        ([_sheet(2025), _edition(2026)], _sheet(2025)),
        ([_sheet(2026), _edition(2026), _edition(2027)], _edition(2026)),
        ([_edition(2024), _sheet(2023)], None),
        ([_sheet(2025, actual=""), _edition(2026)], _edition(2026)),
        # The year's own edition is out and says nothing: what others say later is not put in its place.
        ([_edition(2025, actual=""), _sheet(2026)], _edition(2025, actual="")),
        ([], None),
    ],
)
def test_the_years_own_edition_speaks_then_its_sheet_then_the_next_report(
    reports: list[Told], expected: Told | None
) -> None:
    assert actual_told(reports, 2025) == expected


def test_a_target_of_a_year_to_come_is_that_of_the_newest_report() -> None:
    assert target_told([_sheet(2023), _edition(2024), _sheet(2024)], 2027) == _edition(2024)
    assert target_told([_sheet(2026), _edition(2024)], 2025) == _sheet(2026)


@given(
    st.lists(
        st.builds(_edition, st.integers(2020, 2030)) | st.builds(_sheet, st.integers(2020, 2030))
    )
)
def test_no_report_speaks_for_a_year_after_its_own(reports: list[Told]) -> None:
    told = actual_told(reports, 2025)

    assert told is None or told.report_year >= 2025


@pytest.mark.parametrize(
    ("now", "before", "expected"),
    [
        ("120", "100", "+20 (+20.0%)"),
        ("1200", "2400", "−1,200 (−50.0%)"),
        ("5", "5", "±0"),
        ("5", "0", "+5"),
        ("1001", "1000", "+1 (+0.1%)"),
        (None, "5", ""),
        ("5", None, ""),
    ],
)
def test_a_change_has_its_sign_and_its_share(
    now: str | None, before: str | None, expected: str
) -> None:
    def number(text: str | None) -> Decimal | None:
        return None if text is None else Decimal(text)

    assert change_of(number(now), number(before)) == expected


def _whats(rows: list[Defined], *, by_metric: bool = False) -> list[list[Differs]]:
    return [[one.what for one in row] for row in differences(rows, by_metric=by_metric)]


def test_what_is_counted_alike_differs_in_nothing() -> None:
    assert _whats([DEFINED, DEFINED, DEFINED]) == [[], [], []]


def test_the_one_that_counts_otherwise_is_told_apart() -> None:
    odd = replace(DEFINED, unit="冊")

    found = differences([DEFINED, odd, DEFINED])

    assert [[one.what for one in row] for row in found] == [[], [Differs.UNIT], []]
    assert (found[1][0].here, found[1][0].others, found[1][0].forbids) == ("冊", "点", True)


def test_of_two_neither_is_the_measure_of_the_other() -> None:
    found = differences([DEFINED, replace(DEFINED, unit="冊")])

    assert [(row[0].here, row[0].others) for row in found] == [("点", "冊"), ("冊", "点")]


def test_another_wording_asks_for_care_and_forbids_nothing() -> None:
    found = differences([DEFINED, replace(DEFINED, definition="個人に貸した点数")])

    assert [one.what for row in found for one in row] == [Differs.DEFINITION, Differs.DEFINITION]
    assert not any(one.forbids for row in found for one in row)


def test_where_nothing_is_written_down_that_is_said() -> None:
    assert _whats([DEFINED, replace(DEFINED, definition="")])[1] == [Differs.NO_DEFINITION]


def test_another_version_of_the_metric_is_not_comparable() -> None:
    rows = [replace(DEFINED, metric=f"ill_lent@{n}", definition="") for n in (1, 1, 2)]

    assert _whats(rows, by_metric=True)[2][0] is Differs.VERSION
    assert _whats(rows[:2], by_metric=True) == [[], []]


@given(
    st.lists(
        st.builds(
            Defined,
            unit=st.sampled_from("点冊"),
            nature=st.just("flow"),
            accumulation=st.sampled_from(["per_year", "cumulative"]),
            definition=st.sampled_from(["", "甲", "乙"]),
        ),
        max_size=6,
    )
)
def test_equal_rows_are_told_the_same_and_no_row_differs_from_itself(rows: list[Defined]) -> None:
    found = differences(rows)

    for row, said in zip(rows, found, strict=True):
        assert all(
            other == said for other_row, other in zip(rows, found, strict=True) if other_row == row
        )
        if all(other == row for other in rows):
            assert not [one for one in said if one.forbids]


@pytest.mark.parametrize(
    ("bases", "expected"),
    [([], 0), ([1000, 1, 1], 1), ([1000, 1], 1000), ([0, 0, 1000], 0), ([0, 1000], 1000)],
)
def test_all_are_shown_per_as_many_residents_as_most_say(bases: list[int], expected: int) -> None:
    assert usual_base(bases) == expected
