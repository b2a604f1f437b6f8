"""How alike two records are: points with named reasons, and the zone they put the pair into.

Every reason is a code of ``levels``; its points are data (``weights``). A page shows the same codes that
were added up here, nothing is worked out a second time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from yuinowa.catalogue.domain.matching.guards import Guard, Side, apart, share_number, side_of
from yuinowa.catalogue.domain.matching.levels import levels
from yuinowa.catalogue.domain.matching.traits import Traits
from yuinowa.catalogue.domain.matching.weights import Weights


class Zone(StrEnum):
    JOIN = "join"
    ASK = "ask"
    APART = "apart"


@dataclass(frozen=True, slots=True)
class Reason:
    """``code``: one of ``levels``; ``points``: what it counted, for (above 0) or against."""

    code: str
    points: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is thought of two records. ``guards`` are those that lowered the zone."""

    zone: Zone
    score: int
    reasons: tuple[Reason, ...]
    guards: tuple[Guard, ...] = ()


def judge(
    one: Traits, other: Traits, weights: Weights, sets: frozenset[str] = frozenset()
) -> Verdict:
    """Everything about one pair, for the page and for a list of what to ask.

    ``sets``: ISBNs that stand on several volumes and so are no reason to join.
    """
    left, right = one.without(sets), other.without(sets)
    codes = levels(left, right)
    zone, score, guards = _zone(left, right, codes, weights)
    reasons = (Reason(code, weights.points[code]) for code in codes)
    ordered = sorted(reasons, key=lambda reason: (-abs(reason.points), reason.code))
    return Verdict(zone, score, tuple(ordered), guards)


def zone_of(one: Traits, other: Traits, weights: Weights) -> Zone:
    """The zone that ``judge`` would say, without its reasons."""
    return _zone(one, other, levels(one, other), weights)[0]


def quick(one: Traits, left: Side, other: Traits, right: Side, weights: Weights) -> int:
    """The score where the pair is to be joined, else 0: what is asked of millions of pairs.

    ``one`` and ``other`` have no ISBN of a set any more; the sides belong to them.
    """
    if apart(left, right) is not None:
        return 0
    codes = levels(one, other)
    points = weights.points
    score = 0
    for code in codes:
        score += points[code]
    if score < weights.join or _doubts(one, other, codes):
        return 0
    return score


def _zone(
    one: Traits, other: Traits, codes: list[str], weights: Weights
) -> tuple[Zone, int, tuple[Guard, ...]]:
    score = sum(weights.points[code] for code in codes)
    guard = apart(side_of(one), side_of(other))
    if guard is not None:
        # A shared number against a guard is somebody's mistake: a person should see it.
        doubtful = score >= weights.join and (guard in _MAY_BE_ASKED or share_number(one, other))
        return (Zone.ASK if doubtful else Zone.APART), score, (guard,)
    if score < weights.ask:
        return Zone.APART, score, ()
    doubts = _doubts(one, other, codes)
    if score < weights.join or doubts:
        return Zone.ASK, score, doubts
    return Zone.JOIN, score, ()


#: Guards over which a person may say that the record is wrong.
_MAY_BE_ASKED = frozenset({Guard.YEAR, Guard.NUMBER})


def _doubts(one: Traits, other: Traits, codes: list[str]) -> tuple[Guard, ...]:
    """The guards that leave a pair with points enough to a person."""
    said = set(codes)
    doubts: list[Guard] = []
    if not said.isdisjoint(_EDITION_UNSURE) and said.isdisjoint(_YEARS_NEAR):
        doubts.append(Guard.EDITION)
    if "isbn.same" not in said and "jpno.same" not in said:
        doubts += _doubts_without_number(one, other, said)
    return tuple(dict.fromkeys(doubts))


def _doubts_without_number(one: Traits, other: Traits, said: set[str]) -> Iterator[Guard]:
    if "volume.silent" in said or "volume.open" in said:
        yield Guard.VOLUME
    # A part's own title often stands as the subtitle elsewhere.
    part = one.part or other.part
    parts_differ = one.part != other.part and part not in {one.subtitle, other.subtitle}
    if parts_differ and "volume.same" not in said:
        yield Guard.PART
    one_silent = bool(one.year) != bool(other.year) and said >= _ALL_ELSE
    if "year.same" not in said and not one_silent:
        yield Guard.YEAR
    if said.isdisjoint(_SURE_TITLES) and not said >= _LONGER_TITLE:
        yield Guard.TITLE
    if "agent.other" in said:
        yield Guard.PEOPLE
    if "publisher.other" in said and "pages.same" not in said:
        yield Guard.PUBLISHER


_EDITION_UNSURE = frozenset({"edition.open", "edition.silent"})
_YEARS_NEAR = frozenset({"year.same", "year.next"})
#: Or one goes on where the other ends, and all the rest agrees to the page.
_LONGER_TITLE = frozenset(
    {"title.begins", "agent.same", "publisher.same", "year.same", "pages.same"}
)
#: What must agree for a year that one does not say.
_ALL_ELSE = frozenset({"agent.same", "publisher.same"})
#: Without a number a title must be the same, or read the same.
_SURE_TITLES = frozenset({"title.same", "title.same-full", "title.same-short", "kana.same"})
