"""Finding: what wings ask. ``search.index`` offers these functions beside its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from yuinowa.core.rights import Actor
from yuinowa.kernel.errors import Unreadable
from yuinowa.kernel.textkeys import search_key
from yuinowa.search import analysis, asking, collections, meaning, nearness
from yuinowa.search.analysis import bigrams, text_field
from yuinowa.search.collections import Collection, Language
from yuinowa.search.engines import engine_of
from yuinowa.search.models import Hidden
from yuinowa.search.ports import Clause, Condition, Hits, Query, Range, Some, sight_of

#: R4: deeper pages are reached by a narrower search.
MAX_SIZE, MAX_OFFSET = 100, 10_000
#: A year of five figures is a typing error; the engine's numbers end at 2**64.
MAX_NUMBER = 10**12
#: So many documents are looked through for a near word, and so many words are looked at.
_NEAR_DOCUMENTS, _NEAR_WORDS = 40, 4


def find(
    collection: str,
    text: str = "",
    *,
    actor: Actor,
    filters: Mapping[str, Sequence[str]] | None = None,
    ranges: Mapping[str, Range] | None = None,
    facets: Sequence[str] = (),
    sort: str = "",
    offset: int = 0,
    size: int = 20,
) -> Hits:
    """What ``actor`` may find: all words of ``text``, all filters (any value of each), all ranges.

    A collection with a language reads ``text`` by ``search.asking``, any other takes it literally. A
    blank ``text`` finds everything; one of punctuation alone finds nothing. Totals and facets count
    only what the actor may find (R20).

    Raises:
        InputRefused: the text is too long.
        Unreadable: a filter, range, facet, sort, offset or size that this collection does not know.
        Unavailable: the index is being built.
    """
    known = collections.get(collection)
    chosen = {name: tuple(values) for name, values in (filters or {}).items()}
    _check(known, chosen, ranges or {}, facets, sort, offset, size)
    terms, preferred = _asked(known, text)
    if text.strip() and not terms:
        return Hits(0, (), dict.fromkeys(facets, ()))
    query = replace(
        _open_to(collection, actor),
        terms=terms,
        preferred=preferred,
        filters=chosen,
        ranges=dict(ranges or {}),
        facets=tuple(facets),
        sort=sort,
        offset=offset,
        size=size,
    )
    return engine_of(collection).search(query)


def _asked(known: Collection, text: str) -> tuple[tuple[Condition, ...], tuple[Clause, ...]]:
    if known.language is not None:
        meant = meaning.meant(text, known.texts, known.language)
        return meant.terms, meant.preferred
    fields = analysis.weights(known.texts)
    return analysis.terms(text, fields), analysis.preferred(text, fields)


def _open_to(collection: str, actor: Actor) -> Query:
    """A search of what ``actor`` may find."""
    # The list first, the index second: a row is cleared only after the index says the same.
    rows = Hidden.objects.filter(collection=collection).values_list("object_id", "part")
    hidden = list(rows)
    return Query(
        sight=sight_of(actor),
        hidden=frozenset(pk for pk, _part in hidden if pk is not None),
        hidden_parts=frozenset(part for _pk, part in hidden if part),
    )


def begun(
    collection: str,
    text: str,
    *,
    actor: Actor,
    filters: Mapping[str, Sequence[str]] | None = None,
    ranges: Mapping[str, Range] | None = None,
    size: int = 30,
) -> Sequence[int]:
    """As one types: the ids of what ``actor`` may find whose title or reading begins with ``text``.

    The best known first. Two ids may have one title: whoever shows titles shows each once. Empty for a
    collection without a language.

    Raises:
        Unreadable: a filter, range or size that this collection does not know.
        Unavailable: the index is being built.
    """
    known = collections.get(collection)
    chosen = {name: tuple(values) for name, values in (filters or {}).items()}
    _check(known, chosen, ranges or {}, (), "", 0, size)
    term = meaning.begun(text, known.language) if known.language else ()
    if not term:
        return ()
    query = replace(
        _open_to(collection, actor),
        terms=(term,),
        filters=chosen,
        ranges=dict(ranges or {}),
        size=size,
    )
    return engine_of(collection).search(query).ids


@dataclass(frozen=True, slots=True)
class Near:
    """もしかして: ``text`` is the whole search with ``word`` in place of what was typed."""

    text: str
    word: str


def near(collection: str, text: str, *, actor: Actor) -> Near | None:
    """What ``actor`` may have meant: the first word that finds nothing, replaced by a near one.

    Worth asking where a search finds nothing or little; it costs a query for each word and loads up to
    40 documents. None where every word finds something, or nothing is near.

    Raises:
        InputRefused, Unavailable: as ``find``.
    """
    known = collections.get(collection)
    if known.language is None:
        return None
    tree = meaning.meant(text, known.texts, known.language).tree
    base = _open_to(collection, actor)
    words = list(asking.wanted(tree))[:_NEAR_WORDS]
    for word in words:
        if not nearness.allowed(len(search_key(word.text))):
            continue
        alone = replace(base, terms=_as_it_stands(known, word.text), size=0)
        if engine_of(collection).search(alone).total:
            continue
        others = [other.text for other in words if other is not word]
        meant = _nearest(known, known.language, word.text, others, base)
        if meant is not None:
            return Near(f"{text[: word.start]}{meant}{text[word.end :]}", meant)
    return None


def _nearest(
    known: Collection, language: Language, typed: str, others: Sequence[str], base: Query
) -> str | None:
    """A near word among what the other words find, else among everything."""
    like = _like(search_key(typed), language)
    beside = [condition for other in others for condition in _as_it_stands(known, other)]
    for terms in dict.fromkeys([(like, *beside), (like,)]):
        query = replace(base, terms=terms, size=_NEAR_DOCUMENTS)
        found = engine_of(known.name).search(query).ids
        meant = nearness.nearest(typed, _texts_of(known, language, found))
        if meant is not None:
            return meant
    return None


def _as_it_stands(known: Collection, word: str) -> tuple[Condition, ...]:
    return _asked(known, f'"{word}"')[0]


def _like(key: str, language: Language) -> Condition:
    """A third of the bigrams of ``key``, in titles and makers."""
    fields = [text_field(name) for name in (*language.titles, *language.makers)]
    parts = tuple(tuple(Clause(field, ((0, gram),)) for field in fields) for gram in bigrams(key))
    return Some(parts, least=max(1, len(parts) // 3))


def _texts_of(known: Collection, language: Language, ids: Sequence[int]) -> list[str]:
    """The titles and makers of ``ids``, in the order of ``ids``."""
    loaded = {document.id: document for document in known.load(ids)}
    return [
        text
        for pk in ids
        if pk in loaded
        for name in (*language.titles, *language.makers)
        for text in loaded[pk].texts.get(name, ())
    ]


def _check(
    known: Collection,
    filters: Mapping[str, Sequence[str]],
    ranges: Mapping[str, Range],
    facets: Sequence[str],
    sort: str,
    offset: int,
    size: int,
) -> None:
    """R4: only declared names, only bounded numbers."""
    for name in (*filters, *facets):
        if name not in known.facets and name not in known.trees:
            raise Unreadable(
                _("There is no facet “%(name)s” here.") % {"name": name[:50]}, place="facets"
            )
    for name, values in filters.items():
        if name in known.trees and not {*map(len, values)} <= {*known.trees[name]}:
            raise Unreadable(
                _("There is no such value of “%(name)s”.") % {"name": name}, place="facets"
            )
    for name, bounds in ranges.items():
        if name not in known.numbers or not all(
            bound is None or 0 <= bound <= MAX_NUMBER for bound in bounds
        ):
            raise Unreadable(
                _("There is no such range of “%(name)s” here.") % {"name": name[:50]},
                place="ranges",
            )
    if sort and sort.removeprefix("-") not in (*known.sorts, *known.numbers):
        raise Unreadable(
            _("This list cannot be sorted by “%(name)s”.") % {"name": sort[:50]}, place="sort"
        )
    if not (0 <= offset <= MAX_OFFSET and 0 <= size <= MAX_SIZE):
        raise Unreadable(
            _("The offset is 0 to %(offset)s, the size 0 to %(size)s.")
            % {"offset": MAX_OFFSET, "size": MAX_SIZE},
            place="offset",
        )
