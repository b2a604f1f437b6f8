"""What stands on the shelves of the made-up libraries: real works, spread over them as rarely as was measured."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from random import Random

from yuinowa.catalogue.domain.generating.real import record_of, spread
from yuinowa.catalogue.domain.generating.seeds import Seed, seeds
from yuinowa.catalogue.domain.writing.marc import marc_of
from yuinowa.standards.marc.writing import write_record

#: These came in already, as the National Diet Library wrote them (``catalogue.give_records``).
_GIVEN = "japanmarc"


@lru_cache(maxsize=1)
def shelves(places: int, *, works: int) -> Sequence[Sequence[Seed]]:
    """What each of ``places`` libraries holds of the first ``works`` works of a shuffled order.

    The same for the same numbers, whichever process asks: a job that was killed writes the same file again.
    """
    order = [work for work in seeds() if work.of != _GIVEN]
    # The sets stand one behind the other in the file; a few hundred works are to be of every set.
    Random(1).shuffle(order)  # noqa: S311  (made-up holdings)
    held: list[list[Seed]] = [[] for _place in range(places)]
    for work, holders in spread(order[:works], places):
        for place in holders:
            held[place].append(work)
    return held


def forget() -> None:
    """Give back the memory that all the works take (about 60 MB)."""
    shelves.cache_clear()
    seeds.cache_clear()


def as_marc(works: Iterable[Seed], *, agency: str, entered: date) -> Iterator[bytes]:
    """The works as MARC 21, as a library's own system writes them out; ``agency``: its ISIL."""
    for work in works:
        yield write_record(marc_of(record_of(work), entered=entered, agency=agency))
