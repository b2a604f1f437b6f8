"""Telephone cells as directories write them: ㈹, （内）5400, two numbers, a desk's name around the number."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

# Between digits and brackets every dash is a hyphen; ー in カウンター stays.
_DASH = re.compile(r"(?<=[0-9)])[‐‑‒–—―−ーｰ─](?=[0-9(])")
# 03-3431-6073, 011(706)2665, (082)426-3460, 0484586213; never part of a longer run of digits.
_NUMBER = re.compile(
    r"(?<![0-9+])\(?(0[0-9]{1,4})[-)(]?([0-9]{1,4})[-)]?([0-9]{3,4})(?![0-9])", re.ASCII
)
_ABROAD = re.compile(r"\+[0-9][0-9 ()-]{6,24}[0-9]", re.ASCII)
_DIGITS_OF_A_NUMBER = frozenset({10, 11})


@dataclass(frozen=True, slots=True)
class Telephone:
    """``number`` is the first one found, with hyphens where the cell parted it; ``note`` all that is said besides."""

    number: str = ""
    note: str = ""
    #: All numbers of the cell as digits, for comparing.
    digits: frozenset[str] = frozenset()


def read(text: str) -> Telephone:
    """What a telephone cell says; a cell without a number keeps its words as the note."""
    plain = " ".join(_DASH.sub("-", unicodedata.normalize("NFKC", text)).split())
    found = [m for m in _NUMBER.finditer(plain) if len("".join(m.groups())) in _DIGITS_OF_A_NUMBER]
    first = found[0] if found else _ABROAD.search(plain)
    if first is None:
        return Telephone(note=plain)
    number = _written(first) if found else first[0]
    note = " ".join(f"{plain[: first.start()]} {plain[first.end() :]}".split())
    if note == first[0]:  # the same number written twice
        note = ""
    return Telephone(number, note, frozenset("".join(m.groups()) for m in found))


def _written(match: re.Match[str]) -> str:
    """With hyphens, if the cell parted the number at all."""
    digits = "".join(match.groups())
    return digits if match[0] == digits else "-".join(match.groups())
