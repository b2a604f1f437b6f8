"""Principles: frozen as adopted, answered one by one, never added up; due by the time that has passed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuinowa.partnerships.domain import principles as rules
from yuinowa.partnerships.domain.phases import OVER, PLANNING, Phase
from yuinowa.partnerships.domain.principles import Answer, Gap, Moment, Verdict
from yuinowa.partnerships.domain.ten_rules import Rule
from yuinowa.partnerships.exchange.principle_sets import TEN_RULES, shipped

A_DAY = date(2026, 4, 1)
LINES = st.lists(st.text(min_size=1, max_size=20), min_size=1, max_size=rules.MAX_PRINCIPLES)
ANSWERS = st.builds(Answer, st.sampled_from(Verdict), st.text(max_size=10), st.text(max_size=10))


@pytest.mark.parametrize(
    ("code", "size"), [("ogi", 6), ("fukushima", 6), ("kawasaki", 6), (TEN_RULES, 10)]
)
def test_the_shipped_sets_are_whole_in_both_languages(code: str, size: int) -> None:
    found = shipped()[code]

    assert len(set(found.keys)) == size
    assert found.credit("ja")
    assert found.credit("en")
    for principle in found.principles:
        for language in ("ja", "en"):
            assert principle.words(language)
            assert principle.question(language)


def test_the_ten_rules_are_those_that_evidence_is_looked_up_for() -> None:
    assert shipped()[TEN_RULES].keys == tuple(rule.value for rule in Rule)


@given(LINES)
def test_what_is_written_down_is_the_set_again(lines: list[str]) -> None:
    chosen = rules.own_set("own-1", 3, "わたしたちの原則", "条例", lines)

    assert rules.set_of(rules.document_of(chosen)) == chosen
    assert chosen.keys == tuple(f"p{n}" for n in range(1, len(lines) + 1))


@given(LINES, st.integers(0, 19), st.text(min_size=1, max_size=5))
def test_any_other_word_has_another_fingerprint(lines: list[str], at: int, more: str) -> None:
    other = [*lines]
    other[at % len(lines)] += more
    one, two = (
        rules.digest_of(rules.document_of(rules.own_set("own-1", 1, "原則", "", found)))
        for found in (lines, other)
    )

    assert one != two


@given(LINES, st.dictionaries(st.integers(1, 25), ANSWERS))
def test_a_check_is_whole_when_each_principle_is_answered_and_each_no_has_a_reason(
    lines: list[str], answers: dict[int, Answer]
) -> None:
    chosen = rules.own_set("own-1", 1, "原則", "", lines)
    said = {f"p{number}": answer for number, answer in answers.items()}

    gaps = dict(rules.gaps_of(chosen, said))

    for key in chosen.keys:
        answer = said.get(key)
        if answer is None:
            assert gaps[key] is Gap.UNANSWERED
        elif answer.verdict is not Verdict.YES and not answer.line.strip():
            assert gaps[key] is Gap.NO_REASON
        else:
            assert key not in gaps
    assert {key for key, gap in gaps.items() if gap is Gap.UNKNOWN} == set(said) - set(chosen.keys)
    assert rules.answers_of(rules.answers_as_values(said)) == said


@given(st.sampled_from(Phase), st.integers(0, 800), st.integers(-50, 900))
def test_checks_come_due_one_after_the_other(phase: Phase, length: int, at: int) -> None:
    end, today = A_DAY + timedelta(days=length), A_DAY + timedelta(days=at)

    found = rules.due_moments(phase, A_DAY, end, today)

    assert found == tuple(Moment)[: len(found)] or found == (Moment.START, Moment.END)
    if phase in OVER:
        assert found == ()
    elif phase in PLANNING:
        assert found == (Moment.START,)
    else:
        assert (Moment.END in found) == (today >= end - timedelta(days=rules.END_DAYS))
        assert (Moment.MIDDLE in found) == (2 * at >= length)


def test_without_days_only_the_start_is_due() -> None:
    assert rules.due_moments(Phase.ACTIVE, None, None, A_DAY) == (Moment.START,)


@given(
    st.sets(st.integers(1, 5)),
    st.sampled_from([(), (Moment.START,), (Moment.START, Moment.MIDDLE), tuple(Moment)]),
    st.sets(st.tuples(st.integers(1, 5), st.sampled_from(Moment))),
)
def test_a_side_is_asked_for_the_latest_check_alone(
    sides: set[int], due: tuple[Moment, ...], given_: set[tuple[int, Moment]]
) -> None:
    found = rules.lacking_checks(sorted(sides), due, given_)

    assert all(moment is due[-1] and (side, moment) not in given_ for side, moment in found)
    if due:
        assert {side for side, _ in found} == {s for s in sides if (s, due[-1]) not in given_}
