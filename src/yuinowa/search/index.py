"""Searching and keeping the index up to date: what wings call.

A wing registers its collection, calls ``touch`` in the transaction of each deed that changes what a
document says, and ``hide`` where it lowers a level or takes something away: from that commit on no
search finds it, though the index follows only with the job.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from django.db import transaction
from django.db.models import Min

from yuinowa.core import outbox
from yuinowa.core.handlers import Payload
from yuinowa.search import analysis, collections
from yuinowa.search.collections import Collection, Language
from yuinowa.search.collections import register as register_collection
from yuinowa.search.engines import engine_of
from yuinowa.search.finding import MAX_OFFSET, MAX_SIZE, Near, begun, find, near
from yuinowa.search.models import Hidden, Pending
from yuinowa.search.ports import Analysed, Document, Engine, Hits

__all__ = [
    "MAX_OFFSET",
    "MAX_SIZE",
    "Collection",
    "Document",
    "Hits",
    "Language",
    "Near",
    "begun",
    "catch_up",
    "ensure_current",
    "find",
    "hide",
    "hide_all",
    "hide_part",
    "lag",
    "marks",
    "missing",
    "near",
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
T = TypeVar("T")


# ---------------------------------------------------------------- telling


def touch(collection: str, ids: Iterable[int]) -> None:
    """Have the documents of ``ids`` made anew; belongs into the transaction of the deed."""
    _touched(collection, ids)


def _touched(collection: str, ids: Iterable[int]) -> int:
    """The number of the last row that was written; 0 where there is none."""
    rows = [Pending(collection=collection, object_id=object_id) for object_id in ids]
    if not rows:
        return 0
    collections.get(collection)
    outbox.enqueue(
        INDEX_JOB, key=f"{collection}/{uuid.uuid4().hex}", payload={"collection": collection}
    )
    return max(row.pk for row in Pending.objects.bulk_create(rows, batch_size=BATCH))


def hide(collection: str, object_id: int) -> None:
    """Let no search find the object from this commit on, until its document has caught up."""
    hide_all(collection, [object_id])


def hide_all(collection: str, ids: Iterable[int]) -> None:
    """Let no search find any of ``ids`` from this commit on, until their documents have caught up."""
    hidden = list(ids)
    touch(collection, hidden)
    rows = [Hidden(collection=collection, object_id=object_id) for object_id in hidden]
    Hidden.objects.bulk_create(rows, batch_size=BATCH)


def hide_part(collection: str, part: str, ids: Iterable[int]) -> None:
    """Let no search find what is made of ``part`` from this commit on, until the documents of ``ids`` have caught up.

    ``ids`` are all objects that are, or were, made of it: one row hides them, however many they are. A
    document that has not caught up yet may not name the part: those objects are hidden one by one.
    """
    every = list(ids)
    if not every:
        return
    behind = [
        object_id
        for some in _batches(every)
        for object_id in Pending.objects.filter(collection=collection, object_id__in=some)
        .values_list("object_id", flat=True)
        .distinct()
    ]
    last = _touched(collection, every)
    Hidden.objects.create(collection=collection, part=part, pending_up_to=last)
    rows = [Hidden(collection=collection, object_id=object_id) for object_id in behind]
    Hidden.objects.bulk_create(rows, batch_size=BATCH)


# ---------------------------------------------------------------- keeping up


def catch_up(collection: str) -> int:
    """Bring the index up to what was touched; how many documents were made anew.

    Many jobs may wait for the same collection: the first folds all that is pending into batches, the
    others find nothing left. Killed at any point, the rows are still there and are done again.
    """
    count = 0
    while Pending.objects.filter(collection=collection).exists():
        count += _next_batch(collection)
    return count


def reindex(collection: str) -> int:
    """Make the whole index anew, searchable all the while; how many documents it holds."""
    engine = engine_of(collection)
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
    return [c.name for c in collections.all_collections() if not engine_of(c.name).is_current()]


def marks() -> tuple[Hashable, ...]:
    """What each index says now, as a mark: another one after every change of it, whichever process made it."""
    return tuple(engine_of(collection.name).mark() for collection in collections.all_collections())


def lag() -> int:
    """How many objects were changed and are not in the index yet."""
    return Pending.objects.values("collection", "object_id").distinct().count()


def _ensure_current(collection: str) -> None:
    engine = engine_of(collection)
    with engine.exclusive():
        if not engine.is_current():
            count = _rebuild(collection, engine)
            logger.info("search index %s built of %d documents", collection, count)
    catch_up(collection)


def _next_batch(collection: str) -> int:
    """Bring the index up to the oldest of what was touched; how many documents were made anew."""
    engine = engine_of(collection)
    with engine.exclusive():
        make = _replace if engine.is_current() else _rebuild
        return make(collection, engine)


def _replace(collection: str, engine: Engine) -> int:
    rows = Pending.objects.filter(collection=collection).order_by("id")[:BATCH]
    pending = dict(rows.values_list("id", "object_id"))
    ids = sorted(set(pending.values()))
    hidden = list(
        Hidden.objects.filter(collection=collection, object_id__in=ids).values_list("id", flat=True)
    )
    documents = {document.id: document for document in collections.get(collection).load(ids)}
    engine.replace(
        _analysed(collections.get(collection), documents.values()),
        gone=[i for i in ids if i not in documents],
    )
    _clear(list(pending), hidden)
    _clear_parts(collection)
    return len(ids)


def _rebuild(collection: str, engine: Engine) -> int:
    pending = list(Pending.objects.filter(collection=collection).values_list("id", flat=True))
    hidden = list(Hidden.objects.filter(collection=collection).values_list("id", flat=True))
    count = engine.rebuild(_all_documents(collections.get(collection)))
    _clear(pending, hidden)
    return count


def _all_documents(collection: Collection) -> Iterator[Analysed]:
    for ids in _batches(collection.ids()):
        yield from _analysed(collection, collection.load(ids))


def _analysed(collection: Collection, documents: Iterable[Document]) -> Iterator[Analysed]:
    return (analysis.analysed(document, collection.language) for document in documents)


def _clear(pending: Sequence[int], hidden: Sequence[int]) -> None:
    """Take away the rows that were seen before the objects were loaded, and only those."""
    with transaction.atomic():
        for ids in _batches(hidden):
            Hidden.objects.filter(id__in=ids).delete()
        for ids in _batches(pending):
            Pending.objects.filter(id__in=ids).delete()


def _clear_parts(collection: str) -> None:
    """Take away the rows of parts of which nothing is pending any more.

    The rows are read first: what is pending with a row that is seen, is seen too.
    """
    parts = dict(
        Hidden.objects.filter(collection=collection)
        .exclude(part="")
        .values_list("id", "pending_up_to")
    )
    if not parts:
        return
    oldest = Pending.objects.filter(collection=collection).aggregate(oldest=Min("id"))["oldest"]
    done = [pk for pk, last in parts.items() if oldest is None or (last or 0) < oldest]
    Hidden.objects.filter(id__in=done).delete()


def _batches(items: Iterable[T]) -> Iterator[list[T]]:
    rest = iter(items)
    while batch := list(islice(rest, BATCH)):
        yield batch


def run_index_job(payload: Payload) -> None:
    """Catch up, and after every batch do one of each other collection that waits.

    While a library's records come in for minutes, this job does not come to an end; a contact that was written down
    meanwhile is found after one batch all the same.
    """
    own = payload["collection"]
    while Pending.objects.filter(collection=own).exists():
        _next_batch(own)
        others = Pending.objects.exclude(collection=own).order_by("collection")
        for other in list(others.values_list("collection", flat=True).distinct()):
            try:
                _next_batch(other)
            except Exception:
                # Its own job will say so too, and is tried again; this one's work goes on.
                logger.exception("search index %s could not be brought up to date", other)


def run_check_job(_payload: Payload) -> None:
    ensure_current()
