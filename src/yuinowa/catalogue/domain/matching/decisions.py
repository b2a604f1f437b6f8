"""What people decided about two records outranks every score, on every reload.

A decision names two records by source and identity, so that it holds however often they are taken in anew.
Where two decisions contradict each other the later one holds, also against what follows from several.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    JOIN = "join"
    SPLIT = "split"


class Level(StrEnum):
    MANIFESTATION = "manifestation"
    WORK = "work"


def ref(source: str, identity: str) -> str:
    """How matching names one record: the code of its source and its number there."""
    return f"{source}\t{identity}"


@dataclass(frozen=True, slots=True)
class Decision:
    """``one`` and ``other``: as ``ref`` names them. ``order`` grows with time; the later one holds."""

    kind: Kind
    one: str
    other: str
    order: int = 0
    level: Level = Level.MANIFESTATION

    def sort_key(self) -> tuple[int, str, str, str]:
        """Latest first; between equals an order that does not hang on the reading of the rows."""
        first, second = sorted((self.one, self.other))
        return (-self.order, self.kind, first, second)


def take_out(record: str, others: Iterable[str], *, order: int = 0) -> tuple[Decision, ...]:
    """The decisions by which ``record`` leaves all that it is now together with."""
    return said_of(Kind.SPLIT, record, others, order=order)


def said_of(
    kind: Kind,
    record: str,
    others: Iterable[str],
    *,
    level: Level = Level.MANIFESTATION,
    order: int = 0,
) -> tuple[Decision, ...]:
    """One deed about several: ``record`` is joined with each of ``others``, or kept from each.

    Each is named, for what is said of one of them alone leaves the others to their likeness.
    """
    return tuple(
        Decision(kind, record, other, order, level) for other in sorted(set(others) - {record})
    )


#: So many records one deed names: a block of them must stay open (``blocks.CAPS``).
MOST_NAMED = 100


def to_be_named(record: int, others: Mapping[int, int]) -> list[int]:
    """Which of ``others`` a deed about ``record`` names, at most ``MOST_NAMED``: all, where they are not very many.

    Numbers of records; ``others``: with the number of their description. Of very many first those that say the
    same as ``record``, which likeness would leave with it, then one of every description, then the rest.
    """
    own = others.get(record)
    seen: set[int] = set()
    ranked = []
    for pk, description in sorted(others.items()):
        if pk == record:
            continue
        rank = 0 if description == own else 2 if description in seen else 1
        seen.add(description)
        ranked.append((rank, pk))
    return [pk for _rank, pk in sorted(ranked)[:MOST_NAMED]]


def joined_with(names: Collection[str], decisions: Iterable[Decision]) -> set[str]:
    """The records that people joined with one of ``names``, for editions and for works."""
    return {
        name
        for one in decisions
        if one.kind is Kind.JOIN and (one.one in names or one.other in names)
        for name in (one.one, one.other)
    } - set(names)


def named_by(decisions: Iterable[Decision]) -> frozenset[str]:
    """The records decisions name; each is looked at for itself, however alike it is to others."""
    return frozenset(name for one in decisions for name in (one.one, one.other))
