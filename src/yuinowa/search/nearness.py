"""もしかして: the word somebody meant, taken from what there is to be found and from nothing else.

Nobody's earlier searches are asked: nothing is kept of what people typed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from yuinowa.kernel.textkeys import search_key

#: Shorter words have too many neighbours.
SHORTEST = 3
#: Nothing shorter is cut out of a longer text: 銀河系 does not mean 銀河鉄.
SHORTEST_PART = 4

_SIGNS = re.compile(r"[\W_]+")
_BLANKS = " \u3000.,:;/・、。「」()"
_fold_one = lru_cache(maxsize=20_000)(search_key)


def allowed(length: int) -> int:
    """How many signs may differ in a word of ``length``."""
    if length < SHORTEST:
        return 0
    return 1 if length <= 4 else 2 if length <= 8 else 3


def nearest(typed: str, texts: Iterable[str]) -> str | None:
    """The text, the word of one or the part of one that differs least from ``typed``; None if none is near.

    Between equals the whole text wins over its words, these over a part cut out, then the earlier text.
    """
    key = search_key(typed)
    most = allowed(len(key))
    best: tuple[int, int, int, str] | None = None
    for order, text in enumerate(texts) if most else ():
        for rank, piece in _pieces(key, text):
            distance = OSA.distance(key, search_key(piece), score_cutoff=most)
            found = (distance, rank, order, piece)
            if 0 < distance <= most and (best is None or found < best):
                best = found
    return best[3] if best else None


def _pieces(key: str, text: str) -> Iterator[tuple[int, str]]:
    yield 0, text.strip()
    for word in _SIGNS.split(text):
        if word:
            yield 1, word
    if len(key) >= SHORTEST_PART:
        yield from _parts(key, text)


def _parts(key: str, text: str) -> Iterator[tuple[int, str]]:
    """The stretches of ``text``, about as long as ``key``, whose keys are most like it.

    Whole words rank before what is cut out of them, and that best as long as what was typed.
    """
    plain = unicodedata.normalize("NFKC", text)
    folded = [(sign, at) for at, char in enumerate(plain) for sign in _fold_one(char)]
    if len(folded) <= len(key):
        return
    like = fuzz.partial_ratio_alignment(key, "".join(sign for sign, _at in folded))
    if like is None:
        return
    for length in (len(key), len(key) - 1, len(key) + 1):
        for start in {like.dest_start, like.dest_end - length}:
            if 0 <= start <= len(folded) - length:
                first, last = folded[start][1], folded[start + length - 1][1]
                is_free = not f"{plain[:first][-1:]}{plain[last + 1 :][:1]}".strip(_BLANKS)
                rank = 2 if is_free else 3 if length == len(key) else 4
                yield rank, plain[first : last + 1].strip()
