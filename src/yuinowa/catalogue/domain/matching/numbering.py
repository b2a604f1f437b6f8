"""Numbers of editions and works are for ever: which of the old ones each new cluster keeps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence


def kept_numbers(had: Sequence[Counter[int]]) -> list[int | None]:
    """The number each cluster keeps: the one most of its members had, as far as no other had more of it.

    ``had``: for each cluster how many of its members had which number. None: it needs a new one.
    """
    claims = sorted((-n, number, at) for at, each in enumerate(had) for number, n in each.items())
    found: dict[int, int] = {}
    taken: set[int] = set()
    for _count, number, at in claims:
        if at not in found and number not in taken:
            found[at] = number
            taken.add(number)
    return [found.get(at) for at in range(len(had))]
