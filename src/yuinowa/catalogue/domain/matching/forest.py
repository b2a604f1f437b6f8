"""Clusters while they grow: disjoint sets, and what each must know to take in another."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from yuinowa.catalogue.domain.matching.guards import Side, apart, share_number


@dataclass(slots=True)
class Group:
    """What must be known of a cluster to say whether another may join it."""

    sides: set[Side]
    years: Counter[int]
    named: set[str] = field(default_factory=set)
    kept_from: set[str] = field(default_factory=set)

    def may_join(self, other: Group) -> bool:
        if not (self.kept_from.isdisjoint(other.named) and other.kept_from.isdisjoint(self.named)):
            return False
        return self._years_meet(other) and not any(
            apart(mine, theirs, chained=True) for mine in self.sides for theirs in other.sides
        )

    def _years_meet(self, other: Group) -> bool:
        """Whether the year most give is one, or they share a number, or one side gives none.

        Not all must: records of one ISBN may well give the year of a reprint. But a record without a year,
        or with another edition's, does not lead from one edition to the next.
        """
        mine, theirs = _commonest(self.years), _commonest(other.years)
        if not mine or not theirs or not mine.isdisjoint(theirs):
            return True
        return any(share_number(one, another) for one in self.sides for another in other.sides)

    def with_(self, other: Group) -> Group:
        return Group(
            self.sides | other.sides,
            self.years + other.years,
            self.named | other.named,
            self.kept_from | other.kept_from,
        )


def group_of(side: Side) -> Group:
    return Group({side}, Counter([side.year] if side.year else []))


def _commonest(years: Counter[int]) -> set[int]:
    most = max(years.values(), default=0)
    return {year for year, count in years.items() if count == most}


class Forest:
    """Disjoint sets of places; the least place stands for its set."""

    def __init__(self, size: int) -> None:
        self.parents = list(range(size))

    def root(self, at: int) -> int:
        parents = self.parents
        while parents[at] != at:
            parents[at] = parents[parents[at]]
            at = parents[at]
        return at

    def join(self, one: int, other: int) -> int:
        mine, theirs = self.root(one), self.root(other)
        least, most = (mine, theirs) if mine < theirs else (theirs, mine)
        self.parents[most] = least
        return least
