"""Searching and keeping the index up to date: what wings call.

A wing registers its collection, calls ``touch`` in the transaction of each deed that changes what a
document says, and ``hide`` where it lowers a level or takes something away: from that commit on no
search finds it, though the index follows only with the job.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TypeVar

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from yuinowa.core import outbox
from yuinowa.core.handlers import Payload
from yuinowa.core.rights import Actor
from yuinowa.kernel.errors import Unreadable
from yuinowa.search import analysis, collections
from yuinowa.search.collections import Collection
from yuinowa.search.collections import register as register_collection
from yuinowa.search.models import Hidden, Pending
from yuinowa.search.ports import Analysed, Document, Engine, Hits, Query, sight_of
from yuinowa.search.tantivy_engine import TantivyEngine

__all__ = [
    "Collection",
    "Document",
    "Hits",
    "catch_up",
    "ensure_current",
    "find",
    "hide",
    "lag",
    "marks",
    "missing",
    "register_collection",
    "reindex",
    "reindex_all",
    "touch",
]

logger = logging.getLogger(__name__)

INDEX_JOB = "search.index"
CHECK_JOB = "search.check"
#: Documents per commit: large, because a commit costs the same for one and for a thousand.
BATCH = 1_000
#: R4: deeper pages are reached by a narrower search.
MAX_SIZE, MAX_OFFSET = 100, 10_000

T = TypeVar("T")


@lru_cache(maxsize=64)
def _engine_at(name: str, directory: Path) -> Engine:
    return TantivyEngine(collections.get(name), directory / name)


def _engine(name: str) -> Engine:
    return _engine_at(name, Path(settings.SEARCH_DIR))


# ---------------------------------------------------------------- asking


def find(
    collection: str,
    text: str = "",
    *,
    actor: Actor,
    filters: Mapping[str, Sequence[str]] | None = None,
    facets: Sequence[str] = (),
    sort: str = "",
    offset: int = 0,
    size: int = 20,
) -> Hits:
    """What ``actor`` may find: all words of ``text``, all filters (any value of each).

    A blank ``text`` finds everything; one of punctuation alone finds nothing. Totals and facets count
    only what the actor may find (R20).

    Raises:
        InputRefused: the text is too long.
        Unreadable: a filter, facet, sort, offset or size that this collection does not know.
        Unavailable: the index is being built.
    """
    known = collections.get(collection)
    chosen = {name: tuple(values) for name, values in (filters or {}).items()}
    _check(known, chosen, facets, sort, offset, size)
    fields = analysis.weights(known.texts)
    terms = analysis.terms(text, fields)
    if text.strip() and not terms:
        return Hits(0, (), dict.fromkeys(facets, ()))
    # The list first, the index second: a row is cleared only after the index says the same.
    hidden = Hidden.objects.filter(collection=collection).values_list("object_id", flat=True)
    query = Query(
        terms=terms,
        preferred=analysis.preferred(text, fields),
        filters=chosen,
        facets=tuple(facets),
        sight=sight_of(actor),
        hidden=frozenset(hidden),
        sort=sort,
        offset=offset,
        size=size,
    )
    return _engine(collection).search(query)


def _check(
    known: Collection,
    filters: Mapping[str, Sequence[str]],
    facets: Sequence[str],
    sort: str,
    offset: int,
    size: int,
) -> None:
    """R4: only declared names, only bounded numbers."""
    for name in (*filters, *facets):
        if name not in known.facets:
            raise Unreadable(
                _("There is no facet “%(name)s” here.") % {"name": name[:50]}, place="facets"
            )
    if sort and sort.removeprefix("-") not in known.sorts:
        raise Unreadable(
            _("This list cannot be sorted by “%(name)s”.") % {"name": sort[:50]}, place="sort"
        )
    if not (0 <= offset <= MAX_OFFSET and 0 <= size <= MAX_SIZE):
        raise Unreadable(
            _("The offset is 0 to %(offset)s, the size 0 to %(size)s.")
            % {"offset": MAX_OFFSET, "size": MAX_SIZE},
            place="offset",
        )


# ---------------------------------------------------------------- telling


def touch(collection: str, ids: Iterable[int]) -> None:
    """Have the documents of ``ids`` made anew; belongs into the transaction of the deed."""
    rows = [Pending(collection=collection, object_id=object_id) for object_id in ids]
    if not rows:
        return
    collections.get(collection)
    outbox.enqueue(
        INDEX_JOB, key=f"{collection}/{uuid.uuid4().hex}", payload={"collection": collection}
    )
    Pending.objects.bulk_create(rows, batch_size=BATCH)


def hide(collection: str, object_id: int) -> None:
    """Let no search find the object from this commit on, until its document has caught up."""
    touch(collection, [object_id])
    Hidden.objects.create(collection=collection, object_id=object_id)


# ---------------------------------------------------------------- keeping up


def catch_up(collection: str) -> int:
    """Bring the index up to what was touched; how many documents were made anew.

    Many jobs may wait for the same collection: the first folds all that is pending into batches, the
    others find nothing left. Killed at any point, the rows are still there and are done again.
    """
    engine = _engine(collection)
    count = 0
    while Pending.objects.filter(collection=collection).exists():
        with engine.exclusive():
            count += (
                _replace(collection, engine)
                if engine.is_current()
                else _rebuild(collection, engine)
            )
    return count


def reindex(collection: str) -> int:
    """Make the whole index anew, searchable all the while; how many documents it holds."""
    engine = _engine(collection)
    with engine.exclusive():
        return _rebuild(collection, engine)


def reindex_all() -> list[tuple[str, int]]:
    """Make every index anew; each collection with its documents."""
    return [(each.name, reindex(each.name)) for each in collections.all_collections()]


def ensure_current() -> None:
    """Build what is missing or was made by an older analysis, and do what failed jobs left.

    Raises:
        ExceptionGroup: some collections could not be brought up to date; the others were.
    """
    faults = []
    for collection in collections.all_collections():
        try:
            _ensure_current(collection.name)
        except (
            Exception
        ) as fault:  # one wing's fault must not keep the others' objects from being found
            logger.exception("search index %s could not be brought up to date", collection.name)
            faults.append(fault)
    if faults:
        raise ExceptionGroup("search indexes are behind", faults)


def missing() -> list[str]:
    """The collections whose index cannot be opened, or was made by another analysis."""
    return [c.name for c in collections.all_collections() if not _engine(c.name).is_current()]


def marks() -> tuple[Hashable, ...]:
    """What each index says now, as a mark: another one after every change of it, whichever process made it."""
    return tuple(_engine(collection.name).mark() for collection in collections.all_collections())


def lag() -> int:
    """How many objects were changed and are not in the index yet."""
    return Pending.objects.values("collection", "object_id").distinct().count()


def _ensure_current(collection: str) -> None:
    engine = _engine(collection)
    with engine.exclusive():
        if not engine.is_current():
            count = _rebuild(collection, engine)
            logger.info("search index %s built of %d documents", collection, count)
    catch_up(collection)


def _replace(collection: str, engine: Engine) -> int:
    rows = Pending.objects.filter(collection=collection).order_by("id")[:BATCH]
    pending = dict(rows.values_list("id", "object_id"))
    ids = sorted(set(pending.values()))
    hidden = list(
        Hidden.objects.filter(collection=collection, object_id__in=ids).values_list("id", flat=True)
    )
    documents = {document.id: document for document in collections.get(collection).load(ids)}
    engine.replace(
        map(analysis.analysed, documents.values()), gone=[i for i in ids if i not in documents]
    )
    _clear(list(pending), hidden)
    return len(ids)


def _rebuild(collection: str, engine: Engine) -> int:
    pending = list(Pending.objects.filter(collection=collection).values_list("id", flat=True))
    hidden = list(Hidden.objects.filter(collection=collection).values_list("id", flat=True))
    count = engine.rebuild(_all_documents(collections.get(collection)))
    _clear(pending, hidden)
    return count


def _all_documents(collection: Collection) -> Iterator[Analysed]:
    for ids in _batches(collection.ids()):
        yield from map(analysis.analysed, collection.load(ids))


def _clear(pending: Sequence[int], hidden: Sequence[int]) -> None:
    """Take away the rows that were seen before the objects were loaded, and only those."""
    with transaction.atomic():
        for ids in _batches(hidden):
            Hidden.objects.filter(id__in=ids).delete()
        for ids in _batches(pending):
            Pending.objects.filter(id__in=ids).delete()


def _batches(items: Iterable[T]) -> Iterator[list[T]]:
    rest = iter(items)
    while batch := list(islice(rest, BATCH)):
        yield batch


def run_index_job(payload: Payload) -> None:
    catch_up(payload["collection"])


def run_check_job(_payload: Payload) -> None:
    ensure_current()
