"""Whether everybody finds a work, and telling the search."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db import transaction
from django.db.models import Exists, OuterRef

from yuinowa.catalogue.models import Source, SourceRecord, Work
from yuinowa.catalogue.queries.documents import WORKS, part_of
from yuinowa.core.rights import Level
from yuinowa.search import index

#: So many works are looked at with one query.
BATCH = 1_000


def _shown_records() -> Exists:
    return Exists(
        SourceRecord.objects.filter(
            manifestation__work=OuterRef("pk"),
            is_deleted=False,
            source__level=Level.PUBLIC.value,
        )
    )


@transaction.atomic
def works_changed(ids: Iterable[int]) -> None:
    """Records of these works came, changed or went: say anew whether they are shown, and have them searched so.

    A work that nobody finds any more is hidden from this commit on (R20).
    """
    for batch in _batches(sorted(set(ids))):
        gone = _settled(batch)
        index.touch(WORKS, batch)
        index.hide_all(WORKS, gone)


def _settled(batch: Collection[int]) -> set[int]:
    """Have the works say whether they are shown; those that no longer are."""
    works = Work.objects.filter(pk__in=batch)
    seen = set(works.filter(_shown_records(), moved_to=None).values_list("pk", flat=True))
    before = set(works.filter(is_shown=True).values_list("pk", flat=True))
    Work.objects.filter(pk__in=seen - before).update(is_shown=True)
    Work.objects.filter(pk__in=before - seen).update(is_shown=False)
    return before - seen


@transaction.atomic
def show_works_of(source: Source) -> None:
    """The source is shown or no longer shown: its works follow.

    Taken out of sight they are hidden by their source: one row, however many there are. What others
    hold too is found again when its document says so without these records.
    """
    works = (
        SourceRecord.objects.filter(source=source, is_deleted=False)
        .values_list("manifestation__work", flat=True)
        .distinct()
    )
    ids = list(works.order_by("manifestation__work"))
    if source.level == Level.PUBLIC:
        works_changed(ids)
        return
    for batch in _batches(ids):
        _settled(batch)
    index.hide_part(WORKS, part_of(source.pk), ids)


def _batches(ids: Collection[int]) -> Iterable[list[int]]:
    every = list(ids)
    return (every[at : at + BATCH] for at in range(0, len(every), BATCH))
