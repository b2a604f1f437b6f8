"""Support: six matters with their letters, who may be asked, which steps there are."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuinowa.kernel.errors import TransitionRefused
from yuinowa.ledger.domain import kinds
from yuinowa.ledger.domain.kinds import Unit
from yuinowa.relations.domain.support import (
    LEDGER_KIND,
    SUPPORT_WORKFLOW,
    SupportAction,
    SupportRole,
    SupportState,
    SupportTopic,
    answer_day_fault,
    may_be_asked,
)

A_DAY = date(2026, 10, 5)


def test_the_six_matters_have_the_letters_of_the_standard() -> None:
    assert [topic.letter for topic in SupportTopic] == list("アイウエオカ")


@pytest.mark.parametrize(
    ("of", "supports_us", "may"),
    [
        (["prefectural_library"], False, True),
        (["support_center"], False, True),
        (["national_library"], False, True),
        (["public_library"], False, False),
        (["public_library"], True, True),
        ([], False, False),
    ],
)
def test_who_supports_may_be_asked(of: list[str], *, supports_us: bool, may: bool) -> None:
    assert may_be_asked(of, supports_us=supports_us) is may


@given(st.sampled_from(SupportState), st.sampled_from(SupportAction))
def test_the_side_that_asks_only_ever_withdraws(state: SupportState, action: SupportAction) -> None:
    if action is SupportAction.WITHDRAW:
        return
    with pytest.raises(TransitionRefused):
        SUPPORT_WORKFLOW.target(state, action, SupportRole.ASKING)


@given(st.lists(st.sampled_from(SupportAction), max_size=8))
def test_an_answer_counts_only_while_it_stands(actions: list[SupportAction]) -> None:
    state, counted = SUPPORT_WORKFLOW.initial, 0
    for action in actions:
        for role in SUPPORT_WORKFLOW.roles_for(state, action):
            before, state = state, SUPPORT_WORKFLOW.target(state, action, role)
            counted += (state is SupportState.DONE) - (before is SupportState.DONE)
            break

    assert counted == (state is SupportState.DONE)


@pytest.mark.parametrize(
    ("day", "fault"),
    [(A_DAY, ""), (date(2026, 10, 4), "before_asked"), (date(2026, 11, 23), "future")],
)
def test_an_answer_lies_between_the_request_and_today(day: date, fault: str) -> None:
    assert answer_day_fault(day, asked_on=A_DAY, today=date(2026, 11, 22)) == fault


def test_the_kind_of_the_ledger_counts_times_and_minutes() -> None:
    assert kinds.find(LEDGER_KIND).units == (Unit.TIME, Unit.MINUTE)
