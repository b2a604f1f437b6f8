from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from yuinowa.accounts.domain.people import held_by_one

PEOPLE = st.lists(st.tuples(st.integers(1, 4), st.frozensets(st.sampled_from("abcd"))), max_size=8)


def test_a_role_of_one_person_in_two_units_is_still_held_by_one() -> None:
    assert held_by_one([(1, {"admin"}), (1, {"admin", "editor"}), (2, {"editor"})]) == {"admin"}


@given(PEOPLE)
def test_a_role_is_held_by_one_exactly_when_one_person_has_it(
    people: list[tuple[int, frozenset[str]]],
) -> None:
    found = held_by_one(people)

    for role in "abcd":
        holders = {person for person, roles in people if role in roles}
        assert (role in found) == (len(holders) == 1)


@given(PEOPLE, st.sampled_from("abcd"))
def test_with_a_second_holder_the_mark_goes(
    people: list[tuple[int, frozenset[str]]], role: str
) -> None:
    assert role not in held_by_one([*people, (98, {role}), (99, {role})])
