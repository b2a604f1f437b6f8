"""The collections that can be searched: each is offered by the wing that owns the objects."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from yuinowa.search.ports import Document


@dataclass(frozen=True)
class Language:
    """What a collection understands beside words: ``search.asking`` reads it, ``search.meaning`` means it.

    ``fields``: every name a person may write before a colon, in small letters, with the texts it stands
    for (``analysis.CODES``: the document's codes). ``spoken``: texts that are readings, found by romaji.
    ``aside``: texts found by their field alone, never by a bare word. ``spellings`` gives the normal forms
    of a number that somebody wrote in some form. ``titles`` and ``makers``: the texts that rank a
    document up when they begin with, or are, what was typed.
    """

    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    spoken: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    makers: tuple[str, ...] = ()
    spellings: Callable[[str], Sequence[str]] = lambda _text: ()


@dataclass(frozen=True)
class Collection:
    """``load`` gives the documents of those ids that still exist; ``ids`` gives all, in any order.

    ``texts`` names the text fields with their weights in ranking, the most telling one first. ``trees``
    names facets whose values begin with each other, with the length of each level: an NDC (1, 2, 3).
    ``language``: None takes every word literally. ``is_weighed``: documents have a prominence.
    ``most_counted``: facets of more hits are estimated (``search.tantivy_counting``); None counts them whatever it costs.
    A rebuild uses ``build_threads`` threads and ``build_heap_mib`` of memory beside what is read.
    """

    name: str
    load: Callable[[Sequence[int]], Iterable[Document]]
    ids: Callable[[], Iterable[int]]
    texts: Mapping[str, float]
    facets: tuple[str, ...] = ()
    sorts: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    trees: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    language: Language | None = None
    is_weighed: bool = False
    most_counted: int | None = None
    build_threads: int = 1
    build_heap_mib: int = 64


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
