"""What the search index knows of institutions. A deed that changes one calls ``search.index.touch``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from yuinowa.core.rights import Actor, Level
from yuinowa.directory.domain.criteria import Facet, TakesPart
from yuinowa.directory.domain.institutions import Status
from yuinowa.directory.models import Institution
from yuinowa.directory.queries.shown import shown
from yuinowa.kernel.textkeys import sort_key
from yuinowa.search.index import Collection, Document

#: The name of the collection, for ``search.index.touch`` and ``hide``.
INSTITUTIONS = "institutions"

# Sources write both widths.
_LATIN = re.compile("[A-Za-zＡ-Ｚａ-ｚ]")

#: Orders the index keeps; "part" puts those that take part before the others.
BY_NAME, BY_PLACE, BY_PART = "name", "place", "part"


def load(ids: Sequence[int]) -> Iterator[Document]:
    """The documents of ``ids``, as far as the institutions exist."""
    found = Institution.objects.filter(pk__in=ids).prefetch_related(
        "kinds", "names", "identifiers", "part_levels"
    )
    # Whoever finds the entry finds it by these words: only what is shown to everybody is among them.
    return (_document(shown(institution, Actor.nobody())) for institution in found)


def all_ids() -> Iterable[int]:
    return Institution.objects.order_by("pk").values_list("pk", flat=True).iterator()


def collection() -> Collection:
    """Institutions as they can be searched."""
    return Collection(
        INSTITUTIONS,
        load=load,
        ids=all_ids,
        texts={"name": 4.0, "other": 2.0, "place": 1.0, "about": 0.5},
        facets=tuple(Facet),
        sorts=(BY_NAME, BY_PLACE, BY_PART),
    )


def _document(institution: Institution) -> Document:
    names = institution.names.all()
    readings = _written(institution.name_kana, *(name.kana for name in names))
    # The id parts equal readings, so that pages neither repeat nor lose a row.
    reading = f"{sort_key(institution.name_kana or institution.name)} {institution.pk:012}"
    part = TakesPart.of(institution.member)
    return Document(
        id=institution.pk,
        texts={
            "name": [institution.name],
            # A reading may hold Latin words, which are found as words and not by sound.
            "other": [
                *_written(institution.name_en, *(name.name for name in names)),
                *filter(_LATIN.search, readings),
            ],
            "about": _written(
                institution.mission, institution.can, institution.seeks, institution.offers
            ),
            "place": _written(institution.place),
        },
        readings=readings,
        codes=[identifier.value for identifier in institution.identifiers.all()],
        facets={
            Facet.KIND: [row.kind for row in institution.kinds.all()],
            Facet.PREFECTURE: _written(institution.prefecture),
            Facet.MEMBER: [part],
        },
        sorts={
            BY_NAME: reading,
            BY_PLACE: f"{institution.prefecture or '99'} {institution.municipality:6} {reading}",
            BY_PART: f"{0 if institution.member else 1} {reading}",
        },
        level=_level(institution),
        institution=institution.pk,
    )


def _level(institution: Institution) -> Level:
    """As far as it may be found; a candidate by itself alone."""
    if institution.status == Status.CANDIDATE:
        return Level.PRIVATE
    return Level(institution.level)


def _written(*texts: str) -> list[str]:
    return [text for text in texts if text]
