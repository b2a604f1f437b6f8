"""Whether the work of one institution in a partnership hangs on one person (属人).

Counts alone: nobody is named and nobody is ranked. Source: collaboration model §12.3 and I37.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

#: Months looked back on, and the share of one person from which the work hangs on that person (§12.3).
MONTHS, TOP_SHARE = 12, 0.8


@dataclass(frozen=True, slots=True)
class Persons:
    """How many persons of an institution acted, and the share (0 to 1) of the one who did most; None: nobody acted."""

    count: int
    top_share: float | None

    @property
    def is_single_point(self) -> bool:
        """One person alone acted, or did nearly all. Where nobody did, nothing hangs on anybody: it is quiet."""
        return self.top_share is not None and (self.count == 1 or self.top_share >= TOP_SHARE)


def persons_of(deeds: Iterable[int]) -> Persons:
    """``deeds``: how many each person did, in any order."""
    told = [number for number in deeds if number > 0]
    return Persons(len(told), max(told) / sum(told) if told else None)
