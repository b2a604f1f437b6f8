"""Finding institutions: the index finds and counts, the door gives the objects (R19, R20)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.db.models import QuerySet

from yuinowa.core.rights import Actor
from yuinowa.directory.domain.closeness import Closeness, Typed
from yuinowa.directory.domain.criteria import LISTED, Criteria, Facet, Sort
from yuinowa.directory.domain.places import PREFECTURES, municipalities_of
from yuinowa.directory.domain.policy import MOST_EXPORTED
from yuinowa.directory.models import Institution, InstitutionName
from yuinowa.directory.queries.documents import BY_NAME, BY_PART, BY_PLACE, INSTITUTIONS
from yuinowa.directory.queries.institutions import (
    institutions_in_rows,
    institutions_with_sources,
)
from yuinowa.directory.queries.shown import all_shown
from yuinowa.search import index
from yuinowa.search.index import Hits

#: So many of the best hits are put in order by closeness of name, as one window.
CLOSELY_RANKED = 50
_SORTS = {Sort.NAME: BY_NAME, Sort.PLACE: BY_PLACE}


@dataclass(frozen=True, slots=True)
class Found:
    """A part of what was found, how many there are in all, and the counts beside it."""

    institutions: list[Institution]
    total: int
    facets: Mapping[Facet, Sequence[tuple[str, int]]] = field(default_factory=dict)


def search_institutions(
    criteria: Criteria, actor: Actor, *, offset: int = 0, size: int = 20
) -> Found:
    """What ``actor`` may find from ``offset`` on, with the facets of a list counted.

    Raises:
        InputRefused: the text has too many words.
        Unreadable: ``offset`` or ``size`` is out of bounds (R4).
        Unavailable: the index is being built.
    """
    hits = _hits(criteria, actor, offset=offset, size=size, facets=LISTED)
    facets = {Facet(name): counts for name, counts in hits.facets.items()}
    return Found(_in_order(hits.ids, actor), hits.total, facets)


@dataclass(frozen=True, slots=True)
class ByPlace:
    """How many are where, by code of the area; ``facets`` count for narrowing further."""

    total: int
    counts: dict[str, int]
    facets: Mapping[Facet, Sequence[tuple[str, int]]]

    @property
    def elsewhere(self) -> int:
        """Those of no area: their entry names none, or none that is known."""
        return self.total - sum(self.counts.values())


def count_by_place(criteria: Criteria, actor: Actor) -> ByPlace:
    """What ``actor`` may find, by prefecture, or by municipality where one prefecture is chosen.

    Raises:
        InputRefused: the text has too many words.
        Unavailable: the index is being built.
    """
    place = Facet.MUNICIPALITY if criteria.prefectures else Facet.PREFECTURE
    hits = _ask(criteria, actor, size=0, facets=(place, Facet.KIND, Facet.MEMBER), sort="")
    facets = {Facet(name): counts for name, counts in hits.facets.items()}
    known = (
        {area.code for code in criteria.prefectures for area in municipalities_of(code)}
        if criteria.prefectures
        else PREFECTURES
    )
    counts = {code: count for code, count in facets[place] if code in known}
    return ByPlace(hits.total, counts, facets)


def find_institutions(text: str, actor: Actor, *, most: int = 8) -> list[Institution]:
    """The institutions most likely meant by ``text``: the exact name first, then what begins with it.

    Raises:
        InputRefused: the text is too long or has too many words.
        Unavailable: the index is being built.
    """
    if not text.strip():
        return []
    return _in_order(_hits(Criteria(text), actor, size=most).ids, actor)


def how_many(criteria: Criteria, actor: Actor) -> int:
    """How many ``actor`` may find."""
    return _ask(criteria, actor, size=1).total


def institutions_to_export(criteria: Criteria, actor: Actor) -> Iterator[Institution]:
    """All that ``actor`` may find, up to the bound of an export: the best match first, else as entered."""
    door = institutions_with_sources(actor)
    for offset in range(0, MOST_EXPORTED, index.MAX_SIZE):
        # A sorted index gives its far rows slowly; a file is sorted by whoever opens it.
        hits = _ask(criteria, actor, offset=offset, size=index.MAX_SIZE, sort="")
        yield from _ordered(door, hits.ids, actor)
        if offset + index.MAX_SIZE >= hits.total:
            return


def _in_order(ids: Sequence[int], actor: Actor) -> list[Institution]:
    return _ordered(institutions_in_rows(actor), ids, actor)


def _ordered(door: QuerySet[Institution], ids: Sequence[int], actor: Actor) -> list[Institution]:
    found = door.in_bulk(ids)
    return all_shown((found[pk] for pk in ids if pk in found), actor)


# ---------------------------------------------------------------- order


def _hits(
    criteria: Criteria, actor: Actor, *, offset: int = 0, size: int, facets: Sequence[str] = ()
) -> Hits:
    """One part of the list; the first ``CLOSELY_RANKED`` are one window, ordered as a whole."""
    is_ranked = criteria.text.strip() and criteria.sort is Sort.RELEVANCE
    if not is_ranked or offset >= CLOSELY_RANKED:
        return _ask(criteria, actor, offset=offset, size=size, facets=facets)
    window = _ask(criteria, actor, size=CLOSELY_RANKED, facets=facets)
    ids = _closest_first(window.ids, criteria.text)[offset : offset + size]
    missing = offset + size - CLOSELY_RANKED
    if missing > 0 and window.total > CLOSELY_RANKED:
        ids += _ask(criteria, actor, offset=CLOSELY_RANKED, size=missing).ids
    return replace(window, ids=tuple(ids))


def _sort_of(criteria: Criteria) -> str:
    return _SORTS.get(criteria.sort, "" if criteria.text.strip() else BY_PART)


def _ask(
    criteria: Criteria,
    actor: Actor,
    *,
    offset: int = 0,
    size: int,
    facets: Sequence[str] = (),
    sort: str | None = None,
) -> Hits:
    return index.find(
        INSTITUTIONS,
        criteria.text,
        actor=actor,
        filters={facet.value: values for facet, values in criteria.narrowing.items()},
        facets=facets,
        sort=_sort_of(criteria) if sort is None else sort,
        offset=offset,
        size=size,
    )


def _closest_first(ids: Sequence[int], text: str) -> list[int]:
    """Exact names, then beginnings, then the rest; those that take part first on ties.

    The engine's own order, which knows how rare words are, decides what is left.
    """
    typed = Typed.of(text)
    names = _names(ids)

    def rank(pk: int) -> tuple[Closeness, bool]:
        known = names.get(pk)
        if known is None:
            return Closeness.WITHIN, True
        return typed.closeness(known.names, known.readings), not known.member

    return sorted(ids, key=rank)


@dataclass(frozen=True, slots=True)
class _Names:
    member: bool
    names: list[str]
    readings: list[str]


def _names(ids: Sequence[int]) -> dict[int, _Names]:
    own = Institution.objects.filter(pk__in=ids).values_list(
        "pk", "member", "name", "name_en", "name_kana"
    )
    found = {pk: _Names(member, [name, name_en], [kana]) for pk, member, name, name_en, kana in own}
    others = InstitutionName.objects.filter(institution__in=ids)
    for pk, name, kana in others.values_list("institution_id", "name", "kana"):
        found[pk].names.append(name)
        found[pk].readings.append(kana)
    return found
