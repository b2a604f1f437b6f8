from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuinowa.ledger.domain.attainment import Method, Series
from yuinowa.ledger.domain.indicators import IndicatorKind
from yuinowa.plans.domain.rating import (
    Joining,
    Member,
    Question,
    Rule,
    Threshold,
    derive,
    mean_score,
    needs_reason,
    rate,
    sensitivity,
)

AHEAD = Rule(
    Question.FINAL,
    (Threshold("a", Decimal("1.03")), Threshold("b", Decimal(1))),
    otherwise="c",
    no_data="－",
    method=Method.CARRY,
    joining=Joining.BEST,
)
BACK = Rule(
    Question.YEAR,
    (
        Threshold("5", Decimal("1.05"), is_strict=True),
        Threshold("4", Decimal(1)),
        Threshold("3", Decimal("0.95")),
        Threshold("2", Decimal("0.90")),
    ),
    otherwise="1",
    joining=Joining.PERSON,
)


def member(
    percent: str | None, kind: IndicatorKind = IndicatorKind.OUTPUT, weight: int = 1
) -> Member:
    actuals = {} if percent is None else {2025: Decimal(percent)}
    return Member(
        kind, Series(targets={2025: Decimal(100), 2026: Decimal(200)}, actuals=actuals), weight
    )


OUTCOME = IndicatorKind.OUTCOME


@pytest.mark.parametrize(
    ("percent", "code"),
    [("103", "a"), ("102.99", "b"), ("100", "b"), ("99.99", "c"), (None, "－")],
)
def test_the_look_ahead_gives_the_step_its_ratio_reaches(percent: str | None, code: str) -> None:
    assert rate(AHEAD, member(percent), 2025).code == code


@pytest.mark.parametrize(
    ("percent", "code"),
    [("105.01", "5"), ("105", "4"), ("100", "4"), ("95", "3"), ("90", "2"), ("89.99", "1")],
)
def test_the_look_back_asks_the_target_of_the_year_alone(percent: str | None, code: str) -> None:
    assert rate(BACK, member(percent), 2025).code == code


@pytest.mark.parametrize(
    ("joining", "code"),
    [
        (Joining.WORST, "c"),
        (Joining.BEST, "a"),
        (Joining.OUTCOME, "b"),
        (Joining.MEAN, "b"),
        (Joining.CAPPED, "b"),
        (Joining.PERSON, ""),
    ],
)
def test_a_project_is_joined_as_the_rule_says(joining: Joining, code: str) -> None:
    members = [member("95"), member("110"), member("101", OUTCOME)]
    assert derive(replace(AHEAD, joining=joining), members, 2025) == code


def test_an_outcome_is_capped_only_while_an_output_is_under_plan() -> None:
    capped = replace(AHEAD, joining=Joining.CAPPED)
    assert derive(capped, [member("110", OUTCOME), member("99")], 2025) == "b"
    assert derive(capped, [member("110", OUTCOME), member("100")], 2025) == "a"


def test_a_mean_goes_by_weights() -> None:
    mean = replace(AHEAD, joining=Joining.MEAN)
    assert derive(mean, [member("110", weight=3), member("90")], 2025) == "a"
    assert derive(mean, [member("110"), member("90", weight=3)], 2025) == "c"


def test_an_indicator_without_an_actual_does_not_count_and_none_is_no_data() -> None:
    assert derive(AHEAD, [member(None), member("101")], 2025) == "b"
    assert derive(AHEAD, [member(None)], 2025) == "－"
    assert derive(AHEAD, [], 2025) == "－"


def test_a_rule_of_outcomes_has_nothing_to_say_of_outputs_alone() -> None:
    assert derive(replace(AHEAD, joining=Joining.OUTCOME), [member("120")], 2025) == "－"


@pytest.mark.parametrize("rule", [replace(AHEAD, question=Question.WORDS), BACK])
def test_a_rule_of_words_derives_nothing(rule: Rule) -> None:
    assert derive(rule, [member("120")], 2025) == ""
    assert sensitivity(rule, [member("120")], 2025) == ()


def test_the_sensitivity_holds_what_the_rule_itself_says() -> None:
    members = [member("95"), member("110", OUTCOME)]
    variants = sensitivity(AHEAD, members, 2025)
    assert {v.code for v in variants if (v.method, v.joining) == (AHEAD.method, AHEAD.joining)} == {
        derive(AHEAD, members, 2025)
    }
    assert len(variants) == 4 * 5


def test_a_decision_against_the_derived_rating_needs_a_reason() -> None:
    assert needs_reason("c", "a")
    assert not needs_reason("c", "c")
    assert not needs_reason("", "a")


@pytest.mark.parametrize(
    ("codes", "mean"),
    [("3 3 2", "2.7"), ("3 2", "2.5"), ("1 0 0", "0.3"), ("", None), ("－", None)],
)
def test_scores_are_averaged_to_one_decimal(codes: str, mean: str | None) -> None:
    scores = {str(score): Decimal(score) for score in range(4)}
    assert mean_score(codes.split(), scores) == (None if mean is None else Decimal(mean))


percents = st.decimals(min_value=Decimal(1), max_value=Decimal(300), places=2)
kinds = st.sampled_from([IndicatorKind.OUTPUT, IndicatorKind.OUTCOME])


@given(st.lists(st.tuples(percents, kinds), min_size=1, max_size=5), percents)
def test_a_better_figure_never_lowers_a_rating(
    rows: list[tuple[Decimal, IndicatorKind]], more: Decimal
) -> None:
    members = [member(str(percent), kind) for percent, kind in rows]
    first, kind = rows[0]
    better = [member(str(first + more), kind), *members[1:]]
    for joining in Joining:
        rule = replace(AHEAD, joining=joining)
        if not rule.derives:
            continue
        before, after = derive(rule, members, 2025), derive(rule, better, 2025)
        order = (*rule.codes, rule.no_data)
        assert order.index(after) <= order.index(before)


@given(st.lists(st.tuples(percents, kinds), min_size=1, max_size=5))
def test_worst_and_best_enclose_every_joining_that_counts_all(
    rows: list[tuple[Decimal, IndicatorKind]],
) -> None:
    members = [member(str(percent), kind) for percent, kind in rows]
    codes = AHEAD.codes

    def place(joining: Joining) -> int:
        return codes.index(derive(replace(AHEAD, joining=joining), members, 2025))

    assert place(Joining.BEST) <= place(Joining.MEAN) <= place(Joining.WORST)


@given(percents)
def test_a_step_is_reached_exactly_from_its_threshold_on(percent: Decimal) -> None:
    ratio = Fraction(percent) / 100
    code = AHEAD.step(ratio)
    assert (code == "a") == (ratio >= Fraction("1.03"))
    assert (code == "c") == (ratio < 1)
