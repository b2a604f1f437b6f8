"""Figures of a network of ties: how dense it is, who bridges it, what falls apart without whom.

Ties are pairs without direction; a body without any tie is a part of its own. Source: collaboration model §18.3.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import cast

import networkx as nx

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class NetworkFigures:
    #: Ties there are of ties there could be; None for fewer than two bodies.
    density: Fraction | None
    #: Freeman's, of degrees: 1 for a star, 0 where all have as many ties; None for fewer than three bodies.
    centralization: Fraction | None
    #: The parts that hang together, the largest first.
    parts: tuple[frozenset[int], ...]
    #: By body, how many pairs of others it stands between; several shortest ways count in parts.
    between: dict[int, float]
    #: Ties without which there would be one part more.
    bridges: tuple[Pair, ...]


def figures_of(bodies: Iterable[int], ties: Iterable[Pair]) -> NetworkFigures:
    graph = _graph(bodies, ties)
    n = len(graph)
    return NetworkFigures(
        density=Fraction(2 * graph.number_of_edges(), n * (n - 1)) if n > 1 else None,
        centralization=_centralization([degree for _body, degree in graph.degree()]),
        parts=tuple(
            sorted(map(frozenset, nx.connected_components(graph)), key=lambda p: (-len(p), min(p)))
        ),
        between=nx.betweenness_centrality(graph, normalized=False),
        bridges=tuple(sorted((min(one, other), max(one, other)) for one, other in _bridges(graph))),
    )


def parts_without(bodies: Iterable[int], ties: Iterable[Pair], gone: Iterable[Pair]) -> int:
    """How many parts there are when the ties ``gone`` are no more, such as those that rest on one person."""
    graph = _graph(bodies, ties)
    graph.remove_edges_from(gone)
    return nx.number_connected_components(graph)


def _graph(bodies: Iterable[int], ties: Iterable[Pair]) -> nx.Graph[int]:
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(bodies)
    graph.add_edges_from(ties)
    return graph


def _bridges(graph: nx.Graph[int]) -> list[Pair]:
    # Typeshed says that it yields bodies; it yields pairs of them.
    return list(cast("Iterable[Pair]", nx.bridges(graph)))


def _centralization(degrees: list[int]) -> Fraction | None:
    n = len(degrees)
    if n < 3:
        return None
    greatest = max(degrees)
    return Fraction(sum(greatest - degree for degree in degrees), (n - 1) * (n - 2))
