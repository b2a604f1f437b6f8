from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuinowa.core.rights import Role
from yuinowa.portal.domain.homes import HOMES, MOST_CARDS, Card, Guest, Reader, cards_for

READERS: list[Reader] = [*Role, *Guest]


def test_every_reader_has_a_row() -> None:
    assert set(HOMES) == set(READERS)


@pytest.mark.parametrize("reader", READERS)
def test_a_row_is_short_and_says_nothing_twice(reader: Reader) -> None:
    cards = HOMES[reader]

    assert 0 < len(cards) <= MOST_CARDS
    assert len(set(cards)) == len(cards)


@given(st.sets(st.sampled_from(READERS)))
def test_whoever_has_several_roles_gets_the_first_card_of_each_before_the_second_of_any(
    readers: set[Reader],
) -> None:
    found = list(cards_for(readers))

    firsts = {HOMES[reader][0] for reader in readers}
    assert set(found) == {card for reader in readers for card in HOMES[reader]}
    assert len(set(found)) == len(found)
    assert set(found[: len(firsts)]) == firsts


def test_an_administrator_who_keeps_the_plan_sees_its_round_before_the_people() -> None:
    found = list(cards_for({Role.ADMIN, Role.PLAN_OFFICER}))

    assert found[:3] == [Card.ROUND, Card.PEOPLE, Card.YEAR]
