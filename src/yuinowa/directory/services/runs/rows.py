"""Rows of a file, many at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

from yuinowa.directory.models import ImportRun

#: So many lines are read or written with one query.
BATCH = 500
#: So often a reading job says how far it has come.
TOLD_EVERY = 1_000

T = TypeVar("T")


def batches(rows: Iterable[T]) -> Iterator[list[T]]:
    rest = iter(rows)
    while batch := list(islice(rest, BATCH)):
        yield batch


def told(run: ImportRun, rows: Iterable[T]) -> Iterator[T]:
    """``rows``; between them the run says how far the reading has come, so that a page can show it."""
    for count, row in enumerate(rows, start=1):
        yield row
        if count % TOLD_EVERY == 0:
            ImportRun.objects.filter(pk=run.pk, version=run.version).update(
                counts={**run.counts, "read": count}
            )
