"""The port: what a full-text engine is given and must answer, whoever stands behind it.

Text is analysed by us (``search.analysis``) before an engine sees it, so that every engine shares one
tokenisation and must pass the same contract tests (tests/search/contract.py).
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Protocol

from yuinowa.core.rights import Actor, Level

#: Reads everything: the platform itself.
EVERYTHING: frozenset[str] = frozenset({"*"})


@dataclass(frozen=True)
class Document:
    """One object as it can be found.

    ``texts`` by the names of its collection; ``sorts`` compare by code point, so numbers are padded
    and readings go through ``kernel.textkeys.sort_key``. ``level``, ``institution`` (the owner) and
    ``parties`` say who finds it (R20). ``numbers`` are whole and not negative; a range holds if any of
    them lies in it, and sorting takes the first. ``trees`` give the whole value, whose beginnings are
    counted. ``prominence`` (0 or more) raises the rank: relevance is multiplied by log2(2 + prominence).
    ``parts`` name what it was made of, so that all that is made of one can be hidden at once.
    """

    id: int
    texts: Mapping[str, Sequence[str]]
    level: Level
    institution: int | None = None
    parties: Sequence[int] = ()
    readings: Sequence[str] = ()
    codes: Sequence[str] = ()
    facets: Mapping[str, Sequence[str]] = field(default_factory=dict)
    sorts: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[str, Sequence[int]] = field(default_factory=dict)
    trees: Mapping[str, Sequence[str]] = field(default_factory=dict)
    prominence: float = 0.0
    parts: Sequence[str] = ()

    @property
    def seen_by(self) -> frozenset[str]:
        """The marks of whoever may find it; an actor carries ``sight_of``."""
        marks = set()
        if self.institution is not None:
            marks.add(f"institution:{self.institution}")
        if self.level is not Level.PRIVATE:
            marks |= {f"institution:{party}" for party in self.parties}
        if self.level in {Level.MEMBERS, Level.PUBLIC}:
            marks.add("members")
        if self.level is Level.PUBLIC:
            marks.add("public")
        return frozenset(marks)


def sight_of(actor: Actor) -> frozenset[str]:
    """The marks ``actor`` carries: whoever shares one with a document may find it."""
    if actor.is_system:
        return EVERYTHING
    marks = {"public"}
    if actor.member or actor.region:
        marks.add("members")
    if actor.institution is not None:
        marks.add(f"institution:{actor.institution}")
    return frozenset(marks)


@dataclass(frozen=True)
class Analysed:
    """A document as an engine stores it: tokens with their places, marks, facets, sort values.

    ``tokens`` maps a field to a text of tokens parted by single blanks; a token's position is its
    place in that text. ``sets`` maps a field to tokens without positions. The rest stands as in ``Document``.
    """

    id: int
    tokens: Mapping[str, str]
    sets: Mapping[str, frozenset[str]]
    facets: Mapping[str, Sequence[str]]
    sorts: Mapping[str, str]
    seen_by: frozenset[str]
    numbers: Mapping[str, Sequence[int]] = field(default_factory=dict)
    trees: Mapping[str, Sequence[str]] = field(default_factory=dict)
    prominence: float = 0.0
    parts: Sequence[str] = ()


@dataclass(frozen=True)
class Clause:
    """Tokens that stand in ``field`` at these distances from each other; one token may be a prefix."""

    field: str
    tokens: tuple[tuple[int, str], ...]
    is_prefix: bool = False
    weight: float = 1.0


#: One word of the searcher: any of its clauses must hold.
Term = tuple[Clause, ...]


@dataclass(frozen=True)
class Some:
    """At least ``least`` of ``parts`` must hold: 1 is "or", all of them is "and"."""

    parts: tuple[Condition, ...]
    least: int = 1


@dataclass(frozen=True)
class Not:
    """What must not hold; everything, where nothing else is asked beside it."""

    part: Condition


Condition = Term | Some | Not

#: From and to, both included; None is open.
Range = tuple[int | None, int | None]


@dataclass(frozen=True)
class Query:
    """All ``terms``, ``filters`` (any value of each) and ``ranges`` must hold; ``preferred`` only ranks.

    ``hidden`` ids, and what is made of ``hidden_parts``, are left out inside the engine, so that totals and facets are right. A facet is
    counted without the filter on itself, so that its other values can be chosen. Of a tree the first
    level is counted, and below each value that is chosen the next one. ``sort`` is a name of the
    collection's sorts or numbers, with ``-`` in front for descending; empty sorts by relevance. What
    has no such number comes last either way.
    """

    terms: tuple[Condition, ...] = ()
    preferred: tuple[Clause, ...] = ()
    filters: Mapping[str, Sequence[str]] = field(default_factory=dict)
    ranges: Mapping[str, Range] = field(default_factory=dict)
    facets: Sequence[str] = ()
    sight: frozenset[str] = frozenset({"public"})
    hidden: frozenset[int] = frozenset()
    hidden_parts: frozenset[str] = frozenset()
    sort: str = ""
    offset: int = 0
    size: int = 20


@dataclass(frozen=True)
class Hits:
    """``facets``: per name the values with their counts, most frequent first; those of ``rough`` are estimates.

    The total is always exact.
    """

    total: int
    ids: tuple[int, ...]
    facets: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    rough: frozenset[str] = frozenset()


class Engine(Protocol):
    """The index of one collection."""

    def exclusive(self) -> AbstractContextManager[None]:
        """Held while documents are loaded and written, so that a rebuild loses no change."""

    def is_current(self) -> bool:
        """Whether there is an index, and it was made by this analysis for these fields."""

    def search(self, query: Query) -> Hits:
        """What is found among all that was committed before the call, by any process.

        Raises:
            Unavailable: there is no current index.
        """

    def mark(self) -> Hashable:
        """Another value after every commit, whichever process made it; cheap, and never opens the index."""

    def replace(self, documents: Iterable[Analysed], gone: Iterable[int]) -> None:
        """Put ``documents`` in place of those with their ids and take ``gone`` out, in one commit."""

    def rebuild(self, documents: Iterable[Analysed]) -> int:
        """Make the index anew of ``documents``, seen by readers only when whole; how many there are."""
