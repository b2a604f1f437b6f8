"""What people decided about two records outranks every score, on every reload.

A decision names two records by source and identity, so that it holds however often they are taken in anew.
Where two decisions contradict each other the later one holds, also against what follows from several.
"""

from __future__ import annotations

from collections.abc import Iterable
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
    return tuple(
        Decision(Kind.SPLIT, record, other, order) for other in sorted(set(others) - {record})
    )


def named_by(decisions: Iterable[Decision]) -> frozenset[str]:
    """The records decisions name; each is looked at for itself, however alike it is to others."""
    return frozenset(name for one in decisions for name in (one.one, one.other))
