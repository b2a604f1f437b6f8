"""Works as linked data: schema.org words, stable addresses, numbers with their schemes, who has a copy."""

from __future__ import annotations

from typing import Any, Final

from django.conf import settings

from yuinowa.catalogue.domain.records import Accessible, Agent, Material, Record, Scheme
from yuinowa.catalogue.queries.shown import Edition, WorkShown

CONTEXT: Final = "https://schema.org/"

M = Material
#: The nearest class of schema.org; what has none is a creative work.
_TYPES: Final = {
    M.BOOK: "Book",
    M.SERIAL: "Periodical",
    M.ARTICLE: "Article",
    M.MAP: "Map",
    M.SCORE: "SheetMusic",
    M.SOUND: "AudioObject",
    M.MOVING_IMAGE: "VideoObject",
    M.STILL_IMAGE: "ImageObject",
}
_FEATURES: Final = {
    Accessible.BRAILLE: "braille",
    Accessible.LARGE_PRINT: "largePrint",
    Accessible.SIGN: "signLanguage",
    Accessible.TACTILE: "tactileGraphic",
}


def page_of(work: WorkShown) -> str:
    """The stable address of its page."""
    return f"{settings.BASE_URL}/works/{work.pk}/"


def work(shown: WorkShown) -> dict[str, Any]:
    """``shown`` as its reader may see it; what is not known is left out."""
    said = _record(shown.record) | {
        "@id": page_of(shown),
        "workExample": [_edition(shown, each) for each in shown.editions],
    }
    for of_one_edition in ("isbn", "issn", "datePublished", "bookEdition", "volumeNumber"):
        said.pop(of_one_edition, None)
    return _said(said)


def _edition(shown: WorkShown, edition: Edition) -> dict[str, Any]:
    offers = {row.institution.pk: row.institution for row in edition.held}
    return _said(
        _record(edition.record)
        | {
            "@id": f"{page_of(shown)}?edition={edition.pk}",
            "offers": [
                {
                    "@type": "Offer",
                    "businessFunction": "http://purl.org/goodrelations/v1#LeaseOut",
                    "offeredBy": {
                        "@type": "Library",
                        "@id": f"{settings.BASE_URL}{institution.get_absolute_url()}",
                        "name": institution.name,
                    },
                }
                for institution in offers.values()
            ],
        }
    )


def _record(record: Record) -> dict[str, Any]:
    return {
        "@type": _TYPES.get(record.material, "CreativeWork"),
        "name": record.title.text,
        "alternateName": [other.text for other in record.alternatives],
        "author": [_agent(agent) for agent in record.agents],
        "publisher": {"@type": "Organization", "name": record.publisher.text}
        if record.publisher.text
        else {},
        "datePublished": str(record.year) if record.year is not None else "",
        "bookEdition": record.edition,
        "volumeNumber": record.volume,
        "isbn": _values(record, Scheme.ISBN),
        "issn": _values(record, Scheme.ISSN),
        "about": [each.text for each in record.subjects],
        "inLanguage": list(record.languages),
        "accessibilityFeature": [
            _FEATURES[form] for form in record.accessible if form in _FEATURES
        ],
    }


def _values(record: Record, scheme: Scheme) -> list[str]:
    return [each.value for each in record.identifiers if each.scheme is scheme and each.is_valid]


def _agent(agent: Agent) -> dict[str, str]:
    return {"@type": "Organization" if agent.is_corporate else "Person", "name": agent.name.text}


def _said(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}
