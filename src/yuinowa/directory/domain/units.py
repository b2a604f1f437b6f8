"""The units of an institution as a tree, as it stood on a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Span:
    """From a day to a day, both included; an open end is None."""

    from_day: date | None = None
    to_day: date | None = None

    def holds(self, day: date) -> bool:
        return (self.from_day is None or self.from_day <= day) and (
            self.to_day is None or day <= self.to_day
        )


@dataclass(frozen=True, slots=True)
class Node:
    """A unit, and under which other one it stands."""

    id: int
    parent: int | None
    span: Span = Span()


def placed(nodes: Iterable[Node], *, as_of: date | None = None) -> list[tuple[int, int]]:
    """The ids in reading order, each with its depth; ``nodes`` come in the order of siblings.

    Of what was not there on the day ``as_of`` the parts move up to the next unit that was.
    """
    known = {node.id: node for node in nodes}
    parents = {node.id: node.parent for node in known.values()}
    there = [node for node in known.values() if as_of is None or node.span.holds(as_of)]
    ids = {node.id for node in there}
    children: dict[int | None, list[int]] = {}
    for node in there:
        children.setdefault(_nearest(node.id, parents, ids), []).append(node.id)
    found: list[tuple[int, int]] = []
    waiting = [(pk, 0) for pk in reversed(children.get(None, []))]
    while waiting:
        here, depth = waiting.pop()
        found.append((here, depth))
        waiting += [(pk, depth + 1) for pk in reversed(children.get(here, []))]
    return found


def _nearest(start: int, parents: Mapping[int, int | None], ids: set[int]) -> int | None:
    """The closest unit above ``start`` that is among ``ids``."""
    above = parents[start]
    while above is not None and above not in ids:
        above = parents.get(above)
    return above


def would_circle(parents: Mapping[int, int | None], unit: int, parent: int | None) -> bool:
    """Whether ``unit`` under ``parent`` would stand under itself."""
    above = parent
    for _step in range(len(parents) + 1):
        if above is None:
            return False
        if above == unit:
            return True
        above = parents.get(above)
    return True
