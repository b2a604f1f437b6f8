"""The real works as records without any made-up flaw, and a made-up spread over libraries: for the demo."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from random import Random

from yuinowa.catalogue.domain.generating.catalogues import RARE
from yuinowa.catalogue.domain.generating.seeds import Seed
from yuinowa.catalogue.domain.records import (
    Agent,
    Classed,
    ClassScheme,
    Identifier,
    Material,
    Record,
    Scheme,
    Series,
    Written,
)
from yuinowa.kernel import identifiers

_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d)")


def record_of(seed: Seed) -> Record:
    """What the set says of the work, as it says it; its number in the set is the record's."""
    year = _YEAR.search(seed.date)
    return Record(
        identity=seed.id,
        title=Written(seed.title, seed.kana),
        volume=seed.vol,
        edition=seed.ed,
        agents=tuple(Agent(Written(name, kana)) for name, kana in seed.by),
        place=seed.place,
        publisher=Written(seed.pub),
        date=seed.date,
        year=int(year[1]) if year else None,
        identifiers=tuple(_numbers(seed)),
        classes=(Classed(ClassScheme.NDC, seed.ndc),) if seed.ndc else (),
        subjects=tuple(Written(one) for one in seed.subjects),
        series=(Series(Written(seed.series)),) if seed.series else (),
        languages=(seed.lang,) if seed.lang else (),
        material=Material(seed.kind),
        extent=seed.pages,
    )


def _numbers(seed: Seed) -> Iterator[Identifier]:
    if seed.jpno:
        yield Identifier(Scheme.JPNO, seed.jpno, seed.jpno)
    for scheme, raw, check in (
        (Scheme.ISBN, seed.isbn, identifiers.isbn),
        (Scheme.ISSN, seed.issn, identifiers.issn),
    ):
        if raw:
            found = check(raw)
            yield Identifier(scheme, found.value, raw, found.valid, found.warnings)


def spread(
    works: Sequence[Seed], holders: int, *, seed: int = 1
) -> Iterator[tuple[Seed, tuple[int, ...]]]:
    """Each work with the places of the made-up libraries that hold it, as rarely as measured (RECIPE §2.3).

    ``holders``: how many libraries there are, at least 1. The first ones are the large ones.
    """
    random = Random(seed)  # noqa: S311  (made-up holdings)
    sizes = [1 / (place + 1) for place in range(holders)]
    for work in works:
        count = min(holders, random.choices(range(1, 13), RARE)[0])
        found: dict[int, None] = {}
        while len(found) < count:
            found |= dict.fromkeys(random.choices(range(holders), sizes, k=count - len(found)))
        yield work, tuple(sorted(found))
