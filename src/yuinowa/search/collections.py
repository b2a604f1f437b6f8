"""The collections that can be searched: each is offered by the wing that owns the objects."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from yuinowa.search.ports import Document


@dataclass(frozen=True)
class Collection:
    """``load`` gives the documents of those ids that still exist; ``ids`` gives all, in any order.

    ``texts`` names the text fields with their weights in ranking, the most telling one first.
    """

    name: str
    load: Callable[[Sequence[int]], Iterable[Document]]
    ids: Callable[[], Iterable[int]]
    texts: Mapping[str, float]
    facets: tuple[str, ...] = ()
    sorts: tuple[str, ...] = ()


_COLLECTIONS: dict[str, Collection] = {}


def register(collection: Collection) -> None:
    """Make a collection known. Called from ``AppConfig.ready``; a second one of the name is a mistake."""
    if collection.name in _COLLECTIONS:
        raise RuntimeError(f"search collection {collection.name} is registered twice")
    _COLLECTIONS[collection.name] = collection


def get(name: str) -> Collection:
    """The collection called ``name``.

    Raises:
        KeyError: no wing registered it.
    """
    return _COLLECTIONS[name]


def all_collections() -> tuple[Collection, ...]:
    return tuple(_COLLECTIONS.values())
