"""How well a name answers what was typed: just that, beginning with it, or merely holding it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from yuinowa.kernel.textkeys import kana_from_romaji, search_key, sound_key


class Closeness(IntEnum):
    """The smaller, the closer."""

    EXACT = 0
    BEGINS = 1
    WITHIN = 2


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed, folded once: as it is written, and as it sounds where it is romaji."""

    key: str
    sound: str

    @classmethod
    def of(cls, text: str) -> Typed:
        return cls(search_key(text), (kana_from_romaji(text) or "").replace(" ", ""))

    def closeness(self, names: Iterable[str], readings: Iterable[str]) -> Closeness:
        """The closest of an institution's names and readings."""
        readings = list(filter(None, readings))
        found = [_closeness(self.key, search_key(text)) for text in (*names, *readings)]
        if self.sound:
            found += [_closeness(self.sound, sound_key(search_key(text))) for text in readings]
        return min(found, default=Closeness.WITHIN)


def _closeness(typed: str, name: str) -> Closeness:
    if not typed:
        return Closeness.WITHIN
    if typed == name:
        return Closeness.EXACT
    return Closeness.BEGINS if name.startswith(typed) else Closeness.WITHIN
