"""Population (人口): which number counts for a fiscal year, and a figure per so many residents.

A number is never guessed: without one as of a day within or before the year there is no figure per head.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.ledger.domain.indicators import Nature

#: More than any municipality or prefecture has.
MOST_RESIDENTS = 50_000_000
#: Places behind the point: per one resident figures are small.
_PLACES_PER_ONE, _PLACES = 2, 1
_COUNTED = frozenset({Nature.FLOW, Nature.STOCK})
_SHARES = frozenset({"%", "％", "‰"})


@dataclass(frozen=True, slots=True)
class Residents:
    """How many people lived there on a day, and who says so."""

    number: int
    as_of: date
    source: str = ""
    source_url: str = ""


def population_of_year(series: Iterable[Residents], year: FiscalYear) -> Residents | None:
    """The number that counts for ``year``: the newest as of a day not after its end; None: there is none."""
    known = [row for row in series if row.as_of <= year.end]
    return max(known, key=lambda row: row.as_of, default=None)


def months_old(as_of: date, year: FiscalYear) -> int:
    """Whole months from ``as_of`` to the end of ``year``.

    Raises:
        ValueError: the day lies after the year.
    """
    end = year.end
    if as_of > end:
        raise ValueError("a population of a later day does not count for the year")
    return (end.year - as_of.year) * 12 + end.month - as_of.month


def is_count(nature: str, unit: str) -> bool:
    """Whether figures of this kind can be divided by residents: no rates, surveys or shares."""
    return nature in _COUNTED and unit not in _SHARES


def places_of(residents: int) -> int:
    """Places behind the point of a figure per ``residents``."""
    return _PLACES_PER_ONE if residents == 1 else _PLACES


def per_residents(number: Decimal, population: int, residents: int) -> Decimal:
    """``number`` per ``residents`` of ``population``, rounded to ``places_of``, halves away from zero.

    Raises:
        ValueError: nobody lives there, or it is per nobody.
    """
    if population < 1 or residents < 1:
        raise ValueError("a figure per head needs heads")
    exact = number * residents / population
    return exact.quantize(Decimal(1).scaleb(-places_of(residents)), rounding=ROUND_HALF_UP)
