"""Which institutions stand for one another (合併・改称・重複), for figures "as then" and "as now".

Entries are never rewritten. Duplicates always resolve; renamings and mergers when asked "as now"; after a
split the past stays with the predecessor.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Self

from yuinowa.directory.domain.institutions import SuccessionKind
from yuinowa.ledger.domain.metrics import Lineage

_FOLLOWED = {
    Lineage.THEN: frozenset({SuccessionKind.DUPLICATE}),
    Lineage.NOW: frozenset({SuccessionKind.DUPLICATE, SuccessionKind.RENAME, SuccessionKind.MERGE}),
}


@dataclass(frozen=True, slots=True)
class Line:
    """The steps that one way of asking follows: from each institution to what it became."""

    successor: dict[int, int] = field(default_factory=dict)

    @classmethod
    def of(cls, steps: Iterable[tuple[int, int, SuccessionKind]], lineage: Lineage) -> Self:
        """``steps`` in the order of their days; of two for one institution, the later holds."""
        followed = _FOLLOWED[lineage]
        return cls({before: after for before, after, became in steps if became in followed})

    def end(self, institution: int) -> int:
        """What ``institution`` has become; itself if nothing, or if the steps run in a circle."""
        seen = {institution}
        here = institution
        while (after := self.successor.get(here)) is not None:
            if after in seen:
                return institution
            seen.add(after)
            here = after
        return here

    def before(self, institutions: Iterable[int]) -> frozenset[int]:
        """``institutions`` with everything that has become one of them."""
        found = set(institutions)
        ahead = list(found)
        predecessors: dict[int, list[int]] = {}
        for earlier, later in self.successor.items():
            predecessors.setdefault(later, []).append(earlier)
        while ahead:
            for earlier in predecessors.get(ahead.pop(), ()):
                if earlier not in found:
                    found.add(earlier)
                    ahead.append(earlier)
        return frozenset(found)
