"""From a ``Query`` of the port to what Tantivy is asked: conditions, and the counts beside them."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import tantivy
from tantivy import Occur

from yuinowa.search.collections import Collection
from yuinowa.search.ports import EVERYTHING, Clause, Condition, Not, Query, Some
from yuinowa.search.tantivy_fields import ID, SEEN_BY, facet_field, number_field, tree_field

#: Per facet its values with their counts.
Facets = dict[str, tuple[tuple[str, int], ...]]

#: More values than this a facet does not show.
_FACET_VALUES = 1_000


@dataclass(frozen=True, slots=True)
class Asking:
    """Makes the engine's conditions for the fields of one collection."""

    schema: tantivy.Schema
    collection: Collection

    def of(self, query: Query, *, ranked: bool) -> tantivy.Query:
        must = [self._condition(term) for term in query.terms if not isinstance(term, Not)]
        for name, values in query.filters.items():
            if values:
                must.append(self._filter(name, values))
        for name, (least, most) in query.ranges.items():
            must.append(_silent(self._range(name, least, most)))
        if query.sight != EVERYTHING:
            must.append(self._silent_set(SEEN_BY, query.sight))
        if not must:  # a search of exclusions alone finds nothing
            must.append(_silent(tantivy.Query.all_query()))
        parts = [(Occur.Must, part) for part in must]
        parts += [
            (Occur.MustNot, self._condition(t.part)) for t in query.terms if isinstance(t, Not)
        ]
        if ranked:
            parts += [(Occur.Should, self._clause(clause)) for clause in query.preferred]
        if query.hidden:
            parts.append((Occur.MustNot, self._silent_set(ID, map(str, query.hidden))))
        return tantivy.Query.boolean_query(parts)

    def _condition(self, condition: Condition) -> tantivy.Query:
        match condition:
            case Some(parts, least) if least == len(parts):
                return self._all(parts)
            case Some(parts, least):
                some = [(Occur.Should, self._condition(part)) for part in parts]
                if least == 1:
                    return tantivy.Query.boolean_query(some)
                return tantivy.Query.boolean_query(some, minimum_number_should_match=least)
            case Not():
                return self._all((condition,))
        if not condition:
            return tantivy.Query.empty_query()
        return tantivy.Query.boolean_query([(Occur.Should, self._clause(c)) for c in condition])

    def _all(self, parts: Sequence[Condition]) -> tantivy.Query:
        found = [
            (Occur.MustNot, self._condition(part.part))
            if isinstance(part, Not)
            else (Occur.Must, self._condition(part))
            for part in parts
        ]
        if all(isinstance(part, Not) for part in parts):
            found.append((Occur.Must, _silent(tantivy.Query.all_query())))
        return tantivy.Query.boolean_query(found)

    def _filter(self, name: str, values: Sequence[str]) -> tantivy.Query:
        by_field: dict[str, list[str]] = {}
        for value in values:
            by_field.setdefault(self._field_of(name, value), []).append(value)
        sets = [self._silent_set(field, chosen) for field, chosen in by_field.items()]
        if len(sets) == 1:
            return sets[0]
        return tantivy.Query.boolean_query([(Occur.Should, each) for each in sets])

    def _field_of(self, name: str, value: str) -> str:
        return tree_field(name, len(value)) if name in self.collection.trees else facet_field(name)

    def _range(self, name: str, least: int | None, most: int | None) -> tantivy.Query:
        if least is None and most is None:
            return tantivy.Query.all_query()
        if least is not None and most is not None and least > most:
            return tantivy.Query.empty_query()
        return tantivy.Query.range_query(
            self.schema, number_field(name), tantivy.FieldType.Unsigned, least, most
        )

    def _silent_set(self, field: str, values: Iterable[str]) -> tantivy.Query:
        """Any of ``values``, without a say in the ranking."""
        wanted = sorted(values)
        found = (
            tantivy.Query.term_query(self.schema, field, wanted[0])
            if len(wanted) == 1  # read as it goes; a set is first gathered whole
            else tantivy.Query.term_set_query(self.schema, field, wanted)
        )
        return _silent(found)

    def _clause(self, clause: Clause) -> tantivy.Query:
        tokens: list[str | tuple[int, str]] = list(clause.tokens)
        if clause.is_prefix:
            found = tantivy.Query.fuzzy_term_query(
                self.schema, clause.field, clause.tokens[0][1], distance=0, prefix=True
            )
        elif len(tokens) == 1:  # a phrase of one is a panic in the engine
            found = tantivy.Query.term_query(self.schema, clause.field, clause.tokens[0][1])
        else:
            found = tantivy.Query.phrase_query(self.schema, clause.field, tokens)
        return tantivy.Query.boost_query(found, clause.weight)

    # ------------------------------------------------------------ counting

    def facets(self, searcher: tantivy.Searcher, query: Query) -> Facets:
        """All in one pass over what the words find: each facet is counted under the other filters."""
        counts = list(self._counts(query))
        if not counts:
            return {}
        wanted = self.of(replace(query, filters={}), ranked=False)
        asked: dict[str, Any] = {}
        for number, count in enumerate(counts):
            terms = _terms(count.field)
            asked[str(number)] = (
                {"filter": count.condition, "aggs": {"found": terms}} if count.condition else terms
            )
        answer = searcher.aggregate(wanted, asked)
        found: Facets = dict.fromkeys(query.facets, ())
        for number, count in enumerate(counts):
            part = answer[str(number)]["found"] if count.condition else answer[str(number)]
            found[count.facet] += tuple(
                (bucket["key"], bucket["doc_count"])
                for bucket in part["buckets"]
                if bucket["key"].startswith(count.below)
            )
        return found

    def _counts(self, query: Query) -> Iterator[_Count]:
        for name in query.facets:
            others = self._others_hold(query.filters, name)
            lengths = self.collection.trees.get(name)
            if lengths is None:
                yield _Count(name, facet_field(name), others, ("",))
                continue
            yield _Count(name, tree_field(name, lengths[0]), others, ("",))
            for length, deeper in pairwise(lengths):
                chosen = query.filters.get(name, ())
                branches = sorted({value[:length] for value in chosen if len(value) >= length})
                if branches:
                    held = _any_value(tree_field(name, length), branches)
                    condition = f"{others} AND {held}" if others else held
                    yield _Count(name, tree_field(name, deeper), condition, tuple(branches))

    def _others_hold(self, filters: Mapping[str, Sequence[str]], name: str) -> str:
        """The filters on other facets than ``name`` in the engine's query language; "" where there is none."""
        return " AND ".join(
            f"({' OR '.join(f'{self._field_of(o, v)}:{_quoted(v)}' for v in values)})"
            for o, values in filters.items()
            if values and o != name
        )


@dataclass(frozen=True, slots=True)
class _Count:
    """The values of ``field`` that begin with one of ``below``, under ``condition``, told for ``facet``."""

    facet: str
    field: str
    condition: str
    below: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Order:
    """By the values of a fast field."""

    field: str
    is_descending: bool

    def onward(self, schema: tantivy.Schema, value: int) -> tantivy.Query:
        """What stands at ``value`` or after it."""
        least, most = (None, value) if self.is_descending else (value, None)
        return _silent(
            tantivy.Query.range_query(schema, self.field, tantivy.FieldType.Unsigned, least, most)
        )


def _silent(found: tantivy.Query) -> tantivy.Query:
    return tantivy.Query.const_score_query(found, 0.0)


def _any_value(field: str, values: Iterable[str]) -> str:
    return f"({' OR '.join(f'{field}:{_quoted(value)}' for value in values)})"


def _quoted(value: str) -> str:
    """``value`` as a literal of the engine's query language."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _terms(field: str) -> Mapping[str, Any]:
    # segment_size: each segment reports all its values, so that the sums are exact.
    return {"terms": {"field": field, "size": _FACET_VALUES, "segment_size": 65_000}}


def what_facets_depend_on(query: Query) -> Hashable:
    """All of ``query`` but which part of the list it asks for, and in which order."""
    filters = tuple((name, frozenset(values)) for name, values in sorted(query.filters.items()))
    ranges = tuple(sorted(query.ranges.items()))
    return query.terms, filters, ranges, tuple(query.facets), query.sight, query.hidden
