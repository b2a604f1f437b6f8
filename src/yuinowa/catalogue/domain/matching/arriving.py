"""One record comes, goes or is decided about: what of the clusters must be settled anew.

What becomes of a record hangs on its component alone: the nodes reached from it over pairs worth joining,
shared ISBNs and people's joins. So an arrival settles the components of those it shares a block with and
leaves the rest. Blocks are capped, therefore this costs the same in a catalogue of any size.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Protocol

from yuinowa.catalogue.domain.matching.blocks import block_keys, cap_of
from yuinowa.catalogue.domain.matching.clusters import Clustering, cluster, node_of
from yuinowa.catalogue.domain.matching.decisions import Decision, Kind, named_by
from yuinowa.catalogue.domain.matching.edges import Node
from yuinowa.catalogue.domain.matching.scoring import Verdict, Zone, judge
from yuinowa.catalogue.domain.matching.traits import Traits
from yuinowa.catalogue.domain.matching.weights import Weights


class Pool(Protocol):
    """What a store of nodes must answer; tables can answer it as well as memory does."""

    def in_block(self, key: str, most: int) -> Collection[Node]:
        """Nodes that stand in the block, at most ``most`` of them."""

    def components_of(self, nodes: Iterable[Node]) -> set[Node]:
        """Every node of the components in which ``nodes`` stand, as they were last settled; themselves too."""

    def named(self, record: str) -> Node | None:
        """The node of a record that a decision names, if the record is here."""


def region_with(pool: Pool, node: Node, decisions: Sequence[Decision] = ()) -> set[Node]:
    """What to settle after ``node`` was put into the pool, where it was not before.

    ``decisions``: at least those that name its record.
    """
    seeds = {node}
    for decision in decisions:
        if decision.kind is Kind.JOIN and node[1] in {decision.one, decision.other}:
            found = (pool.named(record) for record in (decision.one, decision.other))
            seeds.update(partner for partner in found if partner is not None)
    for key in block_keys(node[0]):
        cap = cap_of(key)
        members = pool.in_block(key, cap + 2)
        # One above the cap: this very arrival closes the block, and its pairs lose it.
        if len(members) <= cap + 1:
            seeds.update(members)
    return pool.components_of(seeds)


def region_without(pool: Pool, node: Node) -> set[Node]:
    """What to settle after ``node`` was taken out of the pool's blocks, while its component is still known."""
    seeds = {node}
    for key in block_keys(node[0]):
        cap = cap_of(key)
        found = pool.in_block(key, cap + 1)
        # Exactly the cap: the block was closed by one and opens again.
        if len(found) == cap:
            seeds.update(found)
    return pool.components_of(seeds) - {node}


def settle_region(
    pool: Pool, region: Collection[Node], weights: Weights, decisions: Sequence[Decision] = ()
) -> Clustering:
    """The clusters of a region, equal to what ``cluster`` says of it in the whole catalogue.

    ``decisions``: at least those that name records of the region.
    """
    keys = {key for traits, _named in region for key in block_keys(traits)}
    closed = frozenset(
        key for key in keys if len(pool.in_block(key, cap_of(key) + 1)) > cap_of(key)
    )
    return cluster(region, weights, decisions, closed=closed)


def questions(
    pool: Pool, node: Node, together: Collection[Node], weights: Weights, *, most: int = 20
) -> list[tuple[Node, Verdict]]:
    """What a person should be asked about ``node``: whom it is like, in no cluster with it, the likest first.

    ``together``: the nodes of its cluster. A pair that would have been joined but for a third is among them.
    """
    found: dict[Node, Verdict] = {}
    for key in block_keys(node[0]):
        cap = cap_of(key)
        members = pool.in_block(key, cap + 1)
        if len(members) > cap:
            continue
        for other in members:
            if other not in found and other not in together and other != node:
                found[other] = judge(node[0], other[0], weights)
    asked = [(other, verdict) for other, verdict in found.items() if verdict.zone is not Zone.APART]
    return sorted(asked, key=lambda one: (-one[1].score, one[0]))[:most]


class MemoryPool:
    """A whole catalogue's clusters in memory, right after every step: for tests, benches and small tools."""

    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        self.records: dict[str, Traits] = {}
        self.decisions: list[Decision] = []
        self._named: frozenset[str] = frozenset()
        self._members: dict[Node, set[str]] = {}
        self._blocks: dict[str, dict[Node, None]] = {}
        self._component: dict[Node, tuple[Node, ...]] = {}
        self._cluster: dict[Node, tuple[Node, ...]] = {}

    def in_block(self, key: str, most: int) -> Collection[Node]:
        return [node for node, _count in zip(self._blocks.get(key, ()), range(most), strict=False)]

    def components_of(self, nodes: Iterable[Node]) -> set[Node]:
        return {other for node in nodes for other in self._component.get(node, (node,))}

    def named(self, record: str) -> Node | None:
        traits = self.records.get(record)
        return (traits, record) if traits is not None and record in self._named else None

    def load(self, records: dict[str, Traits]) -> None:
        """Take in many at once, into an empty pool.

        Raises ValueError: something is here already.
        """
        if self.records:
            raise ValueError("load is for an empty pool")
        self.records = dict(records)
        for record, traits in records.items():
            node = node_of(record, traits, self._named)
            self._members.setdefault(node, set()).add(record)
        for node in self._members:
            for key in block_keys(node[0]):
                self._blocks.setdefault(key, {})[node] = None
        self._take(cluster(self._members, self.weights, self.decisions))

    def put(self, record: str, traits: Traits) -> None:
        """Take in ``record``, or what it says now."""
        if self.records.get(record) == traits:
            return
        self.drop(record)
        self.records[record] = traits
        node = node_of(record, traits, self._named)
        if node in self._members:
            self._members[node].add(record)
            return
        self._members[node] = {record}
        for key in block_keys(traits):
            self._blocks.setdefault(key, {})[node] = None
        self._settle(region_with(self, node, self.decisions))

    def drop(self, record: str) -> None:
        """Forget ``record``, if it is here."""
        traits = self.records.pop(record, None)
        if traits is None:
            return
        node = node_of(record, traits, self._named)
        self._members[node].discard(record)
        if self._members[node]:
            return
        del self._members[node]
        for key in block_keys(traits):
            self._blocks[key].pop(node, None)
        region = region_without(self, node)
        del self._component[node], self._cluster[node]
        self._settle(region)

    def decide(self, *decisions: Decision) -> None:
        """Add what a person decided."""
        here = {name: self.records[name] for name in named_by(decisions) if name in self.records}
        for name in here:
            self.drop(name)
        self.decisions += decisions
        self._named = named_by(self.decisions)
        for name, traits in here.items():
            self.put(name, traits)
        self._settle(self.components_of((here[name], name) for name in here))

    def questions(self, record: str) -> list[tuple[Node, Verdict]]:
        """What a person should be asked about ``record``."""
        node = node_of(record, self.records[record], self._named)
        return questions(self, node, self._cluster[node], self.weights)

    def clusters(self) -> tuple[tuple[str, ...], ...]:
        """The records of each cluster, sorted, in the order of their first."""
        found = {
            tuple(sorted(record for node in nodes for record in self._members[node]))
            for nodes in self._cluster.values()
        }
        return tuple(sorted(found))

    def _settle(self, region: Collection[Node]) -> None:
        if region:
            self._take(settle_region(self, region, self.weights, self.decisions))

    def _take(self, found: Clustering) -> None:
        for nodes in found.components:
            self._component.update(dict.fromkeys(nodes, nodes))
        for nodes in found.clusters:
            self._cluster.update(dict.fromkeys(nodes, nodes))
