"""A work as its reader may see it: plain values that pages, files and REST read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from yuinowa.catalogue.domain.records import Record, Use


@dataclass(frozen=True, slots=True)
class Given:
    """One record of one source, with its place among the editions."""

    pk: int
    edition: int
    identity: str
    record: Record
    source: int
    source_name: str
    owner: int
    #: Empty where the actor may not see the owner's entry.
    owner_name: str
    #: Whether everybody finds it; else its owner alone sees it here.
    is_public: bool
    trust: int
    taken_at: datetime


@dataclass(frozen=True, slots=True)
class Held:
    """One thing on one shelf. ``km`` from whoever asks: None where a place is not known, or nobody in particular asks."""

    edition: int
    institution: Any
    branch: str
    call_number: str
    use: Use
    number: str
    extent: str
    note: str
    url: str
    km: float | None = None
    is_own: bool = False
    #: Where it stands in a list that begins nearest to whoever asks.
    order: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Holder:
    """A library with all it has of a work or an edition."""

    institution: Any
    km: float | None
    is_own: bool
    held: Sequence[Held]


@dataclass(frozen=True)
class Edition:
    """One edition: what its records say together, and who has it, nearest first."""

    pk: int
    record: Record
    held: Sequence[Held]

    @cached_property
    def holders(self) -> list[Holder]:
        """Every library that has it, nearest first."""
        return holders_of(self.held)

    @property
    def libraries(self) -> int:
        return len(self.holders)


@dataclass(frozen=True)
class WorkShown:
    """A work with its editions in their order. ``record`` is what all of them say together."""

    pk: int
    record: Record
    editions: Sequence[Edition]
    given: Sequence[Given]
    #: Whether there are more records than were read.
    is_cut: bool = False

    @cached_property
    def holders(self) -> list[Holder]:
        """Every library that has something of it, nearest first."""
        return holders_of(row for each in self.editions for row in each.held)

    @property
    def libraries(self) -> int:
        return len(self.holders)

    @property
    def years(self) -> tuple[int, int] | None:
        """The first and the last year of publication, as far as they are known."""
        years = [e.record.year for e in self.editions if e.record.year is not None]
        return (min(years), max(years)) if years else None


def holders_of(rows: Iterable[Held]) -> list[Holder]:
    """The libraries of ``rows``, nearest first, each with what it has in the order of ``rows``."""
    found: dict[int, list[Held]] = defaultdict(list)
    for row in rows:
        found[row.institution.pk].append(row)
    first = {pk: min(held, key=in_shelf_order) for pk, held in found.items()}
    return [
        Holder(row.institution, row.km, row.is_own, found[pk])
        for pk, row in sorted(first.items(), key=lambda each: each[1].order)
    ]


def in_shelf_order(row: Held) -> tuple[Any, ...]:
    """The key by which things on shelves are sorted."""
    return row.order
