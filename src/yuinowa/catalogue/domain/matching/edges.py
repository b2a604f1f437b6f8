"""The pairs worth looking at among many nodes, and those of them worth joining: the edges."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import count

from yuinowa.catalogue.domain.matching.blocks import block_keys, cap_of, partition_of
from yuinowa.catalogue.domain.matching.guards import Side, side_of
from yuinowa.catalogue.domain.matching.scoring import quick
from yuinowa.catalogue.domain.matching.traits import Traits
from yuinowa.catalogue.domain.matching.volumes import Fit, volumes_fit
from yuinowa.catalogue.domain.matching.weights import Weights

#: Traits and, where a decision names the very record, its ref; otherwise empty.
Node = tuple[Traits, str]
#: Score, and two places in the sorted list of nodes, the lesser first.
Edge = tuple[int, int, int]


@dataclass(slots=True)
class Field:
    """All nodes in their order, and the open blocks with more than one of them.

    ``traits`` and ``sides`` have no ISBN any more that stands on several volumes.
    """

    nodes: list[Node]
    traits: list[Traits]
    sides: list[Side]
    blocks: dict[str, list[int]]
    #: The open blocks of each node, as places in the list of blocks, ascending.
    places: list[list[int]]

    @classmethod
    def of(cls, nodes: Iterable[Node], closed: frozenset[str] | None = None) -> Field:
        ordered = sorted(set(nodes))
        found: dict[str, list[int]] = {}
        for at, (traits, _named) in enumerate(ordered):
            for key in keys_of(traits):
                found.setdefault(key, []).append(at)
        blocks = {
            key: members
            for key, members in found.items()
            if len(members) > 1
            and (len(members) <= cap_of(key) if closed is None else key not in closed)
        }
        sets = frozenset(
            key[1:] for key, members in blocks.items() if _of_set(key, members, ordered)
        )
        traits_of_node = [traits.without(sets) for traits, _named in ordered]
        places: list[list[int]] = [[] for _node in ordered]
        for place, members in enumerate(blocks.values()):
            for at in members:
                places[at].append(place)
        return cls(
            ordered, traits_of_node, [_side_of(one) for one in traits_of_node], blocks, places
        )


#: The nodes of a region are met again with every batch that touches it.
keys_of = lru_cache(maxsize=50_000)(block_keys)
_side_of = lru_cache(maxsize=50_000)(side_of)


def _of_set(key: str, members: Sequence[int], nodes: Sequence[Node]) -> bool:
    """Whether an ISBN stands on several volumes, so that it is the set's, whatever the records say of it."""
    if key[0] != "i":
        return False
    said: dict[str, Counter[str]] = {}
    for at in members:
        traits = nodes[at][0]
        if traits.volume:
            said.setdefault(traits.title, Counter())[traits.volume] += 1
    return any(_are_several(volumes) for volumes in said.values())


#: One library's slip among many records does not make a set.
_SLIP = 0.15


def _are_several(volumes: Counter[str]) -> bool:
    """Whether more than a slip of those that say a volume say another one than most."""
    if len(volumes) < 2:
        return False
    most = min(volumes, key=lambda one: (-volumes[one], one))
    others = sum(count for one, count in volumes.items() if volumes_fit(most, one) == Fit.DIFFERENT)
    return others > _SLIP * volumes.total()


class Scores:
    """What ``quick`` said of pairs, by their traits: of a component that one record joins, most were looked at before.

    For one version of the weights. Some 100 bytes a pair; all is forgotten at ``most`` pairs.
    """

    def __init__(self, most: int = 2_000_000) -> None:
        self._most = most
        self._next = count()  # never begins anew: a number once given means these traits for ever
        self._numbers: dict[Traits, int] = {}
        self.known: dict[int, int] = {}

    def numbers_of(self, traits: Iterable[Traits]) -> list[int]:
        """A number for each, the same for equal ones."""
        if len(self.known) > self._most:
            self._numbers, self.known = {}, {}
        numbers = self._numbers
        found = []
        for one in traits:
            number = numbers.get(one)
            if number is None:
                number = numbers[one] = next(self._next)
            found.append(number)
        return found


def edges_of(
    field_: Field, weights: Weights, part: int, partitions: int, scores: Scores | None = None
) -> Iterator[Edge]:
    """The pairs to be joined that are met first in a block of partition ``part``.

    Every pair is looked at once, in the first block both stand in, so the partitions together give the
    same edges however many there are.
    """
    traits, sides = field_.traits, field_.sides
    pairs = _pairs(field_) if partitions == 1 else _pairs_of_part(field_, part, partitions)
    if scores is None:
        for one, others in pairs:
            for other in others:
                if score := quick(traits[one], sides[one], traits[other], sides[other], weights):
                    yield score, one, other
        return
    numbers, known = scores.numbers_of(traits), scores.known
    for one, others in pairs:
        mine, my_side, high = traits[one], sides[one], numbers[one] << 32
        for other in others:
            pair = high | numbers[other]
            found = known.get(pair)
            if found is None:
                found = known[pair] = quick(mine, my_side, traits[other], sides[other], weights)
            if found:
                yield found, one, other


def _pairs(field_: Field) -> Iterator[tuple[int, Iterable[int]]]:
    """For each node those behind it in the order of nodes with which it shares a block."""
    members = list(field_.blocks.values())
    for one, places in enumerate(field_.places):
        others: set[int] = set()
        for place in places:
            block = members[place]
            others.update(block[bisect_right(block, one) :])
        if others:
            yield one, others


def _pairs_of_part(
    field_: Field, part: int, partitions: int
) -> Iterator[tuple[int, Iterable[int]]]:
    places = field_.places
    for place, (key, members) in enumerate(field_.blocks.items()):
        if partition_of(key, partitions) != part:
            continue
        for index, one in enumerate(members):
            my_places = places[one]
            is_first = my_places[0] == place
            others = members[index + 1 :]
            yield one, others if is_first else [other for other in others if not _met_before(my_places, places[other], place)]  # fmt: skip


def _met_before(mine: Sequence[int], theirs: Sequence[int], place: int) -> bool:
    for one in mine:
        if one == place:
            return False
        if one in theirs:
            return True
    return False
