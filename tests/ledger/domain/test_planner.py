from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from tests.ledger.domain.definitions import WORDS, definitions, metric
from yuinowa.ledger.domain.definitions import parse
from yuinowa.ledger.domain.faults import DefinitionRefused, Fault, Finding
from yuinowa.ledger.domain.metrics import AskedSide, Group, Metric, Subject
from yuinowa.ledger.domain.planner import Branch, Misfit, Rollup, SubjectRefused, bind, plan

GIVEN, RECEIVED, TOTAL = AskedSide.GIVEN, AskedSide.RECEIVED, AskedSide.TOTAL


def refusals(asked: Metric) -> list[tuple[str, Fault]]:
    with pytest.raises(DefinitionRefused) as refused:
        plan(asked)
    return [(finding.place, finding.fault) for finding in refused.value.findings]


@pytest.mark.parametrize(
    ("changes", "branches"),
    [
        ({}, [Branch(Rollup.GIVEN_MONTH, GIVEN)]),
        ({"side": "total"}, [Branch(Rollup.GIVEN_MONTH, TOTAL)]),
        ({"side": "received"}, [Branch(Rollup.RECEIVED_MONTH, RECEIVED)]),
        ({"side": "both"}, [Branch(Rollup.GIVEN_MONTH, GIVEN), Branch(Rollup.RECEIVED_MONTH, RECEIVED)]),
        ({"group": ["month", "kind"]}, [Branch(Rollup.GIVEN_MONTH, GIVEN)]),
        ({"count": "partners"}, [Branch(Rollup.PAIR_YEAR, GIVEN)]),
        ({"count": "first_day", "side": "both"}, [Branch(Rollup.PAIR_YEAR, GIVEN), Branch(Rollup.PAIR_YEAR, RECEIVED)]),
        ({"partner": {"area": ["13"]}, "side": "received"}, [Branch(Rollup.PAIR_YEAR, RECEIVED)]),
        ({"group": ["partner_kind"]}, [Branch(Rollup.PAIR_YEAR, GIVEN)]),
        ({"context": "this"}, [Branch(Rollup.CONTEXT_YEAR, GIVEN)]),
        ({"context": "some", "count": "partners"}, [Branch(Rollup.CONTEXT_YEAR, GIVEN)]),
        ({"group": ["context"], "side": "total"}, [Branch(Rollup.CONTEXT_YEAR, TOTAL)]),
        ({"context": "none"}, [Branch(Rollup.GIVEN_MONTH, GIVEN), Branch(Rollup.CONTEXT_YEAR, GIVEN, -1)]),
        ({"context": "none", "count": "partners"}, [Branch(Rollup.PAIR_YEAR, GIVEN), Branch(Rollup.CONTEXT_YEAR, GIVEN, -1)]),
    ],
)  # fmt: skip
def test_rule_2_the_planner_takes_the_roll_up_that_holds_what_is_asked(
    changes: dict[str, Any], branches: list[Branch]
) -> None:
    assert plan(metric(**changes)).branches == tuple(branches)


@pytest.mark.parametrize(
    ("changes", "place", "fault"),
    [
        ({"period": "month", "count": "partners"}, "period", Fault.MONTHS_OF_PARTNERS),
        ({"group": ["month", "partner"]}, "group", Fault.MONTHS_OF_PARTNERS),
        ({"period": "month", "count": "first_day"}, "period", Fault.MONTHS_OF_PARTNERS),
        ({"period": "month", "context": "this"}, "period", Fault.MONTHS_OF_CONTEXTS),
        ({"group": ["month", "context"]}, "group", Fault.MONTHS_OF_CONTEXTS),
        ({"period": "month", "context": "none"}, "period", Fault.MONTHS_OF_CONTEXTS),
        ({"period": "to_date", "group": ["month"]}, "group", Fault.MONTHS_TO_DATE),
        ({"count": "last_day", "context": "some"}, "count", Fault.DAYS_OF_CONTEXTS),
        ({"count": "partners", "side": "total"}, "side", Fault.PARTNERS_OF_TOTAL),
        ({"count": "entries", "side": "total"}, "side", Fault.ENTRIES_OF_TOTAL),
        ({"count": "partners", "group": ["partner"]}, "group", Fault.PARTNERS_BY_PARTNER),
        ({"count": "partners", "scope": ["residents"]}, "scope", Fault.PARTNERS_OF_RESIDENTS),
        ({"count": "new_partners", "period": "to_date"}, "period", Fault.NEW_TO_DATE),
        ({"context": "none", "group": ["context"]}, "group", Fault.CONTEXTS_OF_NONE),
    ],
)
def test_rule_2_what_no_roll_up_answers_is_refused_with_its_place(
    changes: dict[str, Any], place: str, fault: Fault
) -> None:
    assert refusals(metric(**changes)) == [(place, fault)]


@given(definitions())
def test_rule_2_every_definition_has_a_plan_over_roll_ups_alone_or_a_reason(
    data: dict[str, Any],
) -> None:
    asked = parse(data, WORDS)
    branches: tuple[Branch, ...] = ()
    findings: tuple[Finding, ...] = ()
    try:
        branches = plan(asked).branches
    except DefinitionRefused as refused:
        findings = refused.findings

    assert bool(branches) != bool(findings)
    for branch in branches:
        assert branch.side is asked.side or asked.side is AskedSide.BOTH
        if "month" in (asked.period, *asked.group):
            assert branch.rollup in {Rollup.GIVEN_MONTH, Rollup.RECEIVED_MONTH}


def test_a_ratio_is_planned_with_its_own_groups() -> None:
    lent = metric()
    partners = metric(count="partners")
    rate = replace(lent, ratio=None, group=(Group.MONTH,))

    assert plan(rate).rollups == (Rollup.GIVEN_MONTH,)
    asked = parse(
        {
            "code": "per_partner",
            "version": 1,
            "label": {"ja": "相手あたり", "en": "Per partner"},
            "count": {"ratio": ["lent@1", "partners@1"], "times": 1},
            "period": "fiscal_year",
            "group": ["month"],
        },
        WORDS,
        lookup=lambda ref: {"lent": lent, "partners": partners}.get(ref.code),
    )
    with pytest.raises(DefinitionRefused):
        plan(asked, (lent, partners))
    assert plan(replace(asked, group=()), (lent, partners)).rollups == (
        Rollup.GIVEN_MONTH,
        Rollup.PAIR_YEAR,
    )


@pytest.mark.parametrize(
    ("changes", "subject", "misfit"),
    [
        ({"side": "total"}, Subject.of(1), Misfit.TOTAL_NEEDS_REGION),
        ({}, Subject.of(), Misfit.NOBODY),
        ({}, Subject.of_context(3), Misfit.CONTEXT_NEEDS_THIS),
        ({"context": "this"}, Subject.of(1), Misfit.THIS_NEEDS_CONTEXT),
        ({"context": "this"}, Subject.of_context(3), Misfit.SIDE_NEEDS_INSTITUTION),
    ],
)
def test_a_metric_is_not_asked_about_a_subject_it_does_not_fit(
    changes: dict[str, Any], subject: Subject, misfit: Misfit
) -> None:
    with pytest.raises(SubjectRefused) as refused:
        bind(metric(**changes), subject)

    assert refused.value.misfit is misfit


@pytest.mark.parametrize(
    ("changes", "subject"),
    [
        ({}, Subject.of(1)),
        ({}, Subject.region()),
        ({"side": "total"}, Subject.region()),
        ({"side": "total", "context": "this"}, Subject.of_context(3)),
        ({"context": "this"}, Subject.of_context(3, 1)),
        ({"context": "some"}, Subject.of(1)),
    ],
)
def test_a_metric_is_asked_about_a_subject_it_fits(
    changes: dict[str, Any], subject: Subject
) -> None:
    bind(metric(**changes), subject)
