"""The address of one roll-up cell, and of a figure's way down to its entries (design: Metric, rule 12)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Self

from yuinowa.ledger.domain.metrics import AskedSide
from yuinowa.ledger.domain.planner import Rollup

#: Larger numbers are no ids and no years; refused before the database sees them (R3).
_MAX_DIGITS = 18


@dataclass(frozen=True, slots=True)
class CellKey:
    """The key of one cell. An end the roll-up does not keep is None; 0 is "unnamed"."""

    rollup: Rollup
    kind: str
    fiscal_year: int
    unit: str
    voice: int
    scope: int
    month: int | None = None
    giver: int | None = None
    receiver: int | None = None
    context: int | None = None

    def as_query(self) -> dict[str, str]:
        """The key as the words of an address."""
        return {
            name.name: str(getattr(self, name.name))
            for name in fields(self)
            if getattr(self, name.name) is not None
        }

    @classmethod
    def read(cls, words: Mapping[str, str]) -> Self | None:
        """The key an address names, or None if it names none."""
        try:
            rollup = Rollup(words.get("rollup", ""))
        except ValueError:
            return None
        numbers: dict[str, int] = {}
        for name in KEY_NUMBERS[rollup]:
            word = words.get(name, "")
            if not (word.isascii() and word.isdigit() and len(word) <= _MAX_DIGITS):
                return None
            numbers[name] = int(word)
        kind, unit = words.get("kind", ""), words.get("unit", "")
        if not kind or not unit:
            return None
        return cls(rollup=rollup, kind=kind, unit=unit, **numbers)


_COMMON = ("fiscal_year", "voice", "scope")
#: The numbers in the key of each roll-up.
KEY_NUMBERS = {
    Rollup.PAIR_YEAR: (*_COMMON, "giver", "receiver"),
    Rollup.GIVEN_MONTH: (*_COMMON, "month", "giver"),
    Rollup.RECEIVED_MONTH: (*_COMMON, "month", "receiver"),
    Rollup.CONTEXT_YEAR: (*_COMMON, "context", "giver", "receiver"),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell with what stands in it."""

    key: CellKey
    #: The side from which the subject reads it.
    side: AskedSide
    entries: int
    quantity: int
    quantity_total: int
    #: -1: taken away from the others, because it stands in a context (``context: none``).
    sign: int = 1

    @property
    def partner(self) -> int:
        """The other end, 0 if it is unnamed or the roll-up does not keep it."""
        end = self.key.giver if self.side is AskedSide.RECEIVED else self.key.receiver
        return end or 0

    @property
    def counted(self) -> int:
        """What the cell adds to a quantity."""
        of_side = self.quantity_total if self.side is AskedSide.TOTAL else self.quantity
        return self.sign * of_side
