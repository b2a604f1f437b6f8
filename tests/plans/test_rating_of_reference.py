"""What explicit rules say about the reference plan's three reported ratings (plan-progress §7)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.plans.factories import FILES, file_bytes
from yuinowa.ledger.domain.attainment import Method, Series
from yuinowa.ledger.domain.indicators import IndicatorKind
from yuinowa.plans.domain.kinds import SlotRole
from yuinowa.plans.domain.printed import number_of
from yuinowa.plans.domain.rating import (
    Joining,
    Member,
    Question,
    Rule,
    Threshold,
    derive,
    sensitivity,
)
from yuinowa.plans.exchange import read_plan_file

RULE = Rule(
    Question.FINAL,
    (Threshold("a", Decimal("1.03")), Threshold("b", Decimal(1))),
    otherwise="c",
    no_data="－",
    method=Method.CARRY,
    joining=Joining.BEST,
)
JOININGS = (Joining.WORST, Joining.BEST, Joining.OUTCOME, Joining.MEAN)
#: By project, as reported; then by method what the four joinings say.
DERIVED = {
    "1-(1)-④": ("b", {"carry": "cbcc", "last": "cccc", "linear": "cbcc", "step": "cccc"}),
    "3-(1)-①": ("a", {"carry": "caaa", "last": "caab", "linear": "caaa", "step": "caaa"}),
    "4-(1)-②": ("a", {"carry": "caac", "last": "cccc", "linear": "baaa", "step": "cccc"}),
}

pytestmark = pytest.mark.skipif("minato" not in FILES, reason="the reference plan was taken out")


def _numbers(texts: Mapping[int, str]) -> dict[int, Decimal]:
    found = {year: number_of(text) for year, text in texts.items()}
    return {year: number for year, number in found.items() if number is not None}


def members_of(project: str) -> list[Member]:
    sheet = next(s for s in read_plan_file(file_bytes("minato")).sheets if s.project == project)
    return [
        Member(
            IndicatorKind.OUTCOME if slot.role is SlotRole.OUTCOME else IndicatorKind.OUTPUT,
            Series(targets=_numbers(slot.targets), actuals=_numbers(slot.actuals)),
        )
        for slot in sheet.slots
        if slot.is_used
    ]


@pytest.mark.parametrize("project", DERIVED)
def test_the_shipped_rule_leaves_the_report_as_it_was(project: str) -> None:
    reported, _variants = DERIVED[project]
    assert derive(RULE, members_of(project), 2025) == reported


@pytest.mark.parametrize("project", DERIVED)
@pytest.mark.parametrize("method", ["carry", "last", "linear", "step"])
def test_other_rules_say_what_was_computed_by_hand(project: str, method: str) -> None:
    members = members_of(project)
    said = [
        derive(replace(RULE, method=Method(method), joining=joining), members, 2025)
        for joining in JOININGS
    ]
    assert "".join(said) == DERIVED[project][1][method]


@pytest.mark.parametrize("project", DERIVED)
def test_the_sensitivity_says_the_same(project: str) -> None:
    found = {(v.method, v.joining): v.code for v in sensitivity(RULE, members_of(project), 2025)}
    for method, codes in DERIVED[project][1].items():
        assert "".join(found[Method(method), joining] for joining in JOININGS) == codes


def test_a_changed_figure_changes_the_rating() -> None:
    members = members_of("1-(1)-④")
    holdings = members[0].series
    fallen = replace(holdings, actuals={**holdings.actuals, 2025: Decimal(1_300_000)})
    changed = [replace(members[0], series=fallen), *members[1:]]
    assert derive(RULE, changed, 2025) == "c"
