"""What the list of an institution's people tells beyond its rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from typing import TypeVar

R = TypeVar("R")


def held_by_one(people: Iterable[tuple[int, Collection[R]]]) -> frozenset[R]:
    """The roles that one person only holds; with that person's move nobody could take over (I36, I37).

    ``people`` are person and roles, one entry an affiliation; a person in two units counts once.
    """
    holders = {(person, role) for person, roles in people for role in roles}
    return frozenset(
        role for role, count in Counter(role for _person, role in holders).items() if count == 1
    )
