"""What has become of an institution: renamed, merged, split, or found to be a duplicate.

Histories are never rewritten. A duplicate always stands for its successor; a renaming or a merger does
when one asks "as of" a day on which it held; after a split the past stays with the predecessor.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from yuinowa.directory.domain.institutions import SuccessionKind

FOLLOWED_AS_OF = frozenset({SuccessionKind.RENAME, SuccessionKind.MERGE})


@dataclass(frozen=True, slots=True)
class Step:
    predecessor: int
    successor: int
    on_day: date
    kind: SuccessionKind

    def holds(self, as_of: date | None) -> bool:
        """Whether whoever asks as of that day is led on; without a day only duplicates lead on."""
        if self.kind is SuccessionKind.DUPLICATE:
            return True
        return as_of is not None and self.kind in FOLLOWED_AS_OF and self.on_day <= as_of


def follow(
    steps: Iterable[Step], ids: Iterable[int], *, as_of: date | None = None
) -> dict[int, int]:
    """For each id the institution that stands for it; itself where nothing leads on or steps run in a circle."""
    ordered = sorted(steps, key=lambda step: step.on_day)
    onward = {step.predecessor: step.successor for step in ordered if step.holds(as_of)}
    return {start: _end(onward, start) for start in ids}


def _end(onward: dict[int, int], start: int) -> int:
    seen = {start}
    here = start
    while (after := onward.get(here)) is not None:
        if after in seen:
            return start
        seen.add(after)
        here = after
    return here
