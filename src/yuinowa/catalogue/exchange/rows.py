"""Works as a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yuinowa.catalogue.domain.records import ClassScheme, Record, Scheme
from yuinowa.catalogue.exchange.linked import page_of
from yuinowa.catalogue.labels import records as labels
from yuinowa.catalogue.queries.shown import WorkShown
from yuinowa.documents.csv import Value

HEADS: tuple[Promise | str, ...] = (
    pgettext_lazy("of a work", "Title"),
    _("Reading"),
    _("Made by"),
    _("Publisher"),
    _("First year"),
    _("Last year"),
    "ISBN",
    "NDC",
    _("Kind of material"),
    pgettext_lazy("of a work", "Language"),
    _("How many libraries"),
    _("Libraries that have it"),
    pgettext_lazy("of a work", "Page"),
)


def heads() -> list[str]:
    return [str(head) for head in HEADS]


def rows(works: Iterable[WorkShown]) -> Iterator[list[Value]]:
    """One row a work."""
    for work in works:
        record = work.record
        first, last = work.years or (None, None)
        yield [
            " : ".join(filter(None, (record.title.text, record.other_title.text))),
            record.title.kana,
            record.responsibility or "、".join(agent.name.text for agent in record.agents),
            record.publisher.text,
            first,
            last,
            "、".join(_numbers(work)),
            "、".join(each.value for each in record.classes if each.scheme is ClassScheme.NDC),
            _material(record),
            "、".join(labels.language(code) for code in record.languages),
            work.libraries,
            "、".join(str(holder.institution.name) for holder in work.holders),
            page_of(work),
        ]


def _numbers(work: WorkShown) -> list[str]:
    found = (
        each.value
        for edition in work.editions
        for each in edition.record.identifiers
        if each.scheme is Scheme.ISBN and each.is_valid
    )
    return list(dict.fromkeys(found))


def _material(record: Record) -> str:
    return str(labels.MATERIALS.get(record.material, ""))
