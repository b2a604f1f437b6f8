"""The parts of the access matrix: one file for each subject of a wing, found by itself (docs/architecture/rights.md).

A part may have ``fill(world)``, which puts its objects into the world; ``AFTER``, the parts or wings whose objects
it builds on; ``SAMPLES``, how its addresses are called; ``ROLES``, which roles could make a difference to a kind of
object of its.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from graphlib import TopologicalSorter
from importlib import import_module
from types import ModuleType
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from tests.access.world import World

#: No object: only from whom the question comes makes a difference.
NOTHING = "-"
Fill = Callable[[World, str], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Sample:
    """The kinds of objects an address is asked with, and how its path is filled in."""

    objects: tuple[str, ...] = (NOTHING,)
    fill: Fill = lambda _world, _kind: {}
    #: Added to the path: what a list must be asked with to show anything.
    query: str = ""
    #: The objects named in the query and not in the path, by its words.
    asked: Fill = lambda _world, _kind: {}

    def path(self, name: str, world: World, kind: str) -> str:
        """The address called ``name`` as it is asked for with ``kind``."""
        query = self.query + urlencode(self.asked(world, kind), doseq=True)
        return reverse(name, kwargs=self.fill(world, kind)) + query


def pk(world: World, kind: str) -> dict[str, Any]:
    return {"pk": world.pk(kind)}


@cache
def found() -> list[ModuleType]:
    """Every part, after those it builds on; else by name."""
    prefix = f"{__name__}."
    parts = {
        module.name.removeprefix(prefix): import_module(module.name)
        for module in pkgutil.walk_packages(__path__, prefix)
        if not module.ispkg
    }
    order = TopologicalSorter[str]()
    for name in sorted(parts):
        order.add(name)
        for earlier in getattr(parts[name], "AFTER", ()):
            meant = [other for other in parts if f"{other}.".startswith(f"{earlier}.")]
            assert meant, f"{name} is after {earlier}, which is no part"
            order.add(name, *sorted(set(meant) - {name}))
    return [parts[name] for name in order.static_order()]
