"""What the wings below the accounts may ask of people: a name to show, an address to write to.

People are ids to them. ``accounts`` answers; it registers in ``AppConfig.ready``.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from yuinowa.core.rights import Role


@dataclass(frozen=True, slots=True)
class Addressee:
    """Somebody who can be written to, in the language chosen."""

    person: int
    mail: str
    language: str


@dataclass(frozen=True, slots=True)
class Answers:
    """Who answers: names by id, and who holds any of the roles at an institution today."""

    names: Callable[[Collection[int]], dict[int, str]]
    holders: Callable[[int, Collection[Role]], list[Addressee]]


_ANSWERS: list[Answers] = []


def answer(answers: Answers) -> None:
    """Let ``answers`` speak for people; a second one is a mistake."""
    if _ANSWERS:
        raise RuntimeError("somebody answers for people already")
    _ANSWERS.append(answers)


def names_of(people: Collection[int]) -> dict[int, str]:
    """What people are called, as far as they are still known. Whoever asks has checked who reads it."""
    return _ANSWERS[0].names(people) if _ANSWERS and people else {}


def holders_of(institution: int, roles: Collection[Role]) -> list[Addressee]:
    """The people who hold any of ``roles`` at ``institution`` today and have an address, each once."""
    return _ANSWERS[0].holders(institution, roles) if _ANSWERS else []
