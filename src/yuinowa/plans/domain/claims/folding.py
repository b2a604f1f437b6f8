"""A text folded to plain characters, with the way back to where each of them was written."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_SAME = str.maketrans(
    {
        "!": "。",
        "?": "。",
        "−": "-",
        "‐": "-",
        "–": "-",
        "―": "-",
        "〜": "~",
        "△": "▲",
        "箇": "か",
        "ヶ": "か",
        "ヵ": "か",
    }
)


#: Leaders between a name and its figure, not decimal points.
_DOTS = {"…": ":", "‥": ":"}


@dataclass(frozen=True)
class Folded:
    """``plain`` is half width without blanks; ``places[n]`` is where its n-th character stood."""

    original: str
    plain: str
    places: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where ``plain[start:end]`` stands in the original."""
        if start >= end:
            at = self.places[start] if start < len(self.places) else len(self.original)
            return at, at
        return self.places[start], self.places[end - 1] + 1


#: 二四三、六二九: digits in groups, and no list.
_GROUPED = re.compile(
    "(?<![〇一二三四五六七八九])[一二三四五六七八九][〇一二三四五六七八九]{0,2}(?:、[〇一二三四五六七八九]{3})+(?![〇一二三四五六七八九])"
)


def fold(text: str) -> Folded:
    """``text`` with full-width letters and digits made plain and blanks left out; line breaks stay."""
    plain: list[str] = []
    places: list[int] = []
    groups = [match.span() for match in _GROUPED.finditer(text)]
    for place, sign in enumerate(text):
        if sign == "、" and any(first < place < last for first, last in groups):
            continue
        if sign != "\n" and sign.isspace():
            if _parts_numbers(text, place):
                plain.append("、")
                places.append(place)
            continue
        for char in unicodedata.normalize("NFKC", _DOTS.get(sign, sign)).translate(_SAME):
            if not char.isspace() or char == "\n":
                plain.append(char)
                places.append(place)
    return Folded(text, "".join(plain), tuple(places))


def _parts_numbers(text: str, place: int) -> bool:
    """R6 900冊: without the blank they would be one number."""
    before, behind = text[place - 1 : place], text[place + 1 : place + 2]
    return before.isdigit() and behind.isdigit()


def folded(text: str) -> str:
    return fold(text).plain
