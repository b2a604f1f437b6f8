"""Sockets of relations: ties that another wing derives, and what it knows about a pair (docs/architecture/packages.md).

Filled in ``AppConfig.ready``. A function gets the actor or the pair and gives plain values; what an actor may not
see, it leaves out.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date

from yuinowa.core.rights import Actor


@dataclass(frozen=True, slots=True)
class Edge:
    """A tie of two institutions that follows from something else, such as a partnership."""

    one: int
    other: int
    since: date
    until: date | None
    #: What it follows from, and its page.
    label: str
    url: str

    def holds(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class SharedWork:
    """What two institutions have between them on a day, beside their contacts."""

    #: Joint activities of the last twelve months.
    activities: int = 0
    #: Agreements, or written tables of roles, in force.
    agreements: int = 0
    #: Evaluations held or due.
    evaluations: int = 0


EdgeSource = Callable[[Collection[int], Actor], Iterable[Edge]]
WorkSource = Callable[[int, int, date], SharedWork]

_EDGES: list[EdgeSource] = []
_WORK: list[WorkSource] = []


def add_edges(source: EdgeSource) -> None:
    """Let ``source`` name the ties in which any of the given institutions takes part."""
    _EDGES.append(source)


def edges_of(institutions: Collection[int], actor: Actor) -> list[Edge]:
    return [edge for source in _EDGES for edge in source(institutions, actor)]


def add_work(source: WorkSource) -> None:
    """Let ``source`` say what a pair has between it on a day."""
    _WORK.append(source)


def work_of(one: int, other: int, day: date) -> SharedWork:
    """What all wings know of the pair, added up."""
    found = [source(one, other, day) for source in _WORK]
    return SharedWork(
        activities=sum(work.activities for work in found),
        agreements=sum(work.agreements for work in found),
        evaluations=sum(work.evaluations for work in found),
    )
