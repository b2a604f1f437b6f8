"""Which records are one manifestation, given all of them: the same answer in whatever order they came.

Records with the same traits are one node. The pairs worth joining are edges; the strongest edge is taken
first, and an edge is refused when it would bring two together that a guard keeps apart, or a person did.
So no chain of likenesses leads from one volume to the next: precision first. The answer hangs only on the
set of records, the decisions and the weights, so an arrival needs to settle no more than its own region
(``arriving``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from yuinowa.catalogue.domain.matching.blocks import block_keys, cap_of, partition_of
from yuinowa.catalogue.domain.matching.decisions import Decision, Kind, Level, named_by
from yuinowa.catalogue.domain.matching.forest import Forest, Group, group_of
from yuinowa.catalogue.domain.matching.guards import Side, side_of
from yuinowa.catalogue.domain.matching.scoring import quick
from yuinowa.catalogue.domain.matching.traits import Traits
from yuinowa.catalogue.domain.matching.volumes import Fit, volumes_fit
from yuinowa.catalogue.domain.matching.weights import Weights

#: Traits and, where a decision names the very record, its ref; otherwise empty.
Node = tuple[Traits, str]
#: Score, and two places in the sorted list of nodes, the lesser first.
Edge = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Clustering:
    """``clusters``: nodes that are one manifestation, sorted. ``components``: of nodes whose fate hangs together.

    ``refused``: pairs of nodes that are alike but whose clusters a guard or a person keeps apart: to be asked
    about. ``unmet``: decisions against which a later one stands.
    """

    clusters: tuple[tuple[Node, ...], ...]
    components: tuple[tuple[Node, ...], ...]
    refused: tuple[tuple[Node, Node], ...] = ()
    unmet: tuple[Decision, ...] = ()


def node_of(record: str, traits: Traits, named: frozenset[str]) -> Node:
    return (traits, record if record in named else "")


def cluster(
    nodes: Iterable[Node],
    weights: Weights,
    decisions: Sequence[Decision] = (),
    *,
    partitions: int = 1,
    closed: frozenset[str] | None = None,
    scores: Scores | None = None,
) -> Clustering:
    """The clusters of ``nodes``.

    ``closed``: keys of full blocks, where the caller knows more records than these; otherwise counted.
    ``scores``: what is remembered of pairs, for a caller who settles the same nodes again.
    """
    field_ = Field.of(nodes, closed)
    edges = [
        edge
        for part in range(partitions)
        for edge in edges_of(field_, weights, part, partitions, scores)
    ]
    return settle(field_, edges, decisions)


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
            for key in block_keys(traits):
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
            ordered, traits_of_node, [side_of(one) for one in traits_of_node], blocks, places
        )


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
    traits, sides, places = field_.traits, field_.sides, field_.places
    scores = scores or Scores()
    numbers, known = scores.numbers_of(traits), scores.known
    for place, (key, members) in enumerate(field_.blocks.items()):
        if partitions > 1 and partition_of(key, partitions) != part:
            continue
        for index, one in enumerate(members):
            mine, my_side, my_places, high = (
                traits[one],
                sides[one],
                places[one],
                numbers[one] << 32,
            )
            for other in members[index + 1 :]:
                if my_places[0] != place and _met_before(my_places, places[other], place):
                    continue
                pair = high | numbers[other]
                score = known.get(pair)
                if score is None:
                    score = known[pair] = quick(mine, my_side, traits[other], sides[other], weights)
                if score:
                    yield score, one, other


def _met_before(mine: Sequence[int], theirs: Sequence[int], place: int) -> bool:
    for one in mine:
        if one == place:
            return False
        if one in theirs:
            return True
    return False


# ---------------------------------------------------------------- settling


def settle(field_: Field, edges: Iterable[Edge], decisions: Sequence[Decision] = ()) -> Clustering:
    """The clusters that follow from ``edges``, the strongest first, under guards and decisions."""
    nodes = field_.nodes
    forest = Forest(len(nodes))
    groups = {at: group_of(side) for at, side in enumerate(field_.sides)}
    unmet = _decide(nodes, decisions, forest, groups)
    refused: dict[tuple[int, int], tuple[int, int]] = {}
    reach = Forest(len(nodes))
    _reach_by_decision(nodes, decisions, reach)
    for members in (block for key, block in field_.blocks.items() if key[0] == "i"):
        for at in members[1:]:
            reach.join(members[0], at)
    for _score, one, other in sorted(edges, key=lambda edge: (-edge[0], edge[1], edge[2])):
        reach.join(one, other)
        mine, theirs = forest.root(one), forest.root(other)
        if mine == theirs or (min(mine, theirs), max(mine, theirs)) in refused:
            continue
        if groups[mine].may_join(groups[theirs]):
            merged = forest.join(mine, theirs)
            groups[merged] = groups.pop(mine).with_(groups.pop(theirs))
        else:
            refused[min(mine, theirs), max(mine, theirs)] = (one, other)
    pairs = (
        (one, other) for one, other in refused.values() if forest.root(one) != forest.root(other)
    )
    return Clustering(
        clusters=_sets(forest, nodes),
        components=_sets(reach, nodes),
        refused=tuple((nodes[one], nodes[other]) for one, other in sorted(pairs)),
        unmet=unmet,
    )


def _sets(forest: Forest, nodes: Sequence[Node]) -> tuple[tuple[Node, ...], ...]:
    found: dict[int, list[Node]] = {}
    for at, node in enumerate(nodes):
        found.setdefault(forest.root(at), []).append(node)
    return tuple(tuple(members) for members in found.values())


def _of_records(decisions: Iterable[Decision]) -> list[Decision]:
    return sorted(
        (one for one in decisions if one.level is Level.MANIFESTATION), key=Decision.sort_key
    )


def _decide(
    nodes: Sequence[Node],
    decisions: Sequence[Decision],
    forest: Forest,
    groups: dict[int, Group],
) -> tuple[Decision, ...]:
    """People's joins and splits first, the latest of all first; gives back those a later one stands against."""
    places = {named: at for at, (_traits, named) in enumerate(nodes) if named}
    for named, at in places.items():
        groups[at].named.add(named)
    unmet = []
    for decision in _of_records(decisions):
        if decision.one not in places or decision.other not in places:
            continue
        mine, theirs = forest.root(places[decision.one]), forest.root(places[decision.other])
        if decision.kind is Kind.SPLIT:
            if mine == theirs:
                unmet.append(decision)
            else:
                groups[mine].kept_from.add(decision.other)
                groups[theirs].kept_from.add(decision.one)
        elif mine != theirs:
            if groups[mine].kept_from & groups[theirs].named:
                unmet.append(decision)
            else:
                groups[forest.join(mine, theirs)] = groups.pop(mine).with_(groups.pop(theirs))
    return tuple(unmet)


def _reach_by_decision(nodes: Sequence[Node], decisions: Sequence[Decision], reach: Forest) -> None:
    places = {named: at for at, (_traits, named) in enumerate(nodes) if named}
    for decision in _of_records(decisions):
        if decision.kind is Kind.JOIN and {decision.one, decision.other} <= places.keys():
            reach.join(places[decision.one], places[decision.other])


def by_record(
    records: Mapping[str, Traits], clustering: Clustering, decisions: Sequence[Decision] = ()
) -> tuple[tuple[str, ...], ...]:
    """The clusters as sorted records, in the order of their first."""
    named = named_by(decisions)
    members: dict[Node, list[str]] = {}
    for record, traits in records.items():
        members.setdefault(node_of(record, traits, named), []).append(record)
    found = (sorted(r for node in one for r in members[node]) for one in clustering.clusters)
    return tuple(sorted(tuple(one) for one in found))
