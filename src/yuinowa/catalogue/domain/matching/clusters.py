"""Which records are one manifestation, given all of them: the same answer in whatever order they came.

Records with the same traits are one node. The pairs worth joining are edges; the strongest edge is taken
first, and an edge is refused when it would bring two together that a guard keeps apart, or a person did.
So no chain of likenesses leads from one volume to the next: precision first. The answer hangs only on the
set of records, the decisions and the weights, so an arrival needs to settle no more than its own region
(``arriving``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from yuinowa.catalogue.domain.matching.decisions import Decision, Kind, Level, named_by
from yuinowa.catalogue.domain.matching.edges import Edge, Field, Node, Scores, edges_of
from yuinowa.catalogue.domain.matching.forest import Forest, Group, group_of
from yuinowa.catalogue.domain.matching.traits import Traits
from yuinowa.catalogue.domain.matching.weights import Weights


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
    parents = forest.parents
    for one, other in _strongest_first(edges):
        mine, theirs = parents[one], parents[other]
        if mine == theirs:
            continue  # as of most: their cluster has come together, and reaches what it reached
        mine, theirs = forest.root(one), forest.root(other)
        if mine == theirs:
            continue
        reach.join(one, other)
        if (min(mine, theirs), max(mine, theirs)) in refused:
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


def _strongest_first(edges: Iterable[Edge]) -> Iterator[tuple[int, int]]:
    by_score: dict[int, list[int]] = {}
    for score, one, other in edges:
        if score in by_score:
            by_score[score].append(one << 32 | other)
        else:
            by_score[score] = [one << 32 | other]
    for score in sorted(by_score, reverse=True):
        for pair in sorted(by_score[score]):
            yield pair >> 32, pair & 0xFFFFFFFF


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
