"""Finding works: the index finds and counts, the door gives the objects (R19, R20)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from yuinowa.catalogue.domain.criteria import MOST_EXPORTED, NARROWED, SORTED_BY, Criteria, Sort
from yuinowa.catalogue.domain.document import Facet
from yuinowa.catalogue.queries.documents import WORKS
from yuinowa.catalogue.queries.shown import WorkShown
from yuinowa.catalogue.queries.works import titles_of, works_in_full
from yuinowa.core.rights import Actor
from yuinowa.directory.queries import institutions_visible_to
from yuinowa.kernel.textkeys import search_key
from yuinowa.search import index
from yuinowa.search.index import Hits

#: So many libraries are named beside a list; the others are found by the detailed search.
MOST_LIBRARIES = 30
#: So many titles are offered as one types: they fit below the field.
MOST_BEGUN = 8


@dataclass(frozen=True, slots=True)
class Found:
    """A part of what was found, how many there are in all, and the counts beside it; those of ``rough`` are estimates."""

    works: list[WorkShown]
    total: int
    facets: Mapping[str, Sequence[tuple[str, int]]] = field(default_factory=dict)
    rough: frozenset[str] = frozenset()
    #: Names of the libraries among the counts and the chosen ones, by number as it stands in the address.
    libraries: Mapping[str, str] = field(default_factory=dict)


def search_works(criteria: Criteria, actor: Actor, *, offset: int = 0, size: int = 20) -> Found:
    """What ``actor`` may find from ``offset`` on, with the facets of a list counted.

    Raises:
        InputRefused: the text is too long or has too many words.
        Unreadable: a chosen value that cannot be one, or ``offset`` or ``size`` out of bounds (R4).
        Unavailable: the index is being built.
    """
    hits = _ask(criteria, actor, offset=offset, size=size, facets=NARROWED)
    libraries = _libraries(criteria, hits, actor)
    name = Facet.LIBRARY.value
    facets = {
        **hits.facets,
        name: [(value, n) for value, n in hits.facets[name] if value in libraries],
    }
    return Found(_in_order(hits.ids, actor), hits.total, facets, hits.rough, libraries)


def how_many(criteria: Criteria, actor: Actor) -> int:
    """How many ``actor`` may find."""
    return _ask(criteria, actor, size=0).total


def meant(criteria: Criteria, actor: Actor) -> str:
    """もしかして: what ``actor`` may have wanted to type; empty where every word finds something."""
    near = index.near(WORKS, criteria.text, actor=actor)
    return near.text if near is not None else ""


def titles_begun(criteria: Criteria, actor: Actor) -> list[str]:
    """As one types: titles of works that ``actor`` may find and that begin with the words so far, or whose reading does.

    Each once, the best known first, under the narrowing of the search.

    Raises:
        Unreadable, Unavailable: as ``search_works``.
    """
    ids = index.begun(
        WORKS, criteria.text, actor=actor, filters=criteria.narrowing, ranges=criteria.ranges
    )
    titles = titles_of(ids, actor)
    distinct = {search_key(titles[pk]): titles[pk] for pk in reversed(ids) if titles.get(pk)}
    return list(reversed(distinct.values()))[:MOST_BEGUN]


def the_only_work(text: str, actor: Actor) -> int | None:
    """The number of the one work that ``text`` finds; None where it finds none or several."""
    hits = index.find(WORKS, text, actor=actor, size=1)
    return hits.ids[0] if hits.total == 1 else None


def works_to_export(
    criteria: Criteria, actor: Actor, *, most: int = MOST_EXPORTED
) -> Iterator[WorkShown]:
    """What ``actor`` may find in its order, up to ``most``."""
    for offset in range(0, most, index.MAX_SIZE):
        size = min(index.MAX_SIZE, most - offset)
        hits = _ask(criteria, actor, offset=offset, size=size)
        yield from _in_order(hits.ids, actor)
        if offset + size >= hits.total:
            return


def _in_order(ids: Sequence[int], actor: Actor) -> list[WorkShown]:
    found = works_in_full(ids, actor)
    return [found[pk] for pk in ids if pk in found]


def _libraries(criteria: Criteria, hits: Hits, actor: Actor) -> dict[str, str]:
    """The names of those the actor may see; a library whose entry is hidden is not offered."""
    name = Facet.LIBRARY.value
    counted = [value for value, _count in hits.facets[name][:MOST_LIBRARIES]]
    wanted = [int(value) for value in (*counted, *criteria.narrowing.get(name, ()))]
    rows = institutions_visible_to(actor).filter(pk__in=wanted).values_list("pk", "name")
    return {str(pk): institution for pk, institution in rows}


#: No institution has this number: what it narrows to is nothing.
_NOBODY = "0"


def _seen(narrowing: Mapping[str, Sequence[str]], actor: Actor) -> Mapping[str, Sequence[str]]:
    """What is asked of the index: a library whose entry the actor may not see finds what a missing one finds (R22)."""
    name = Facet.LIBRARY.value
    chosen = narrowing.get(name)
    if not chosen:
        return narrowing
    rows = institutions_visible_to(actor).filter(pk__in=[int(value) for value in chosen])
    seen = {str(pk) for pk in rows.values_list("pk", flat=True)}
    kept = tuple(value for value in chosen if value in seen)
    return {**narrowing, name: kept or (_NOBODY,)}


def _ask(
    criteria: Criteria,
    actor: Actor,
    *,
    offset: int = 0,
    size: int,
    facets: Sequence[str] = (),
) -> Hits:
    # Without words nothing fits better than another: what is held most comes first.
    order = SORTED_BY[criteria.sort] or ("" if criteria.text.strip() else SORTED_BY[Sort.HELD])
    return index.find(
        WORKS,
        criteria.text,
        actor=actor,
        filters=_seen(criteria.narrowing, actor),
        ranges=criteria.ranges,
        facets=facets,
        sort=order,
        offset=offset,
        size=size,
    )
