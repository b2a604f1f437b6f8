"""Facets: how many of what is found have each value.

Up to ``Collection.most_counted`` hits are counted one by one. Of more, a draw is counted (every second, fourth, …
document, always the same ones) and the counts are estimates. A value that few documents have at all would get lost
in a draw: those are counted one by one all the same. So the work is bounded, however much is found.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import tantivy
from tantivy import Occur

from yuinowa.search.ports import Query
from yuinowa.search.remembered import Remembered
from yuinowa.search.tantivy_fields import DRAWS, SMALLEST_DRAW, facet_field, tree_field
from yuinowa.search.tantivy_query import Asking, silent

#: More values than this a facet does not show.
MOST_VALUES = 1_000
#: A draw has about so many documents at most, and at least half as many: what is a tenth of all hits is known to within
#: a tenth of itself in nineteen of twenty cases.
MOST_DRAWN = 12_000
#: Values are counted one by one as long as no more documents than this have them.
MOST_RARE = 4_000

Counts = Mapping[str, int]
#: Values with their counts, most frequent first.
Values = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Facets:
    """Per facet its values with their counts, most frequent first; ``rough``: those that are estimates."""

    counts: dict[str, Values]
    rough: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class _Count:
    """The values of ``field`` that begin with one of ``below``, under ``filters``, told for ``facet``."""

    facet: str
    field: str
    filters: Mapping[str, Sequence[str]]
    below: tuple[str, ...] = ("",)


class Counting:
    """Counts the facets of one index."""

    def __init__(self, asking: Asking) -> None:
        self._asking = asking
        self._most = asking.collection.most_counted
        self._frequencies: Remembered[Counts] = Remembered(1_000)

    def facets(
        self, searcher: tantivy.Searcher, query: Query, total: int, mark: Hashable
    ) -> Facets:
        """Each facet under the filters on the others; facets under the same ones are counted in one pass."""
        counts = list(self._counts(query))
        told: dict[_Count, Values] = {}
        rough: set[str] = set()
        for together in _under_the_same(counts):
            filters = together[0].filters
            wanted = self._asking.of(replace(query, filters=filters), ranked=False)
            is_its_own = self._most is None or _key(filters) == _key(query.filters)
            here = total if is_its_own else _how_many(searcher, wanted)
            fields = [count.field for count in together]
            by_field, is_rough = self._told(searcher, wanted, fields, here, mark)
            told |= {count: by_field[count.field] for count in together}
            rough |= {count.facet for count in together} if is_rough else set()
        found: dict[str, Values] = dict.fromkeys(query.facets, ())
        for count in counts:
            found[count.facet] += tuple(
                pair for pair in told[count] if pair[0].startswith(count.below)
            )
        return Facets(found, frozenset(rough))

    def _counts(self, query: Query) -> Iterator[_Count]:
        for name in query.facets:
            others = {n: values for n, values in query.filters.items() if values and n != name}
            lengths = self._asking.collection.trees.get(name)
            if lengths is None:
                yield _Count(name, facet_field(name), others)
                continue
            yield _Count(name, tree_field(name, lengths[0]), others)
            for length, deeper in pairwise(lengths):
                chosen = query.filters.get(name, ())
                branches = tuple(sorted({v[:length] for v in chosen if len(v) >= length}))
                if branches:
                    below = {**others, name: branches}
                    yield _Count(name, tree_field(name, deeper), below, branches)

    def _told(
        self,
        searcher: tantivy.Searcher,
        wanted: tantivy.Query,
        fields: Sequence[str],
        total: int,
        mark: Hashable,
    ) -> tuple[dict[str, Values], bool]:
        """Per field the values with their counts, and whether they are estimates."""
        if self._most is None or total <= self._most:
            return {f: _in_order(c) for f, c in _counted(searcher, wanted, fields).items()}, False
        level = next(
            (n for n in range(1, SMALLEST_DRAW) if total >> n <= MOST_DRAWN), SMALLEST_DRAW
        )
        drawn = self._both(wanted, self._asking.term(DRAWS, str(level)))
        of_drawn = _counted(searcher, drawn, fields)
        share = total / max(1, _how_many(searcher, drawn))
        rare = self._rare(searcher, fields, mark)
        of_rare = self._rare_counts(searcher, wanted, rare)
        return {
            field: _in_order(
                {
                    value: two_digits(min(total, round(count * share)))
                    for value, count in of_drawn[field].items()
                    if value not in rare[field]
                }
                | {v: n for v, n in of_rare.get(field, {}).items() if v in rare[field]}
            )
            for field in fields
        }, True

    def _rare(
        self, searcher: tantivy.Searcher, fields: Sequence[str], mark: Hashable
    ) -> dict[str, frozenset[str]]:
        """The values that the fewest documents have, of all fields together at most ``MOST_RARE`` documents."""

        def frequencies(field: str) -> Counts:
            return self._frequencies.get(
                mark, field, lambda: dict(searcher.terms_with_prefix(field, ""))
            )

        every = sorted(
            (count, field, value) for field in fields for value, count in frequencies(field).items()
        )
        found: dict[str, set[str]] = {field: set() for field in fields}
        left = MOST_RARE
        for count, field, value in every:
            left -= count
            if left < 0:
                break
            found[field].add(value)
        return {field: frozenset(values) for field, values in found.items()}

    def _rare_counts(
        self, searcher: tantivy.Searcher, wanted: tantivy.Query, rare: Mapping[str, frozenset[str]]
    ) -> dict[str, Counts]:
        """What has any rare value, counted one by one: right for these values, and for no others."""
        sets = [self._asking.any_of(field, values) for field, values in rare.items() if values]
        if not sets:
            return {}
        any_of_them = tantivy.Query.boolean_query([(Occur.Should, each) for each in sets])
        fields = [field for field, values in rare.items() if values]
        return _counted(searcher, self._both(silent(any_of_them), wanted), fields)

    def _both(self, one: tantivy.Query, other: tantivy.Query) -> tantivy.Query:
        return tantivy.Query.boolean_query([(Occur.Must, one), (Occur.Must, other)])


def _under_the_same(counts: Iterable[_Count]) -> list[list[_Count]]:
    found: dict[Hashable, list[_Count]] = {}
    for count in counts:
        found.setdefault(_key(count.filters), []).append(count)
    return list(found.values())


def _key(filters: Mapping[str, Sequence[str]]) -> Hashable:
    return frozenset((name, frozenset(values)) for name, values in filters.items() if values)


def _how_many(searcher: tantivy.Searcher, wanted: tantivy.Query) -> int:
    return int(searcher.search(wanted, limit=1).count)  # type: ignore[attr-defined]  # its stub forgets the count


def _counted(
    searcher: tantivy.Searcher, wanted: tantivy.Query, fields: Sequence[str]
) -> dict[str, Counts]:
    asked = {str(place): _terms(field) for place, field in enumerate(fields)}
    answer = searcher.aggregate(wanted, asked)
    return {
        field: {b["key"]: b["doc_count"] for b in answer[str(place)]["buckets"]}
        for place, field in enumerate(fields)
    }


def _terms(field: str) -> Mapping[str, Any]:
    # segment_size: each segment reports all its values, so that the sums are exact.
    return {"terms": {"field": field, "size": MOST_VALUES, "segment_size": 65_000}}


def _in_order(counts: Counts) -> Values:
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def two_digits(count: int) -> int:
    """``count`` as an estimate is told: 12,345 is 12,000."""
    zeros = int("1".ljust(len(str(count)) - 1, "0"))
    return (count + zeros // 2) // zeros * zeros
