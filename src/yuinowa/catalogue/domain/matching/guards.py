"""What keeps two records apart, or leaves the answer to a person, however alike the rest is.

Volumes of a series and later editions look more alike than two catalogues' records of one book (RECIPE
§1.6), so no score may outweigh these. ``apart`` is asked again for every two records that would come
together through a third.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from yuinowa.catalogue.domain.matching.traits import Traits
from yuinowa.catalogue.domain.matching.volumes import Fit, editions_fit, volumes_fit


class Guard(StrEnum):
    """Why two records are kept apart or asked about; the page has a sentence for each."""

    VOLUME = "volume"
    PART = "part"
    EDITION = "edition"
    YEAR = "year"
    MATERIAL = "material"
    ACCESSIBLE = "accessible"
    LANGUAGE = "language"
    NUMBER = "number"
    TITLE_NUMBER = "title-number"
    TITLE = "title"
    PEOPLE = "people"
    PUBLISHER = "publisher"


class Side(NamedTuple):
    """What of a record guards look at: few values, so that a cluster of hundreds has few different sides."""

    volume: str
    part: str
    edition: str
    year: int
    material: str
    accessible: tuple[str, ...]
    language: str
    isbns: tuple[str, ...]
    jpno: str
    digits: str
    beside: str


def side_of(traits: Traits, sets: frozenset[str] = frozenset()) -> Side:
    """``sets``: ISBNs that turned out to stand on several volumes; they tell no volume from another."""
    isbns = traits.isbns
    if sets and isbns:
        isbns = tuple(one for one in isbns if one not in sets)
    return Side(
        traits.volume, traits.part, traits.edition, traits.year, traits.material, traits.accessible,
        traits.language, isbns, traits.jpno, digits_of(traits.title),
        beside_of(traits.title, traits.subtitle, traits.part),
    )  # fmt: skip


_DIGITS = re.compile(r"\d+")


@lru_cache(maxsize=262_144)
def digits_of(title: str) -> str:
    """The numbers in a title's key: they tell volumes apart that were not written as volumes."""
    return ".".join(str(int(found)) for found in _DIGITS.findall(title))


_BESIDE = re.compile("(別冊|別巻|索引|総目次|付録|補遺|指導書|解答編?)$")


@lru_cache(maxsize=262_144)
def beside_of(*keys: str) -> str:
    """What goes beside a book and has its title: an index, a supplement, the teacher's book. Empty for none."""
    found = (_BESIDE.search(key) for key in keys if key)
    return next((match[1] for match in found if match), "")


def share_number(one: Side | Traits, other: Side | Traits) -> bool:
    """Whether an ISBN or a JP number says that they are one."""
    if one.jpno and one.jpno == other.jpno:
        return True
    return bool(one.isbns and other.isbns and not set(one.isbns).isdisjoint(other.isbns))


def apart(one: Side, other: Side, *, chained: bool = False) -> Guard | None:
    """The first guard that says that they cannot be one manifestation.

    ``chained``: they would come together through others. Then numbers in the title do not speak, and the
    year is looked at for all of them (``clusters``): records of one ISBN may well give the year of a reprint
    or have the number of a series in their title.
    """
    # The commonest answers first: this is asked millions of times.
    if one.volume != other.volume and _volumes_differ(one.volume, other.volume):
        return Guard.VOLUME
    if one.edition != other.edition and _editions_differ(one.edition, other.edition):
        return Guard.EDITION
    if one.material != other.material and one.material and other.material:
        return Guard.MATERIAL
    if one.language != other.language and one.language and other.language:
        return Guard.LANGUAGE
    shared = share_number(one, other)
    if one.accessible != other.accessible and (not shared or (one.accessible and other.accessible)):
        return Guard.ACCESSIBLE
    return None if shared else _apart_without_number(one, other, chained=chained)


def _volumes_differ(one: str, other: str) -> bool:
    return bool(one and other) and volumes_fit(one, other) == Fit.DIFFERENT


def _editions_differ(one: str, other: str) -> bool:
    return bool(one and other) and editions_fit(one, other) == Fit.DIFFERENT


def _parts_differ(one: str, other: str) -> bool:
    return bool(one and other) and one not in other and other not in one


def _apart_without_number(one: Side, other: Side, *, chained: bool) -> Guard | None:
    if one.part != other.part and _parts_differ(one.part, other.part):
        return Guard.PART
    if one.beside != other.beside:
        return Guard.PART
    if one.isbns and other.isbns:
        return Guard.NUMBER
    if chained:
        return None
    if one.digits != other.digits:
        return Guard.TITLE_NUMBER
    return Guard.YEAR if one.year and other.year and abs(one.year - other.year) > 1 else None


def apart_as_works(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether two pairs of volume and language cannot be one work; what is not said keeps nothing apart."""
    return _volumes_differ(one[0], other[0]) or bool(one[1] and other[1] and one[1] != other[1])
