"""Whatever is asked, the roll-ups answer what the entries say."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.ledger.domain.definitions import KINDS, definitions
from tests.ledger.queries.ledgers import LEDGERS, YEARS, Slow, keep, world
from yuinowa.ledger.domain.definitions import parse
from yuinowa.ledger.domain.faults import DefinitionRefused
from yuinowa.ledger.domain.metrics import ContextRule, Count, Metric, Subject, Vocabulary
from yuinowa.ledger.domain.planner import SubjectRefused, bind, plan
from yuinowa.ledger.queries import metrics as asking

WORDS = Vocabulary(KINDS, frozenset({"public_library", "school", "museum"}))
SUBJECTS = st.sampled_from(["one", "two", "region", "context", "party"])


def subject_of(drawn: str, ids: tuple[int, ...], contexts: tuple[int, ...]) -> Subject:
    return {
        "one": Subject.of(ids[0]),
        "two": Subject.of(ids[0], ids[1]),
        "region": Subject.region(),
        "context": Subject.of_context(contexts[0]),
        "party": Subject.of_context(contexts[0], ids[0]),
    }[drawn]


def answerable(data: dict[str, Any], subject: Subject, ids: tuple[int, ...]) -> Metric | None:
    """The metric drawn, its ids those of the world; None if it is refused."""
    if "partner" in data:
        data = data | {
            "partner": {
                key: [ids[number % len(ids)] for number in value]
                if key in {"only", "except"}
                else value
                for key, value in data["partner"].items()
            }
        }
    metric = parse(data, WORDS)
    try:
        plan(metric)
        bind(metric, subject)
    except (DefinitionRefused, SubjectRefused):
        return None
    return metric


@pytest.mark.django_db
@settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.filter_too_much,
        HealthCheck.too_slow,
    ],
)
@given(LEDGERS, st.lists(st.tuples(definitions(), SUBJECTS), min_size=1, max_size=6))
def test_every_answer_equals_the_fold_of_the_entries(
    drawn: Any, asked: list[tuple[dict[str, Any], str]]
) -> None:
    with transaction.atomic():
        here = world()
        keep(drawn, here)
        slow = Slow(here)
        for data, who in asked:
            subject = subject_of(who, here.institutions, here.contexts)
            metric = answerable(data, subject, here.institutions)
            if metric is not None:
                check(metric, subject, slow)
        transaction.set_rollback(True)


def check(metric: Metric, subject: Subject, slow: Slow) -> None:
    answer = asking.answer(metric, subject, YEARS)
    expected = slow.slots(metric, subject, YEARS)

    for slot, value in answer:
        leaves = expected.get(slot, [])
        found = value.reason_no_data if value.number is None else value.number
        assert found == slow.number(metric, subject, slot, leaves), (metric, subject, slot)
        assert value.entries == sum(leaf.count for leaf in leaves)
        if metric.context is not ContextRule.NONE:
            assert value.contested == any(leaf.contested for leaf in leaves)
    if metric.count is not Count.NEW_PARTNERS:
        assert answer.voices == {
            leaf.entry.voice
            for leaves in expected.values()
            for leaf in leaves
            if leaf.entry in slow.in_force
        }
    missing = {slot for slot, leaves in expected.items() if sum(leaf.count for leaf in leaves)}
    assert missing <= set(answer.values)
    if not metric.group and metric.period != "month":
        assert [slot.year for slot in answer.values] == list(YEARS)


@pytest.mark.django_db
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(LEDGERS, st.lists(st.tuples(definitions(), SUBJECTS), min_size=1, max_size=4))
def test_the_cells_behind_a_value_add_up_to_it(
    drawn: Any, asked: list[tuple[dict[str, Any], str]]
) -> None:
    """Rule 12."""
    with transaction.atomic():
        here = world()
        keep(drawn, here)
        for data, who in asked:
            subject = subject_of(who, here.institutions, here.contexts)
            metric = answerable(data | {"count": "quantity"}, subject, here.institutions)
            if metric is None:
                continue
            value = asking.value_of(metric, subject, 2025)
            cells = asking.cells_behind(metric, subject, 2025)
            assert sum(cell.counted for cell in cells) == (value.number or 0)
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_a_question_costs_as_many_queries_over_one_year_as_over_all() -> None:
    here = world()
    metric = replace(parse_lent(), group=())

    def queries(years: tuple[int, ...]) -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            asking.answer(metric, Subject.of(here.institutions[0]), years)
        return len(captured)

    assert queries((2025,)) == queries(YEARS)


def parse_lent() -> Metric:
    from tests.ledger.domain.definitions import definition

    return parse(definition(), WORDS)
