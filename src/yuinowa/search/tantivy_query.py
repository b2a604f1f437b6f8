"""From a ``Query`` of the port to what Tantivy is asked: conditions."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

import tantivy
from tantivy import Occur

from yuinowa.search.collections import Collection
from yuinowa.search.ports import EVERYTHING, Clause, Condition, Not, Query, Some
from yuinowa.search.tantivy_fields import ID, PARTS, SEEN_BY, facet_field, number_field, tree_field


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
            must.append(silent(self._range(name, least, most)))
        if query.sight != EVERYTHING:
            must.append(self.any_of(SEEN_BY, query.sight))
        if not must:  # a search of exclusions alone finds nothing
            must.append(silent(tantivy.Query.all_query()))
        parts = [(Occur.Must, part) for part in must]
        parts += [
            (Occur.MustNot, self._condition(t.part)) for t in query.terms if isinstance(t, Not)
        ]
        if ranked:
            parts += [(Occur.Should, self._clause(clause)) for clause in query.preferred]
        if query.hidden:
            parts.append((Occur.MustNot, self.any_of(ID, map(str, query.hidden))))
        if query.hidden_parts:
            parts.append((Occur.MustNot, self.any_of(PARTS, query.hidden_parts)))
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
            found.append((Occur.Must, silent(tantivy.Query.all_query())))
        return tantivy.Query.boolean_query(found)

    def _filter(self, name: str, values: Sequence[str]) -> tantivy.Query:
        by_field: dict[str, list[str]] = {}
        for value in values:
            by_field.setdefault(self._field_of(name, value), []).append(value)
        sets = [self.any_of(field, chosen) for field, chosen in by_field.items()]
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

    def any_of(self, field: str, values: Iterable[str]) -> tantivy.Query:
        """Any of ``values``, without a say in the ranking."""
        wanted = sorted(values)
        found = (
            tantivy.Query.term_query(self.schema, field, wanted[0])
            if len(wanted) == 1  # read as it goes; a set is first gathered whole
            else tantivy.Query.term_set_query(self.schema, field, wanted)
        )
        return silent(found)

    def term(self, field: str, value: str) -> tantivy.Query:
        return silent(tantivy.Query.term_query(self.schema, field, value))

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


@dataclass(frozen=True, slots=True)
class Order:
    """By the values of a fast field."""

    field: str
    is_descending: bool

    def onward(self, schema: tantivy.Schema, value: int) -> tantivy.Query:
        """What stands at ``value`` or after it."""
        least, most = (None, value) if self.is_descending else (value, None)
        return silent(
            tantivy.Query.range_query(schema, self.field, tantivy.FieldType.Unsigned, least, most)
        )


def silent(found: tantivy.Query) -> tantivy.Query:
    """``found`` without a say in the ranking."""
    return tantivy.Query.const_score_query(found, 0.0)


def what_facets_depend_on(query: Query) -> Hashable:
    """All of ``query`` but which part of the list it asks for, in which order, and what is hidden."""
    filters = tuple((name, frozenset(values)) for name, values in sorted(query.filters.items()))
    ranges = tuple(sorted(query.ranges.items()))
    return query.terms, filters, ranges, tuple(query.facets), query.sight
