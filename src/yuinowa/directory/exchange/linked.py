"""Institutions as linked data: schema.org words, stable addresses, numbers with their schemes."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from yuinowa.directory.domain.institutions import InstitutionKind
from yuinowa.directory.domain.places import prefecture_name
from yuinowa.directory.exchange.rows import page_of
from yuinowa.directory.models import Institution

CONTEXT: Final = "https://schema.org/"

K = InstitutionKind
#: The nearest class of schema.org; what has none is an organization.
_TYPES: Final = {
    K.MUSEUM: "Museum",
    K.ARCHIVE: "ArchiveOrganization",
    K.SCHOOL: "School",
    K.COMPANY: "Corporation",
    K.BOOKSHOP: "BookStore",
    K.NPO: "NGO",
    K.ADMINISTRATION: "GovernmentOrganization",
    K.GOVERNMENT_BODY: "GovernmentOrganization",
}


def institution(seen: Institution) -> dict[str, Any]:
    """``seen`` as its reader may see it; what is not known is left out."""
    said: dict[str, Any] = {
        "@type": _types(seen),
        "@id": page_of(seen),
        "name": _names(seen),
        "alternateName": [row.name for row in seen.names.all()],
        "identifier": [
            {"@type": "PropertyValue", "propertyID": row.scheme, "value": row.value}
            for row in seen.identifiers.all()
            if row.valid and not row.former
        ],
        "address": _address(seen),
        "telephone": seen.telephone,
        "faxNumber": seen.fax,
        "url": seen.url,
        "geo": _geo(seen),
    }
    return {name: value for name, value in said.items() if value}


def about_file(licence: str, day: date) -> dict[str, Any]:
    """What a file says of itself: its terms, and the day as of which it was made."""
    return {"@type": "Dataset", "license": licence, "dateModified": day.isoformat()}


def _types(seen: Institution) -> list[str]:
    kinds = [InstitutionKind(row.kind) for row in seen.kinds.all()]
    found = ["Library" if kind.value.endswith("_library") else _TYPES.get(kind) for kind in kinds]
    return list(dict.fromkeys(filter(None, found))) or ["Organization"]


def _names(seen: Institution) -> list[dict[str, str]]:
    names = (("ja", seen.name), ("ja-Kana", seen.name_kana), ("en", seen.name_en))
    return [{"@language": language, "@value": name} for language, name in names if name]


def _address(seen: Institution) -> dict[str, str]:
    parts = {
        "addressRegion": prefecture_name(seen.prefecture),
        "addressLocality": seen.municipality_name,
        "streetAddress": seen.address,
        "postalCode": seen.postal_code,
    }
    known = {name: text for name, text in parts.items() if text}
    return {"@type": "PostalAddress", "addressCountry": "JP", **known} if known else {}


def _geo(seen: Institution) -> dict[str, Any]:
    if seen.latitude is None or seen.longitude is None:
        return {}
    return {"@type": "GeoCoordinates", "latitude": seen.latitude, "longitude": seen.longitude}
