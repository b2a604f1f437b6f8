"""REST of institutions, readable without signing in."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from django.http import Http404, HttpRequest
from ninja import Query, Router, Schema
from pydantic import AfterValidator, Field

from yuinowa.core import clock
from yuinowa.core.acting import actor_of
from yuinowa.core.text import clean_text
from yuinowa.directory import queries
from yuinowa.directory.domain.criteria import LONGEST_TEXT, Confirmed, Criteria, Facet, TakesPart
from yuinowa.directory.domain.institutions import (
    Certainty,
    IdentifierScheme,
    InstitutionKind,
    NameKind,
    Service,
    Status,
    SwitchState,
)
from yuinowa.directory.domain.places import PREFECTURES
from yuinowa.directory.domain.programmes import Programme
from yuinowa.directory.models import Institution, ServiceSwitch

router = Router()


def _known_prefecture(code: str) -> str:
    if code not in PREFECTURES:
        raise ValueError("a two-digit code from 01 to 47")
    return code


PrefectureCode = Annotated[str, AfterValidator(_known_prefecture)]


class SearchIn(Schema):
    """Words, narrowing (several values of one name: any of them) and the part wanted."""

    q: str = Field("", max_length=LONGEST_TEXT, description="Name, reading, romaji, place, ISIL")
    kind: list[InstitutionKind] = []
    prefecture: list[PrefectureCode] = []
    member: bool | None = Field(None, description="Whether it takes part in this region")
    programme: list[Programme] = Field([], description="Takes part in it today")
    service: list[Service] = Field([], description="Open to others today")
    status: list[Status] = []
    confirmed: list[Confirmed] = Field([], description="Whether within a year")
    page: int = Field(1, ge=1)
    page_size: int = Field(20, ge=1, le=100)

    def criteria(self) -> Criteria:
        part = () if self.member is None else (TakesPart.of(self.member),)
        return Criteria(
            text=clean_text(self.q, max_len=LONGEST_TEXT, blank_ok=True),
            kinds=tuple(dict.fromkeys(self.kind)),
            prefectures=tuple(dict.fromkeys(self.prefecture)),
            takes_part=part,
            programmes=tuple(dict.fromkeys(self.programme)),
            services=tuple(dict.fromkeys(self.service)),
            statuses=tuple(dict.fromkeys(self.status)),
            confirmed=tuple(dict.fromkeys(self.confirmed)),
        )


class IdentifierOut(Schema):
    """``value`` is the normal form where ``valid``, ``raw`` what the source wrote."""

    scheme: IdentifierScheme
    value: str
    raw: str
    valid: bool
    former: bool
    warnings: list[str]


class NameOut(Schema):
    kind: NameKind
    name: str
    kana: str
    until: date | None


class SwitchOut(Schema):
    service: Service
    state: SwitchState
    as_of: date
    until: date | None
    note: str
    source: str


class ParticipationOut(Schema):
    programme: Programme
    programme_class: str
    from_day: date | None
    to_day: date | None
    source: str


class SourceOut(Schema):
    """How sure it is that the source's record means this institution, and by what it was judged."""

    source: str
    external_key: str
    certainty: Certainty
    reasons: list[str]
    imported_at: datetime


class InstitutionRowOut(Schema):
    """An institution as a list tells it."""

    id: int
    name: str
    name_kana: str
    name_en: str
    kinds: list[InstitutionKind]
    prefecture: str
    municipality: str
    municipality_name: str
    status: Status
    member: bool
    demo: bool
    identifiers: list[IdentifierOut]

    @staticmethod
    def resolve_kinds(institution: Institution) -> list[str]:
        return [row.kind for row in institution.kinds.all()]


class InstitutionOut(InstitutionRowOut):
    """All that is known of an institution."""

    postal_code: str
    address: str
    telephone: str
    telephone_note: str
    fax: str
    mail: str
    url: str
    latitude: float | None
    longitude: float | None
    legal_form: str
    mission: str
    can: str
    cannot: str
    seeks: str
    offers: str
    region_office: bool
    last_confirmed: date | None
    updated_at: datetime
    names: list[NameOut]
    switches: list[SwitchOut]
    participations: list[ParticipationOut]
    sources: list[SourceOut]

    @staticmethod
    def resolve_switches(institution: Institution) -> list[ServiceSwitch]:
        return queries.current_switches(institution, clock.today())


class CountOut(Schema):
    value: str
    count: int


class InstitutionListOut(Schema):
    """A part of what was found. A facet is counted without the narrowing by itself."""

    total: int
    page: int
    page_size: int
    facets: dict[Facet, list[CountOut]]
    results: list[InstitutionRowOut]


@router.get("", response=InstitutionListOut, url_name="institution-list")
def list_institutions(request: HttpRequest, search: Query[SearchIn]) -> dict[str, object]:
    """Search the directory. Without words, those that take part come first, by reading."""
    found = queries.search_institutions(
        search.criteria(),
        actor_of(request),
        offset=(search.page - 1) * search.page_size,
        size=search.page_size,
    )
    facets = {
        facet: [{"value": value, "count": count} for value, count in counts]
        for facet, counts in found.facets.items()
    }
    return {
        "total": found.total,
        "page": search.page,
        "page_size": search.page_size,
        "facets": facets,
        "results": found.institutions,
    }


@router.get("/{int:institution_id}", response=InstitutionOut, url_name="institution-detail")
def get_institution(request: HttpRequest, institution_id: int) -> Institution:
    """One institution, with names, identifiers, switches and sources, as far as it shows them."""
    actor = actor_of(request)
    found = queries.institutions_in_full(actor).filter(pk=institution_id).first()
    if found is None:
        raise Http404
    return queries.shown(found, actor)
