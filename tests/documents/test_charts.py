from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from yuinowa.documents.charts import Point, axis_for, plan_chart

HOLDINGS = [
    Point("令和5", "R5", Decimal(1330000), "1,330,000", Decimal(1333888), "1,333,888"),
    Point("令和6", "R6", Decimal(1345000), "1,345,000", Decimal(1382480), "1,382,480"),
    Point("令和7", "R7", Decimal(1360000), "1,360,000", Decimal(1368052), "1,368,052"),
    Point("令和8", "R8", Decimal(1375000), "1,375,000", None, ""),
]


def _drawings(svg: str) -> list[ET.Element]:
    return list(ET.fromstring(f"<both>{svg}</both>"))


def _texts(drawing: ET.Element) -> list[str]:
    return [text.text or "" for text in drawing.iter("text")]


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=12))
def test_the_axis_holds_every_value_with_few_lines(numbers: list[int]) -> None:
    values = [Decimal(n) for n in numbers]

    axis = axis_for(values)

    assert axis.low <= min(values)
    assert axis.high > max(values)
    assert len(axis.lines) <= 4


def test_a_cut_axis_shows_the_wave_and_one_from_zero_does_not() -> None:
    low = [Point("令和5", "R5", Decimal(10), "10", Decimal(3), "3")]

    assert 'class="yw-chart__break"' in plan_chart(HOLDINGS, label="x")
    assert 'class="yw-chart__break"' not in plan_chart(low, label="x")


def test_the_wide_drawing_writes_every_value_and_the_narrow_one_the_actuals() -> None:
    wide, narrow = _drawings(plan_chart(HOLDINGS, label="x"))

    assert sorted(_texts(wide)) == sorted(
        [
            "1,330,000",
            "1,345,000",
            "1,360,000",
            "1,375,000",
            "1,333,888",
            "1,382,480",
            "1,368,052",
            "令和5",
            "令和6",
            "令和7",
            "令和8",
        ]
    )
    assert sorted(_texts(narrow)) == sorted(
        ["1,375,000", "1,333,888", "1,382,480", "1,368,052", "R5", "R6", "R7", "R8"]
    )


def test_a_drawing_is_named_for_those_who_do_not_see_it_and_carries_no_style() -> None:
    svg = plan_chart(HOLDINGS, label='名前 "<所蔵>"')

    assert [drawing.attrib["aria-label"] for drawing in _drawings(svg)] == ['名前 "<所蔵>"'] * 2
    assert not re.search(r"style=|<style|fill=|stroke=", svg)


def test_words_from_outside_are_escaped() -> None:
    point = Point("<script>", "<b>", Decimal(1), "<i>1</i>", None, "")

    assert "<script>" not in plan_chart([point], label="x")
    assert "<i>" not in plan_chart([point], label="x")


def test_nothing_to_draw_is_no_drawing() -> None:
    assert plan_chart([Point("令和8", "R8", None, "-", None, "")], label="x") == ""


def test_no_label_is_cut_off_at_the_edges_of_either_drawing() -> None:
    for drawing in _drawings(plan_chart(HOLDINGS, label="x")):
        width = float(drawing.attrib["viewBox"].split()[2])
        for text in drawing.iter("text"):
            half = sum(10 if sign.isalnum() else 5 for sign in text.text or "") / 2
            if "label" in text.attrib["class"]:
                assert half - 5 <= float(text.attrib["x"]) <= width - half + 5, text.text


def test_labels_keep_clear_of_their_own_line() -> None:
    (wide, _narrow) = _drawings(plan_chart(HOLDINGS, label="x"))
    places = {text.text: text.attrib["x"] for text in wide.iter("text")}

    # The line rises to the right: written to the left, as far as the edge of the drawing allows.
    assert places["1,333,888"] == "40.0"
    assert places["1,382,480"] == "131.0"  # a peak
    assert places["1,345,000"] == "146.0"  # below a rising line: to the right


FIGURES = st.integers(0, 2_000_000) | st.integers(95, 105)
YEARS = st.lists(st.tuples(st.none() | FIGURES, st.none() | FIGURES), min_size=1, max_size=10)


def _points(years: list[tuple[int | None, int | None]]) -> list[Point]:
    return [
        Point(
            f"令和{n}",
            f"R{n}",
            None if plan is None else Decimal(plan),
            "" if plan is None else f"{plan:,}",
            None if actual is None else Decimal(actual),
            "" if actual is None else f"{actual:,}",
        )
        for n, (plan, actual) in enumerate(years, 1)
    ]


def _covered(drawing: ET.Element) -> list[tuple[float, float, float, float]]:
    """What each label covers: left, top, right, bottom; a digit is narrower than what charts reckon with."""
    found = []
    for text in drawing.iter("text"):
        if "label" in text.attrib["class"]:
            half = sum(8 if sign.isalnum() else 4 for sign in text.text or "") / 2
            x, y = float(text.attrib["x"]), float(text.attrib["y"])
            found.append((x - half, y - 12, x + half, y + 1))
    return found


@given(YEARS)
@example([(100, 101), (101, 100), (102, 102)])
@example([(0, 0), (0, None)])
def test_no_label_lies_on_another_on_the_years_or_beyond_the_drawing(
    years: list[tuple[int | None, int | None]],
) -> None:
    for drawing in _drawings(plan_chart(_points(years), label="x")):
        covered = _covered(drawing)
        assert all(top >= 0 and bottom <= 212 for _left, top, _right, bottom in covered)
        for (left, top, right, bottom), other in combinations(covered, 2):
            is_apart = (
                right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top
            )
            assert is_apart, years


@pytest.mark.parametrize(
    "years",
    [
        [(100, 101), (101, 100), (102, 102), (103, 102)],
        [(1200, 1214), (1250, 1268), (1300, None), (1350, None), (1400, None)],
        [(300, 312), (320, 318), (340, None), (360, None), (380, None)],
    ],
)
def test_close_figures_are_all_written(years: list[tuple[int | None, int | None]]) -> None:
    wide, narrow = _drawings(plan_chart(_points(years), label="x"))

    assert len(_covered(wide)) == sum(value is not None for year in years for value in year)
    assert len(_covered(narrow)) == sum(actual is not None for _plan, actual in years) + 1
