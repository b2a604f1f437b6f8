"""The records of N libraries, and the truth about them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from random import Random

from yuinowa.catalogue.domain.generating.describing import describe
from yuinowa.catalogue.domain.generating.libraries import Profile, libraries
from yuinowa.catalogue.domain.generating.seeds import Manifestation, Seed, manifestations, seeds
from yuinowa.catalogue.domain.matching.decisions import ref
from yuinowa.catalogue.domain.records import Record

#: Holders of a rare or local work and their share (params, holders_per_work_premodern).
RARE = (
    0.79863,
    0.0997,
    0.03897,
    0.02,
    0.01243,
    0.00913,
    0.0061,
    0.00465,
    0.00231,
    0.00181,
    0.00149,
    0.00479,
)


@dataclass(frozen=True, slots=True)
class Truth:
    """A record, what it is of, and what was done to it; ``source`` is the code of its library."""

    source: str
    record: Record
    manifestation: str
    work: str
    flaws: tuple[str, ...]

    @property
    def ref(self) -> str:
        return ref(self.source, self.record.identity)


def generate(
    records: int,
    *,
    seed: int = 1,
    count: int = 200,
    works: Sequence[Seed] | None = None,
    famous: float = 0.45,
) -> Iterator[Truth]:
    """About ``records`` records of ``count`` libraries, the same for the same arguments, in the order of works.

    Ends earlier where the works do not suffice: 35,794 of them give about a million at 200 libraries.
    """
    random = Random(seed)  # noqa: S311  (made-up records)
    held_by = libraries(count, random)
    weights = list(accumulate(library.size for library in held_by))
    chosen = list(seeds() if works is None else works)
    random.shuffle(chosen)
    made = 0
    for thing in manifestations(chosen, random, famous=famous):
        for library in _holders(thing, held_by, weights, random):
            if made >= records:
                return
            made += 1
            record, flaws = describe(thing, library, made, random)
            yield Truth(library.code, record, thing.id, thing.work, flaws)


def _holders(
    thing: Manifestation, held_by: Sequence[Profile], weights: Sequence[float], random: Random
) -> list[Profile]:
    if thing.fame:
        wanted = round(math.exp(random.gauss(math.log(66), 0.65)))
    else:
        wanted = random.choices(range(1, 13), RARE)[0]
    wanted = min(wanted, len(held_by))
    found: dict[str, Profile] = {}
    while len(found) < wanted:
        # The largest libraries come up again and again; the late ones are filled in their order.
        if len(found) > len(held_by) * 2 // 3:
            left = [library for library in held_by if library.code not in found]
            found |= {library.code: library for library in random.sample(left, wanted - len(found))}
            break
        for library in random.choices(held_by, cum_weights=weights, k=wanted - len(found)):
            found[library.code] = library
    return list(found.values())
