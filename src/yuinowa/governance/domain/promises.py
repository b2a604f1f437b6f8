"""What a side promised at a meeting, and how many promises were kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class PromiseState(StrEnum):
    OPEN = "open"
    KEPT = "kept"
    NOT_KEPT = "not_kept"


@dataclass(frozen=True, slots=True)
class Kept:
    """``kept`` of ``due``: those that were answered, and those whose day is past without an answer."""

    kept: int
    due: int

    @property
    def share(self) -> float:
        return self.kept / self.due


def kept_rate(promises: Iterable[tuple[PromiseState, date]], today: date) -> Kept | None:
    """How many of the promises (state, due day) were kept; None while none has come due, for that is no zero (I30)."""
    due = [state for state, day in promises if state is not PromiseState.OPEN or day < today]
    return Kept(due.count(PromiseState.KEPT), len(due)) if due else None
