"""Which indicators are on course is said by the plan's own rule alone."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuinowa.ledger.domain.attainment import Series
from yuinowa.ledger.domain.indicators import Direction, IndicatorKind
from yuinowa.plans.domain.courses import Course, course_of, steps_on_course
from yuinowa.plans.domain.rating import Member, Question, Rule, Threshold
from yuinowa.plans.exchange.rating_rules import templates

RULE = Rule(
    Question.YEAR,
    (Threshold("A", Decimal("1.05")), Threshold("B", Decimal(1)), Threshold("C", Decimal("0.8"))),
    otherwise="D",
    no_data="－",
)


def _member(actual: str | None, target: str = "100", direction: Direction = Direction.UP) -> Member:
    actuals = {} if actual is None else {2025: Decimal(actual)}
    return Member(
        IndicatorKind.OUTPUT, Series(direction, targets={2025: Decimal(target)}, actuals=actuals)
    )


@pytest.mark.parametrize(
    ("code", "steps"),
    [
        ("final-best", {"a", "b"}),
        ("year-five-steps", {"5", "4"}),
        ("year-three-steps", {"A"}),
        ("work-scores", set()),
        ("words-two-voices", set()),
    ],
)
def test_the_shipped_rules_say_it_where_a_step_begins_at_the_target(
    code: str, steps: set[str]
) -> None:
    (rule,) = [template.rule for template in templates() if template.code == code]

    assert steps_on_course(rule) == steps


@pytest.mark.parametrize(
    "edges",
    [
        [("1.03", False), ("0.9", False)],  # what is at 100% stands with what is at 90%
        [("1", True), ("0.8", False)],  # and here with what is at 80%
        [("0.8", False)],
        [],
    ],
)
def test_where_no_step_begins_at_the_target_it_is_not_said(edges: list[tuple[str, bool]]) -> None:
    thresholds = tuple(
        Threshold(str(n), Decimal(edge), is_strict=is_strict)
        for n, (edge, is_strict) in enumerate(edges)
    )

    assert course_of(replace(RULE, thresholds=thresholds), [_member("200")], 2025) is None


def test_a_rule_that_asks_no_figures_says_nothing_of_them() -> None:
    assert course_of(replace(RULE, question=Question.WORDS), [_member("200")], 2025) is None


def test_those_without_figures_are_counted_apart() -> None:
    members = [_member("100"), _member("99"), _member("130"), _member(None), _member("1", "0")]

    assert course_of(RULE, members, 2025) == Course(on=2, rated=3, unrated=2)


@given(
    st.lists(
        st.tuples(
            st.integers(0, 500),
            st.integers(1, 500),
            st.sampled_from((Direction.UP, Direction.DOWN)),
        )
    )
)
def test_on_course_is_who_reached_the_target_whichever_way_is_good(
    rows: list[tuple[int, int, Direction]],
) -> None:
    members = [_member(str(actual), str(target), way) for actual, target, way in rows]

    found = course_of(RULE, members, 2025)

    reached = sum(
        actual <= target if way is Direction.DOWN else actual >= target
        for actual, target, way in rows
    )
    assert found == Course(on=reached, rated=len(rows), unrated=0)
