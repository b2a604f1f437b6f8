"""Workflow tables: what they refuse to be, and what they answer."""

from __future__ import annotations

from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuinowa.kernel.errors import TransitionRefused
from yuinowa.kernel.workflow import NOBODY, Nobody, Transition, Verb, Waits, Workflow, WorkflowFault


class State(StrEnum):
    DRAFT = "draft"
    SENT = "sent"
    AGREED = "agreed"
    DROPPED = "dropped"


class Action(StrEnum):
    SEND = "send"
    AGREE = "agree"
    RETURN = "return"
    DROP = "drop"


class Role(StrEnum):
    WRITER = "writer"
    READER = "reader"


WRITER, READER = frozenset({Role.WRITER}), frozenset({Role.READER})
ROWS = (
    Transition(State.DRAFT, Action.SEND, State.SENT, WRITER),
    Transition(State.DRAFT, Action.DROP, State.DROPPED, WRITER),
    Transition(State.SENT, Action.RETURN, State.DRAFT, READER),
    Transition(State.SENT, Action.AGREE, State.AGREED, READER),
    Transition(State.SENT, Action.DROP, State.DROPPED, WRITER | READER),
)
SENT_WAIT = Waits(Role.READER, 14, "The agreement comes into force.", Verb.ANSWER)
WAITS: dict[State, Waits[Role] | Nobody] = {State.DRAFT: NOBODY, State.SENT: SENT_WAIT}
FINAL = frozenset({State.AGREED, State.DROPPED})
FLOW = Workflow(State.DRAFT, ROWS, WAITS, FINAL)


def test_a_step_leads_where_the_table_says() -> None:
    assert FLOW.target(State.SENT, Action.AGREE, Role.READER) == State.AGREED


@given(st.sampled_from(State), st.sampled_from(Action), st.sampled_from(Role))
def test_a_step_is_taken_or_refused_as_the_table_says(
    state: State, action: Action, role: Role
) -> None:
    rows = [t.target for t in ROWS if (t.state, t.action) == (state, action) and role in t.roles]

    if rows:
        assert FLOW.target(state, action, role) == rows[0]
    else:
        with pytest.raises(TransitionRefused):
            FLOW.target(state, action, role)


def test_a_refusal_names_the_state() -> None:
    with pytest.raises(TransitionRefused) as refusal:
        FLOW.target(State.DRAFT, Action.AGREE, Role.READER)

    assert refusal.value.place == "draft"


@given(st.sampled_from(State), st.sets(st.sampled_from(Role)))
def test_the_actions_offered_are_those_that_would_be_taken(state: State, roles: set[Role]) -> None:
    possible = {t.action for t in ROWS if t.state == state for role in roles if role in t.roles}

    assert set(FLOW.actions(state, roles)) == possible


def test_actions_come_in_the_order_of_the_table() -> None:
    assert FLOW.actions(State.SENT, [Role.READER]) == (Action.RETURN, Action.AGREE, Action.DROP)


def test_states_are_those_of_the_table() -> None:
    assert frozenset(State) == FLOW.states


def test_a_state_says_who_is_waited_for() -> None:
    waits = [FLOW.wait_of(state) for state in (State.DRAFT, State.SENT, State.AGREED)]

    assert waits == [None, SENT_WAIT, None]


def test_only_final_states_are_finished() -> None:
    assert frozenset(state for state in State if FLOW.is_finished(state)) == FINAL


@pytest.mark.parametrize(
    ("rows", "waits", "final", "fault"),
    [
        (ROWS, {State.SENT: SENT_WAIT}, FINAL, "draft"),
        (ROWS, {**WAITS, State.AGREED: NOBODY}, FINAL, "agreed"),
        ((*ROWS, ROWS[0]), WAITS, FINAL, "said twice"),
        (
            (*ROWS, Transition(State.AGREED, Action.RETURN, State.SENT, READER)),
            WAITS,
            FINAL,
            "final",
        ),
        (
            (*ROWS, Transition(State.SENT, Action.SEND, State.SENT, frozenset())),
            WAITS,
            FINAL,
            "no role",
        ),
        (ROWS[1:], WAITS, FINAL, "no way leads to agreed, sent"),
        (ROWS, WAITS, FINAL - {State.AGREED}, "no way leads on from agreed"),
    ],
)
def test_a_table_that_contradicts_itself_is_refused(
    rows: tuple[Transition[State, Action, Role], ...],
    waits: dict[State, Waits[Role] | Nobody],
    final: frozenset[State],
    fault: str,
) -> None:
    with pytest.raises(WorkflowFault, match=fault):
        Workflow(State.DRAFT, rows, waits, final)
