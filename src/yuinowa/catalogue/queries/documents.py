"""What the search index knows of works. A deed that changes one calls ``search.index.touch``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from yuinowa.catalogue.domain.document import (
    LANGUAGE,
    TEXTS,
    TREES,
    Facet,
    Holder,
    Number,
    document_of,
    found_of,
)
from yuinowa.catalogue.domain.packing import unpacked
from yuinowa.catalogue.domain.records import Record
from yuinowa.catalogue.models import Item, SourceRecord, Work
from yuinowa.core.rights import Level
from yuinowa.search.index import Collection, Document

#: Facets of more works than this are estimated from a draw: 6,000 to 12,000 of them.
MOST_COUNTED = 40_000
#: The name of the collection, for ``search.index.touch`` and ``hide``.
WORKS = "works"


def collection() -> Collection:
    return Collection(
        name=WORKS,
        load=documents_of,
        ids=all_ids,
        texts=TEXTS,
        facets=tuple(Facet),
        trees=TREES,
        numbers=tuple(Number),
        language=LANGUAGE,
        is_weighed=True,
        most_counted=MOST_COUNTED,
    )


def all_ids() -> Iterable[int]:
    """The works that everybody finds."""
    return Work.objects.filter(is_shown=True).order_by("pk").values_list("pk", flat=True).iterator()


def documents_of(ids: Sequence[int]) -> Iterator[Document]:
    """The documents of those of ``ids`` that are shown: what their shown records say, and who has them."""
    records, sources = _records_of(ids)
    holders = _holders_of(ids)
    for work, said in records.items():
        found = found_of(work, said, holders.get(work, ()), level=Level.PUBLIC)
        yield replace(document_of(found), parts=[part_of(source) for source in sources[work]])


def part_of(source: int) -> str:
    """The name under which a document says that a record of the source of this number is in it."""
    return f"source:{source}"


def _records_of(ids: Sequence[int]) -> tuple[dict[int, list[Record]], dict[int, set[int]]]:
    """The shown records of each work, the most trusted first, and the sources they are of."""
    rows = (
        SourceRecord.objects.filter(
            manifestation__work__in=ids,
            manifestation__work__is_shown=True,
            is_deleted=False,
            source__level=Level.PUBLIC.value,
        )
        .order_by("-source__trust", "pk")
        .values_list("manifestation__work_id", "source_id", "understood")
    )
    found: dict[int, list[Record]] = {}
    sources: dict[int, set[int]] = {}
    for work, source, understood in rows:
        found.setdefault(work, []).append(unpacked(understood))
        sources.setdefault(work, set()).add(source)
    return found, sources


def _holders_of(ids: Sequence[int]) -> dict[int, list[Holder]]:
    """Who has a thing of each work; a record without any says that its library has it."""
    shown = {
        "manifestation__work__in": ids,
        "is_deleted": False,
        "source__level": Level.PUBLIC.value,
    }
    by_record = SourceRecord.objects.filter(**shown, items=None).values_list(
        "manifestation__work_id",
        "source__owner_id",
        "source__owner__prefecture",
        "source__owner__municipality",
    )
    by_item = Item.objects.filter(**{f"record__{name}": value for name, value in shown.items()})
    rows = by_item.values_list(
        "record__manifestation__work_id",
        "institution_id",
        "institution__prefecture",
        "institution__municipality",
    ).distinct()
    found: dict[int, list[Holder]] = {}
    for work, institution, prefecture, municipality in (*by_record.distinct(), *rows):
        areas = tuple(filter(None, (prefecture, municipality)))
        found.setdefault(work, []).append(Holder(institution, areas))
    return found
