"""How near the holders of a thing are to whoever asks for it."""

from __future__ import annotations

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

_EARTH_KM = 6371.0
#: As if so many kilometres lay between, where a place is known by its name alone: orders a list, and is never shown.
_SAME_MUNICIPALITY, _SAME_PREFECTURE, _ELSEWHERE, _UNKNOWN = 5.0, 40.0, 300.0, 10_000.0


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an institution is, as far as its entry says: codes of JIS X 0401/0402, degrees."""

    prefecture: str = ""
    municipality: str = ""
    latitude: float | None = None
    longitude: float | None = None


def kilometres(one: Spot, other: Spot) -> float | None:
    """The way as the crow flies, where both places are known to the point; else None."""
    if None in {one.latitude, one.longitude, other.latitude, other.longitude}:
        return None
    north, east = radians(one.latitude or 0.0), radians(one.longitude or 0.0)
    other_north, other_east = radians(other.latitude or 0.0), radians(other.longitude or 0.0)
    half = (
        sin((other_north - north) / 2) ** 2
        + cos(north) * cos(other_north) * sin((other_east - east) / 2) ** 2
    )
    return 2 * _EARTH_KM * asin(sqrt(half))


def nearness(one: Spot, other: Spot) -> float:
    """The smaller, the nearer: kilometres where they are known, else by municipality and prefecture."""
    known = kilometres(one, other)
    if known is not None:
        return known
    if one.municipality and one.municipality == other.municipality:
        return _SAME_MUNICIPALITY
    if not (one.prefecture and other.prefecture):
        return _UNKNOWN
    return _SAME_PREFECTURE if one.prefecture == other.prefecture else _ELSEWHERE
