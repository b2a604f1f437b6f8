"""What the wings below the accounts may ask of people: a name to show, an address to write to.

People are ids to them. ``accounts`` answers; it registers in ``AppConfig.ready``.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from django.apps import apps

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
