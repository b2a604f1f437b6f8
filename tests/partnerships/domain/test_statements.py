"""What is missing of what sides say and agree on."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.partnerships.domain.test_phases import MEMBERS
from yuinowa.partnerships.domain.gates import Lacking, Member, writing
from yuinowa.partnerships.domain.parties import PartyState
from yuinowa.partnerships.domain.statements import (
    BENEFIT,
    CONTRIBUTION,
    GONE,
    TASK,
    lacking_consents,
    lacking_exchange,
    lacking_goals,
    lacking_needs,
    lacking_tasks,
)

SIDES = st.sets(st.integers(1, 9))


@given(MEMBERS, SIDES, SIDES)
def test_every_side_gains_and_gives_before_roles_are_shared(
    members: list[Member], benefits: set[int], gives: set[int]
) -> None:  # I2
    lacking = lacking_exchange(members, benefits, gives)

    assert {lack.party for lack in lacking if lack.code == BENEFIT} == set(
        writing(members)
    ) - benefits
    assert {lack.party for lack in lacking if lack.code == CONTRIBUTION} == set(
        writing(members)
    ) - gives


@given(MEMBERS, SIDES)
def test_nobody_is_asked_for_what_it_has_told_or_agreed_to(
    members: list[Member], told: set[int]
) -> None:
    for lacking in (lacking_needs(members, told), lacking_consents(members, told)):
        assert [lack.party for lack in lacking] == [p for p in writing(members) if p not in told]


def test_a_task_of_a_side_that_has_left_is_nobodys() -> None:  # I3
    members = [Member(1, PartyState.JOINED), Member(2, PartyState.LEFT)]

    assert lacking_tasks(members, [1, 1]) == []
    assert lacking_tasks(members, [1, 2, 2]) == [Lacking(GONE)]
    assert lacking_tasks(members, []) == [Lacking(TASK)]


def test_one_goal_is_enough() -> None:
    assert [len(lacking_goals(count)) for count in (0, 1, 9)] == [1, 0, 0]
