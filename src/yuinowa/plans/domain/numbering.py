"""Project numbers as plans print them, 4-(1)-②, and their plain keys, 4-1-2."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

_PRINTED = re.compile(r"([1-9][0-9]?)-\(([1-9][0-9]?)\)-(.)")
_CIRCLED = {
    unicodedata.normalize("NFKC", sign): sign
    for sign in map(chr, (*range(0x2460, 0x2474), *range(0x3251, 0x3260), *range(0x32B1, 0x32C0)))
}


class ProjectNumber(NamedTuple):
    """Goal, measure and place of a project; sorts as the plan is read."""

    goal: int
    measure: int
    place: int

    @property
    def key(self) -> str:
        return f"{self.goal}-{self.measure}-{self.place}"

    @property
    def printed(self) -> str:
        return f"{self.goal}-({self.measure})-{_CIRCLED[str(self.place)]}"


def read_number(text: str) -> ProjectNumber | None:
    """The number printed as ``text``, or None if it is not in the form goal-(measure)-circled place."""
    match = _PRINTED.fullmatch(text)
    if match is None or match[3] not in _CIRCLED.values():
        return None
    return ProjectNumber(int(match[1]), int(match[2]), int(unicodedata.normalize("NFKC", match[3])))
