"""Tantivy behind the port: one directory per collection, one writer, readers that reload.

Traps kept here, each with a test: ids are raw text (a delete by an unsigned field deletes nothing and
says nothing); the tokenizer is registered again after every open; a phrase of one token, a limit of 0
and a search of exclusions alone must not reach the engine; a commit is made per batch, never per
document.
"""

from __future__ import annotations

import fcntl
import json
import logging
import os
import secrets
import shutil
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock
from typing import Any

import tantivy
from django.utils.translation import gettext as _
from tantivy import Occur

from yuinowa.kernel.errors import Unavailable
from yuinowa.search import analysis
from yuinowa.search.collections import Collection
from yuinowa.search.ports import EVERYTHING, Analysed, Clause, Hits, Query, Term
from yuinowa.search.remembered import Remembered

logger = logging.getLogger(__name__)

_TOKENIZER = "blanks"
_HEAP_BYTES = 64 * 1024 * 1024
#: More values than this a facet does not show.
_FACET_VALUES = 1_000
#: So many rows are skipped by their text at once: 0.1 ms each, as much as the step would cost.
_FEW_ROWS = 100
#: So many lists are remembered with their counts.
_LISTS = 500
_STEP_SIGNS = 8
#: To be raised with every change of the fields here: an index of other fields is rebuilt.
_FIELDS = 2
_SEEN_BY = "seen_by"
_ID = "id"


#: Score or sort value, and where the document stands.
_Rows = list[tuple[Any, tantivy.DocAddress]]
#: A file as the system knows it: its number, its time, its size. One put in its place has others.
_Stamp = tuple[int, int, int]
#: Per facet its values with their counts.
_Facets = dict[str, tuple[tuple[str, int], ...]]


class TantivyEngine:
    """The index of ``collection`` below ``directory``.

    ``state.json`` names the generation in use and what it was made by. A rebuild writes a new
    generation and changes that name last, so that a death at any point leaves the old one.
    """

    def __init__(self, collection: Collection, directory: Path) -> None:
        self._collection = collection
        self._directory = directory
        self._schema = _schema(collection)
        self._open: tuple[str, tantivy.Index] | None = None
        #: The generation that ``state.json`` named when it had that stamp.
        self._named: tuple[_Stamp, str] | None = None
        self._opening = Lock()
        self._facets_of: Remembered[_Facets] = Remembered(_LISTS)

    # ------------------------------------------------------------ state

    @property
    def _made_by(self) -> dict[str, Any]:
        collection = self._collection
        return {
            "analysis": analysis.VERSION,
            "fields": _FIELDS,
            "texts": list(collection.texts),
            "facets": list(collection.facets),
            "sorts": list(collection.sorts),
        }

    def _generation(self) -> str | None:
        """The name of the generation in use; None if there is none or it was made otherwise."""
        try:
            state = json.loads((self._directory / "state.json").read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            return None
        if not isinstance(state, dict) or state.get("made_by") != self._made_by:
            return None
        return str(state.get("generation"))

    def is_current(self) -> bool:
        try:
            self._index()
        except Unavailable:
            return False
        return True

    @contextmanager
    def exclusive(self) -> Iterator[None]:
        """A lock on a file: held by one process, and freed by the system when that process dies."""
        self._directory.mkdir(parents=True, exist_ok=True)
        with (self._directory / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _index(self) -> tantivy.Index:
        generation = self._generation()
        if generation is None:
            raise _no_index()
        with self._opening:
            if self._open is None or self._open[0] != generation:
                try:
                    self._open = (generation, _opened(self._directory / generation))
                except ValueError as fault:  # a file of it is gone or broken; the check rebuilds it
                    logger.warning("search index %s cannot be opened: %s", self._directory, fault)
                    raise _no_index() from fault
            return self._open[1]

    def mark(self) -> tuple[_Stamp, _Stamp]:
        """The stamps of the two files that are put in place anew: by a rebuild, and by every commit."""
        state = _stamp(self._directory / "state.json")
        with self._opening:
            if self._named is None or self._named[0] != state:
                self._named = (state, self._generation() or "")
            generation = self._named[1]
        return state, _stamp(self._directory / generation / "meta.json")

    # ------------------------------------------------------------ writing

    def replace(self, documents: Iterable[Analysed], gone: Iterable[int]) -> None:
        index = self._index()
        writer = index.writer(heap_size=_HEAP_BYTES, num_threads=1)
        for object_id in gone:
            writer.delete_documents_by_term(_ID, str(object_id))
        for document in documents:
            writer.delete_documents_by_term(_ID, str(document.id))
            writer.add_document(_document(document))
        writer.commit()
        writer.wait_merging_threads()

    def rebuild(self, documents: Iterable[Analysed]) -> int:
        generation = secrets.token_hex(8)
        path = self._directory / generation
        path.mkdir(parents=True)
        index = tantivy.Index(self._schema, path=str(path))
        _register(index)
        writer = index.writer(heap_size=_HEAP_BYTES, num_threads=1)
        count = 0
        for document in documents:
            writer.add_document(_document(document))
            count += 1
        writer.commit()
        writer.wait_merging_threads()
        before = self._generation()
        self._use(generation)
        self._remove_all_but({generation, before})
        return count

    def _use(self, generation: str) -> None:
        state = self._directory / "state.json"
        fresh = state.with_suffix(".new")
        with fresh.open("w", encoding="utf-8") as file:
            json.dump({"generation": generation, "made_by": self._made_by}, file)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(state)

    def _remove_all_but(self, kept: set[str | None]) -> None:
        """Leaves the generation before: a reader may have read its name just now."""
        for path in self._directory.iterdir():
            if path.is_dir() and path.name not in kept:
                shutil.rmtree(path, ignore_errors=True)

    # ------------------------------------------------------------ reading

    def search(self, query: Query) -> Hits:
        mark = self.mark()
        index = self._index()
        index.reload()
        searcher = index.searcher()
        wanted = self._query(query, ranked=not query.sort)
        total, hits = (
            self._in_order(searcher, wanted, query)
            if query.sort
            else _first(searcher, wanted, query.offset, query.size)
        )
        return Hits(
            total=total,
            ids=tuple(int(searcher.doc(at)[_ID][0]) for _value, at in hits[: query.size]),
            facets=self._facets_of.get(
                mark, _what_facets_depend_on(query), lambda: self._facets(searcher, query)
            ),
        )

    def _in_order(
        self, searcher: tantivy.Searcher, wanted: tantivy.Query, query: Query
    ) -> tuple[int, _Rows]:
        """A part of what is found by its sort value, and how much there is in all.

        The engine reads the text of every row it skips. So the step (``_step``) at ``offset`` is found
        first, and rows are skipped by their text only among those that stand on the same step.
        """
        name = query.sort.removeprefix("-")
        order = _Order(_sort_field(name), is_descending=query.sort.startswith("-"))
        if query.offset <= _FEW_ROWS:
            return _first(searcher, wanted, query.offset, query.size, order)
        steps = replace(order, field=_step_field(name))
        total, there = _first(searcher, wanted, query.offset, 1, steps)
        if not there:
            return total, []
        onward = steps.onward(self._schema, there[0][0])
        rest = tantivy.Query.boolean_query([(Occur.Must, wanted), (Occur.Must, onward)])
        left, _rows = _first(searcher, rest, 0, 1)
        _left, rows = _first(searcher, rest, query.offset - (total - left), query.size, order)
        return total, rows

    def _facets(self, searcher: tantivy.Searcher, query: Query) -> _Facets:
        """All in one pass over what the words find: each facet is counted under the other filters."""
        if not query.facets:
            return {}
        wanted = self._query(replace(query, filters={}), ranked=False)
        others = {name: _others_hold(query.filters, name) for name in query.facets}
        asked = {
            name: {"filter": condition, "aggs": {name: _terms(name)}} if condition else _terms(name)
            for name, condition in others.items()
        }
        answer = searcher.aggregate(wanted, asked)
        counted = {name: answer[name][name] if others[name] else answer[name] for name in others}
        return {
            name: tuple((b["key"], b["doc_count"]) for b in terms["buckets"])
            for name, terms in counted.items()
        }

    def _query(self, query: Query, *, ranked: bool) -> tantivy.Query:
        must = [self._any_of(term) for term in query.terms]
        for name, values in query.filters.items():
            if values:
                must.append(self._silent_set(_facet_field(name), values))
        if query.sight != EVERYTHING:
            must.append(self._silent_set(_SEEN_BY, query.sight))
        if not must:  # a search of exclusions alone finds nothing
            must.append(tantivy.Query.const_score_query(tantivy.Query.all_query(), 0.0))
        parts = [(Occur.Must, part) for part in must]
        if ranked:
            parts += [(Occur.Should, self._clause(clause)) for clause in query.preferred]
        if query.hidden:
            parts.append((Occur.MustNot, self._silent_set(_ID, map(str, query.hidden))))
        return tantivy.Query.boolean_query(parts)

    def _silent_set(self, field: str, values: Iterable[str]) -> tantivy.Query:
        """Any of ``values``, without a say in the ranking."""
        wanted = sorted(values)
        found = (
            tantivy.Query.term_query(self._schema, field, wanted[0])
            if len(wanted) == 1  # read as it goes; a set is first gathered whole
            else tantivy.Query.term_set_query(self._schema, field, wanted)
        )
        return tantivy.Query.const_score_query(found, 0.0)

    def _any_of(self, term: Term) -> tantivy.Query:
        return tantivy.Query.boolean_query([(Occur.Should, self._clause(c)) for c in term])

    def _clause(self, clause: Clause) -> tantivy.Query:
        tokens: list[str | tuple[int, str]] = list(clause.tokens)
        if clause.is_prefix:
            found = tantivy.Query.fuzzy_term_query(
                self._schema, clause.field, clause.tokens[0][1], distance=0, prefix=True
            )
        elif len(tokens) == 1:  # a phrase of one is a panic in the engine
            found = tantivy.Query.term_query(self._schema, clause.field, clause.tokens[0][1])
        else:
            found = tantivy.Query.phrase_query(self._schema, clause.field, tokens)
        return tantivy.Query.boost_query(found, clause.weight)


def _what_facets_depend_on(query: Query) -> Hashable:
    """All of ``query`` but which part of the list it asks for, and in which order."""
    filters = tuple((name, frozenset(values)) for name, values in sorted(query.filters.items()))
    return query.terms, filters, tuple(query.facets), query.sight, query.hidden


@dataclass(frozen=True, slots=True)
class _Order:
    """By the values of a fast field."""

    field: str
    is_descending: bool

    def onward(self, schema: tantivy.Schema, value: int) -> tantivy.Query:
        """What stands at ``value`` or after it."""
        least, most = (None, value) if self.is_descending else (value, None)
        found = tantivy.Query.range_query(
            schema, self.field, tantivy.FieldType.Unsigned, least, most
        )
        return tantivy.Query.const_score_query(found, 0.0)


def _stamp(path: Path) -> _Stamp:
    try:
        told = path.stat()
    except OSError:  # not there yet: finding will say so
        return 0, 0, 0
    return told.st_ino, told.st_mtime_ns, told.st_size


def _first(
    searcher: tantivy.Searcher,
    wanted: tantivy.Query,
    offset: int,
    size: int,
    order: _Order | None = None,
) -> tuple[int, _Rows]:
    """How much is found in all, and the part from ``offset`` on, by relevance or in ``order``."""
    ordering: dict[str, Any] = {}
    if order is not None:
        direction = tantivy.Order.Desc if order.is_descending else tantivy.Order.Asc
        ordering = {"order_by_field": order.field, "order": direction}
    # A limit of 0 is a panic in the engine, and only the total is wanted then.
    found = searcher.search(wanted, limit=max(size, 1), offset=offset, **ordering)
    return found.count, found.hits  # type: ignore[attr-defined]  # its stub forgets the count


def _no_index() -> Unavailable:
    return Unavailable(_("The search index is being built. Please try again in a minute."))


def _opened(path: Path) -> tantivy.Index:
    index = tantivy.Index.open(str(path))
    _register(index)
    index.config_reader("Manual")
    return index


def _register(index: tantivy.Index) -> None:
    blanks = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer(_TOKENIZER, blanks)


def _facet_field(name: str) -> str:
    return f"facet_{name}"


def _sort_field(name: str) -> str:
    return f"sort_{name}"


def _step_field(name: str) -> str:
    return f"step_{name}"


def _step(value: str) -> int:
    """The beginning of a sort value as a number that never goes against its order; many share one.

    Eight signs of eight bits: ASCII and katakana, of which readings and codes are made, keep their order
    one by one. Any other sign shares its place with its neighbours, so what comes after it is left out.
    """
    places = []
    for sign in value[:_STEP_SIGNS]:
        place, is_exact = _place(ord(sign))
        places.append(place)
        if not is_exact:
            break
    return int.from_bytes(bytes(places).ljust(_STEP_SIGNS, b"\0"))


def _place(code_point: int) -> tuple[int, bool]:
    """Where a sign stands among 256 places, and whether it stands there alone."""
    if code_point < 0x80:
        return code_point, True
    if code_point < 0x30A0:
        return 0x80, False
    if code_point <= 0x30FF:
        return code_point - 0x30A0 + 0x81, True
    return 0xFF, False


def _others_hold(filters: Mapping[str, Sequence[str]], name: str) -> str:
    """The filters on other facets than ``name`` in the engine's query language; empty where there is none."""
    return " AND ".join(
        f"({' OR '.join(f'{_facet_field(other)}:{_quoted(value)}' for value in values)})"
        for other, values in filters.items()
        if values and other != name
    )


def _quoted(value: str) -> str:
    """``value`` as a literal of the engine's query language."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _terms(name: str) -> Mapping[str, Any]:
    # segment_size: each segment reports all its values, so that the sums are exact.
    return {"terms": {"field": _facet_field(name), "size": _FACET_VALUES, "segment_size": 65_000}}


def _schema(collection: Collection) -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field(_ID, stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field(_SEEN_BY, tokenizer_name="raw", index_option="basic")
    for name in analysis.field_names(list(collection.texts)):
        builder.add_text_field(name, tokenizer_name=_TOKENIZER, index_option="position")
    builder.add_text_field(analysis.CHARS, tokenizer_name=_TOKENIZER, index_option="basic")
    for name in collection.facets:
        builder.add_text_field(
            _facet_field(name), fast=True, tokenizer_name="raw", index_option="basic"
        )
    for name in collection.sorts:
        builder.add_text_field(
            _sort_field(name), fast=True, tokenizer_name="raw", index_option="basic"
        )
        builder.add_unsigned_field(_step_field(name), fast=True)
    return builder.build()


def _document(analysed: Analysed) -> tantivy.Document:
    document = tantivy.Document()
    document.add_text(_ID, str(analysed.id))
    _add_all(document, _SEEN_BY, sorted(analysed.seen_by))
    for name, tokens in analysed.tokens.items():
        document.add_text(name, tokens)
    for name, values in analysed.sets.items():
        document.add_text(name, " ".join(sorted(values)))
    for name, facet_values in analysed.facets.items():
        _add_all(document, _facet_field(name), facet_values)
    for name, value in analysed.sorts.items():
        document.add_text(_sort_field(name), value)
        document.add_unsigned(_step_field(name), _step(value))
    return document


def _add_all(document: tantivy.Document, field: str, values: Sequence[str]) -> None:
    for value in values:
        document.add_text(field, value)
