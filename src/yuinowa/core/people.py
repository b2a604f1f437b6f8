"""What the wings below the accounts may ask of people: a name to show, an address to write to, a post held.

People are ids to them. ``accounts`` answers; it registers in ``AppConfig.ready``.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps import apps
from django.db.models import QuerySet

from yuinowa.core.rights import Role


@dataclass(frozen=True, slots=True)
class Addressee:
    """Somebody who can be written to, in the language chosen."""

    person: int
    mail: str
    language: str


@dataclass(frozen=True, slots=True)
class Answers:
    """Who answers: names by id, who holds any of the roles at an institution today, and who holds which post."""

    names: Callable[[Collection[int]], dict[int, str]]
    holders: Callable[[int, Collection[Role]], list[Addressee]]
    turn_takers: Callable[[int], QuerySet[Any]]
    names_in_posts: Callable[[Collection[int], date], dict[int, tuple[str, ...]]]
    posts_of: Callable[[int, int, date], tuple[str, ...]]


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


def turn_takers(institution: int) -> QuerySet[Any] | None:
    """Whose the turns of a role are at ``institution`` today, where a post takes them: ``role``, ``person``, ``title``.

    Rows to filter by, so that ``core.waits`` asks once. None where nobody answers for people.
    """
    return _ANSWERS[0].turn_takers(institution) if _ANSWERS else None


def names_in_posts(posts: Collection[int], day: date) -> dict[int, tuple[str, ...]]:
    """By post: who holds it on ``day``. Whoever asks has checked who reads it."""
    return _ANSWERS[0].names_in_posts(posts, day) if _ANSWERS and posts else {}


def posts_of(person: int, institution: int, day: date) -> tuple[str, ...]:
    """The titles of the posts ``person`` held at ``institution`` on ``day``."""
    return _ANSWERS[0].posts_of(person, institution, day) if _ANSWERS else ()


@dataclass(frozen=True, slots=True)
class Trace:
    """A column of a wing's table that holds a person's id, and the columns that tell the person of what."""

    model: str
    column: str
    tells: tuple[str, ...]


_TRACES: list[Trace] = []


def named_in(model: str, column: str, *tells: str) -> None:
    """Let the own data of a person hold the rows of ``model`` in which ``column`` is the person."""
    _TRACES.append(Trace(model, column, tells))


def traces() -> tuple[Trace, ...]:
    return tuple(_TRACES)


def traces_of(person: int) -> dict[str, list[dict[str, Any]]]:
    """By table, the rows that name ``person``, as plain values."""
    found = {}
    for trace in _TRACES:
        rows = apps.get_model(trace.model)._base_manager.filter(**{trace.column: person})
        found[trace.model.lower()] = list(rows.order_by("pk").values("pk", *trace.tells))
    return found
