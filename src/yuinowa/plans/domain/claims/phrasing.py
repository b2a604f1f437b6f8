"""A folded text with rarer turns put into the plain ones the grammar reads, and still with the way back.

What an officer writes in many ways (一年前よりも, 前年度との比較では, 三か年度続けて) is said here in one. Nothing is decided: a
turn is replaced by one that says the same, and every claim still stands where its words were written.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from yuinowa.plans.domain.claims.blanking import ATOM, by_length
from yuinowa.plans.domain.claims.folding import Folded
from yuinowa.plans.domain.claims.phrases import PHRASES


def in_plain_words(whole: Folded, names: Sequence[str]) -> Folded:
    """``whole`` in plain words; ``names`` (folded) are those of the indicators, inside which nothing is replaced."""
    plain, places = whole.plain, whole.places
    named = by_length(tuple(names))
    for n, name in named:
        plain = plain.replace(name, chr(ATOM + n) * len(name))
    for pattern, put in PHRASES:
        plain, places = _replaced(pattern, put, plain, places)
    for n, name in named:
        # Each run of signs is as long as the name, or twice as long where it was said twice.
        plain = plain.replace(chr(ATOM + n) * len(name), name)
    return Folded(whole.original, plain, places)


def _replaced(
    pattern: re.Pattern[str], put: str, plain: str, places: tuple[int, ...]
) -> tuple[str, tuple[int, ...]]:
    """``plain`` with ``put`` for each match; what is put stands where the words it replaces stood."""
    text: list[str] = []
    kept: list[int] = []
    done = 0
    for match in pattern.finditer(plain):
        start, end = match.span()
        said = match.expand(put)
        text += [plain[done:start], said]
        kept += places[done:start]
        kept += (_place(places, start, end, n / len(said)) for n in range(len(said)))
        done = end
    return "".join([*text, plain[done:]]), (*kept, *places[done:])


def _place(places: tuple[int, ...], start: int, end: int, share: float) -> int:
    """Where in the original a sign stands that lies by ``share`` within ``plain[start:end]``."""
    at = start + int(share * (end - start))
    return places[min(at, len(places) - 1)]
