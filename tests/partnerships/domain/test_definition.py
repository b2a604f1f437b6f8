"""The five parts of the definition: what is missing of them, side by side."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.partnerships.domain.test_phases import MEMBERS
from yuinowa.partnerships.domain.definition import Element, Recorded, lacking_of
from yuinowa.partnerships.domain.gates import Lacking, Member, writing
from yuinowa.partnerships.domain.parties import PartyState
from yuinowa.partnerships.domain.statements import (
    ABLE,
    BENEFIT,
    CONSENT,
    CONTRIBUTION,
    GOAL,
    NEED,
    TASK,
)

SIDES = st.sets(st.integers(1, 9))
TWO = [Member(1, PartyState.JOINED), Member(2, PartyState.JOINED)]
BOTH = frozenset({1, 2})
WHOLE = Recorded(BOTH, BOTH, BOTH, BOTH, 1, BOTH, (1,), BOTH)


def test_five_parts_that_every_side_has_said_its_words_to_lack_nothing() -> None:
    found = lacking_of(TWO, WHOLE)

    assert list(found) == list(Element)
    assert len(Element) == 5
    assert not any(found.values())


def test_of_an_idea_each_part_is_missing_with_whose_it_is() -> None:
    found = lacking_of(TWO, Recorded())

    assert found == {
        Element.OWN_WILL: [Lacking(NEED, 1), Lacking(NEED, 2)],
        Element.RESPECT: [Lacking(ABLE, 1), Lacking(ABLE, 2)],
        Element.AIM: [Lacking(GOAL)],
        Element.RESOURCES: [
            Lacking(BENEFIT, 1),
            Lacking(BENEFIT, 2),
            Lacking(CONTRIBUTION, 1),
            Lacking(CONTRIBUTION, 2),
        ],
        Element.EQUALITY: [Lacking(TASK)],
    }


def test_an_aim_and_a_table_of_roles_are_common_once_every_side_agreed() -> None:
    found = lacking_of(TWO, replace(WHOLE, agreed_to_goals={1}, agreed_to_roles={2}))

    assert found[Element.AIM] == [Lacking(CONSENT, 2)]
    assert found[Element.EQUALITY] == [Lacking(CONSENT, 1)]


@given(MEMBERS, SIDES, SIDES)
def test_words_of_one_side_never_stand_for_another(
    members: list[Member], needs: set[int], able: set[int]
) -> None:  # I13
    found = lacking_of(members, replace(WHOLE, needs=needs, abilities=able))

    for element, told in ((Element.OWN_WILL, needs), (Element.RESPECT, able)):
        assert {lack.party for lack in found[element]} == set(writing(members)) - told
