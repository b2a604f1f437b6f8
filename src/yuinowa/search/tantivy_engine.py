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
from collections.abc import Hashable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Lock
from typing import Any

import tantivy
from django.utils.translation import gettext as _
from tantivy import Occur

from yuinowa.kernel.errors import Unavailable
from yuinowa.search import analysis, tantivy_fields
from yuinowa.search.collections import Collection
from yuinowa.search.ports import Analysed, Hits, Query
from yuinowa.search.remembered import Remembered
from yuinowa.search.tantivy_commits import forget_unfinished
from yuinowa.search.tantivy_counting import Counting, Facets
from yuinowa.search.tantivy_fields import (
    ID,
    PROMINENCE,
    number_field,
    register,
    schema_of,
    sort_field,
    step_field,
    stored,
)
from yuinowa.search.tantivy_query import Asking, Order, what_facets_depend_on

logger = logging.getLogger(__name__)

#: So many rows are skipped by their text at once: 0.1 ms each, as much as the step would cost.
_FEW_ROWS = 100
#: So many lists and counts beside them are remembered.
_LISTS = 500
_HEAP_BYTES = 64 * 1024 * 1024

#: Score or sort value, and where the document stands.
_Rows = list[tuple[Any, tantivy.DocAddress]]
#: A file as the system knows it: its number, its time, its size. One put in its place has others.
_Stamp = tuple[int, int, int]


class TantivyEngine:
    """The index of ``collection`` below ``directory``.

    ``state.json`` names the generation in use and what it was made by. A rebuild writes a new
    generation and changes that name last, so that a death at any point leaves the old one.
    """

    def __init__(self, collection: Collection, directory: Path) -> None:
        self._collection = collection
        self._directory = directory
        self._schema = schema_of(collection)
        self._asking = Asking(self._schema, collection)
        self._counting = Counting(self._asking)
        self._open: tuple[str, tantivy.Index] | None = None
        #: The generation that ``state.json`` named when it had that stamp.
        self._named: tuple[_Stamp, str] | None = None
        #: The mark read before the last reload: what it marks has been seen.
        self._reloaded: Hashable = None
        self._opening = Lock()
        self._facets_of: Remembered[Facets] = Remembered(_LISTS)
        self._hits_of: Remembered[Hits] = Remembered(_LISTS)

    # ------------------------------------------------------------ state

    @property
    def _made_by(self) -> dict[str, Any]:
        fields = tantivy_fields.made_of(self._collection)
        return {"analysis": analysis.VERSION, **fields}

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
        return self._opened(self._generation())

    def _opened(self, generation: str | None) -> tantivy.Index:
        if not generation:
            raise _no_index()
        with self._opening:
            if self._open is None or self._open[0] != generation:
                try:
                    self._open = (generation, _opened_at(self._directory / generation))
                except ValueError as fault:  # a file of it is gone or broken; the check rebuilds it
                    logger.warning("search index %s cannot be opened: %s", self._directory, fault)
                    raise _no_index() from fault
            return self._open[1]

    def mark(self) -> tuple[_Stamp, _Stamp]:
        """The stamps of the two files that are put in place anew: by a rebuild, and by every commit."""
        return self._marked()[0]

    def _marked(self) -> tuple[tuple[_Stamp, _Stamp], str]:
        """The mark, and the generation it is of ("": none). ``state.json`` is read when it is another one."""
        state = _stamp(self._directory / "state.json")
        with self._opening:
            if self._named is None or self._named[0] != state:
                self._named = (state, self._generation() or "")
            generation = self._named[1]
        return (state, _stamp(self._directory / generation / "meta.json")), generation

    # ------------------------------------------------------------ writing

    def replace(self, documents: Iterable[Analysed], gone: Iterable[int]) -> None:
        writer = self._index().writer(heap_size=_HEAP_BYTES, num_threads=1)
        forget_unfinished(self._directory / (self._generation() or ""))
        for object_id in gone:
            writer.delete_documents_by_term(ID, str(object_id))
        for document in documents:
            writer.delete_documents_by_term(ID, str(document.id))
            writer.add_document(stored(document, self._collection))
        writer.commit()
        writer.wait_merging_threads()

    def rebuild(self, documents: Iterable[Analysed]) -> int:
        generation = secrets.token_hex(8)
        path = self._directory / generation
        path.mkdir(parents=True)
        index = tantivy.Index(self._schema, path=str(path))
        register(index)
        heap = self._collection.build_heap_mib * 1024 * 1024
        writer = index.writer(heap_size=heap, num_threads=self._collection.build_threads)
        count = 0
        for document in documents:
            writer.add_document(stored(document, self._collection))
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

    @property
    def _weighed(self) -> str | None:
        return PROMINENCE if self._collection.is_weighed else None

    def search(self, query: Query) -> Hits:
        mark, generation = self._marked()
        index = self._opened(generation)
        if self._reloaded != mark:
            index.reload()
            self._reloaded = mark  # only now: another thread may search meanwhile
        question = (
            what_facets_depend_on(query),
            query.preferred,
            query.sort,
            query.offset,
            query.size,
        )
        # What is hidden is the same for every question: kept once with the state, however long a list it is.
        state = (mark, query.hidden, query.hidden_parts)
        return self._hits_of.get(
            state, question, lambda: self._found(index.searcher(), query, mark, state)
        )

    def _found(
        self, searcher: tantivy.Searcher, query: Query, mark: Hashable, state: Hashable
    ) -> Hits:
        wanted = self._asking.of(query, ranked=not query.sort)
        total, hits = (
            self._in_order(searcher, wanted, query)
            if query.sort
            else _first(searcher, wanted, query.offset, query.size, weighed=self._weighed)
        )
        facets = self._facets_of.get(
            state,
            what_facets_depend_on(query),
            lambda: self._counting.facets(searcher, query, total, mark),
        )
        return Hits(
            total=total,
            ids=tuple(int(searcher.doc(at)[ID][0]) for _value, at in hits[: query.size]),
            facets=facets.counts,
            rough=facets.rough,
        )

    def _in_order(
        self, searcher: tantivy.Searcher, wanted: tantivy.Query, query: Query
    ) -> tuple[int, _Rows]:
        """A part of what is found by its sort value, and how much there is in all.

        The engine reads the text of every row it skips. So the step (``_step``) at ``offset`` is found
        first, and rows are skipped by their text only among those that stand on the same step.
        """
        name = query.sort.removeprefix("-")
        is_descending = query.sort.startswith("-")
        if name in self._collection.numbers:
            by_number = Order(number_field(name), is_descending)
            return _first(searcher, wanted, query.offset, query.size, by_number)
        order = Order(sort_field(name), is_descending)
        if query.offset <= _FEW_ROWS:
            return _first(searcher, wanted, query.offset, query.size, order)
        steps = replace(order, field=step_field(name))
        total, there = _first(searcher, wanted, query.offset, 1, steps)
        if not there:
            return total, []
        onward = steps.onward(self._schema, there[0][0])
        rest = tantivy.Query.boolean_query([(Occur.Must, wanted), (Occur.Must, onward)])
        left, _rows = _first(searcher, rest, 0, 1)
        _left, rows = _first(searcher, rest, query.offset - (total - left), query.size, order)
        return total, rows


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
    order: Order | None = None,
    *,
    weighed: str | None = None,
) -> tuple[int, _Rows]:
    """How much is found in all, and the part from ``offset`` on, by relevance or in ``order``.

    ``weighed`` names the field by which relevance is multiplied: log2(2 + its value).
    """
    ordering: dict[str, Any] = {"weight_by_field": weighed} if weighed else {}
    if order is not None:
        direction = tantivy.Order.Desc if order.is_descending else tantivy.Order.Asc
        ordering = {"order_by_field": order.field, "order": direction}
    # A limit of 0 is a panic in the engine, and only the total is wanted then.
    found = searcher.search(wanted, limit=max(size, 1), offset=offset, **ordering)
    return found.count, found.hits  # type: ignore[attr-defined]  # its stub forgets the count


def _no_index() -> Unavailable:
    return Unavailable(_("The search index is being built. Please try again in a minute."))


def _opened_at(path: Path) -> tantivy.Index:
    index = tantivy.Index.open(str(path))
    register(index)
    index.config_reader("Manual")
    return index
