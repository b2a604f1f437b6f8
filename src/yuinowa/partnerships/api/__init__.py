"""REST of partnerships: read only, what everybody reads on their pages."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema
from pydantic import Field

from yuinowa.core.acting import actor_of
from yuinowa.core.text import clean_text
from yuinowa.partnerships.domain.forms_and_zones import Form
from yuinowa.partnerships.domain.policy import MAX_SEARCH
from yuinowa.partnerships.domain.public import Standing
from yuinowa.partnerships.models import Partnership
from yuinowa.partnerships.queries.partnerships import partnerships_visible_to
from yuinowa.partnerships.queries.public import Wanted, shown, wanted_of

router = Router()


class ListQuery(Schema):
    """Words, narrowing and the part wanted."""

    q: str = Field("", max_length=MAX_SEARCH, description="Title, purpose, an institution")
    form: Form | None = None
    institution: int | None = Field(None, ge=1, le=2**63 - 1, description="A side, by its id")
    page: int = Field(1, ge=1, le=1000)
    size: int = Field(20, ge=1, le=100)

    def wanted(self) -> Wanted:
        text = clean_text(self.q, max_len=MAX_SEARCH, blank_ok=True)
        return Wanted(text, self.form, self.institution)


class SideOut(Schema):
    institution: int
    name: str


class PartnershipOut(Schema):
    id: int
    title: str
    purpose: str
    summary: str = Field(description="Words of the sides for everybody; may be empty")
    form: Form
    standing: Standing = Field(description="Whether there is an agreement, and whether it is over")
    start_on: date | None
    end_on: date | None
    sides: list[SideOut]
    url: str


class PartnershipPage(Schema):
    count: int
    page: int
    size: int
    partnerships: list[PartnershipOut]


def _out(partnership: Partnership) -> dict[str, object]:
    told = shown(partnership)
    return {
        "id": partnership.pk,
        "title": partnership.title,
        "purpose": partnership.purpose,
        "summary": partnership.public_summary,
        "form": partnership.form,
        "standing": told.standing,
        "start_on": partnership.start_on,
        "end_on": partnership.end_on,
        "sides": [
            {"institution": side.institution_id, "name": side.institution.name}
            for side in told.sides
        ],
        "url": f"{settings.BASE_URL}{partnership.get_absolute_url()}",
    }


@router.get(
    "",
    response=PartnershipPage,
    summary="Partnerships that may be seen, the last begun first",
    url_name="partnerships",
)
def partnerships(request: HttpRequest, asked: Query[ListQuery]) -> dict[str, object]:
    found = wanted_of(partnerships_visible_to(actor_of(request)), asked.wanted())
    first = (asked.page - 1) * asked.size
    return {
        "count": found.count(),
        "page": asked.page,
        "size": asked.size,
        "partnerships": [_out(row) for row in found[first : first + asked.size]],
    }


@router.get(
    "/{int:partnership_id}",
    response=PartnershipOut,
    summary="One partnership, as everybody reads it",
    url_name="partnership",
)
def partnership(request: HttpRequest, partnership_id: int) -> dict[str, object]:
    found = partnerships_visible_to(actor_of(request))
    return _out(get_object_or_404(found, pk=partnership_id))
