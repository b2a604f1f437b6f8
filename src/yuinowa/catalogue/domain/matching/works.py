"""Which manifestations are one work: editions, readings aloud and reprints of the same text.

A work is found by exact keys (``blocks.work_keys``), never by likeness: the page of a work shows everything
under one title, and a stranger among the editions is worse than two pages. Works need no caps, so they may
be as large as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from yuinowa.catalogue.domain.matching.blocks import old_keys, work_keys
from yuinowa.catalogue.domain.matching.decisions import Decision, Kind, Level
from yuinowa.catalogue.domain.matching.edges import Node
from yuinowa.catalogue.domain.matching.guards import apart_as_works

#: Volume and language: what keeps works apart.
WorkSide = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Unit:
    """One manifestation as works see it. ``first`` is its least node and stands for it."""

    first: Node
    keys: tuple[str, ...]
    weak_keys: tuple[str, ...]
    sides: frozenset[WorkSide]
    agents: frozenset[str]
    named: frozenset[str]


def unit_of(nodes: Sequence[Node]) -> Unit:
    """``nodes``: a cluster. Where one of them says a volume, those that do not are silent, not of the whole."""
    said = [traits for traits, _named in nodes if traits.volume] or [traits for traits, _ in nodes]
    agents = {agent for traits, _named in nodes for agent in (*traits.agents, traits.agent_kana)}
    return Unit(
        first=min(nodes),
        keys=tuple(sorted({key for traits in said for key in work_keys(traits)})),
        weak_keys=tuple(sorted({key for traits in said for key in old_keys(traits)})),
        sides=frozenset((traits.volume, traits.language) for traits in said),
        agents=frozenset(agents - {""}),
        named=frozenset(named for _traits, named in nodes if named),
    )


def works(
    units: Iterable[Unit], decisions: Sequence[Decision] = ()
) -> tuple[tuple[Unit, ...], ...]:
    """The units of each work, in their order; the same for any order of ``units``."""
    shelf = _Shelf(sorted(units, key=lambda unit: unit.first))
    shelf.decide(decisions)
    shelf.join_by_keys(weak=False)
    shelf.join_by_keys(weak=True)
    return tuple(
        tuple(shelf.units[at] for at in sorted(one.places))
        for _at, one in sorted(shelf.sets.items())
    )


@dataclass(slots=True)
class _Set:
    places: list[int]
    sides: set[WorkSide]
    agents: set[str]
    named: set[str]
    kept_from: set[str] = field(default_factory=set)

    def fits(self, other: _Set, *, weak: bool) -> bool:
        if not (self.kept_from.isdisjoint(other.named) and other.kept_from.isdisjoint(self.named)):
            return False
        if any(apart_as_works(mine, theirs) for mine in self.sides for theirs in other.sides):
            return False
        # A weak key names nobody: two that name different people are two works of one title.
        named_both = self.agents and other.agents
        return not (weak and named_both and self.agents.isdisjoint(other.agents))


class _Shelf:
    def __init__(self, units: Sequence[Unit]) -> None:
        self.units = units
        self.sets = {
            at: _Set([at], set(unit.sides), set(unit.agents), set(unit.named))
            for at, unit in enumerate(units)
        }
        self.where = list(range(len(units)))

    def join(self, one: int, other: int) -> None:
        mine, theirs = self.where[one], self.where[other]
        if mine == theirs:
            return
        least, moved = min(mine, theirs), self.sets.pop(max(mine, theirs))
        kept = self.sets[least]
        for at in moved.places:
            self.where[at] = least
        kept.places += moved.places
        kept.sides |= moved.sides
        kept.agents |= moved.agents
        kept.named |= moved.named
        kept.kept_from |= moved.kept_from

    def decide(self, decisions: Sequence[Decision]) -> None:
        """What people decided, the latest first; what contradicts a later one is left."""
        places = {named: at for at, unit in enumerate(self.units) for named in unit.named}
        of_works = (one for one in decisions if one.level is Level.WORK)
        for decision in sorted(of_works, key=Decision.sort_key):
            if decision.one not in places or decision.other not in places:
                continue
            one, other = places[decision.one], places[decision.other]
            mine, theirs = self.sets[self.where[one]], self.sets[self.where[other]]
            if decision.kind is Kind.JOIN:
                if not mine.kept_from & theirs.named:
                    self.join(one, other)
            elif mine is not theirs:
                mine.kept_from.add(decision.other)
                theirs.kept_from.add(decision.one)

    def join_by_keys(self, *, weak: bool) -> None:
        holders: dict[str, list[int]] = {}
        for at, unit in enumerate(self.units):
            for key in unit.weak_keys if weak else unit.keys:
                holders.setdefault(key, []).append(at)
        for key in sorted(key for key, members in holders.items() if len(members) > 1):
            self._by_key(holders[key], weak=weak)

    def _by_key(self, members: Sequence[int], *, weak: bool) -> None:
        """Joins the holders of one key, each to the first set it fits."""
        leaders: list[int] = []
        for at in members:
            for leader in leaders:
                mine, theirs = self.sets[self.where[leader]], self.sets[self.where[at]]
                if mine is theirs or mine.fits(theirs, weak=weak):
                    self.join(leader, at)
                    break
            else:
                leaders.append(at)
