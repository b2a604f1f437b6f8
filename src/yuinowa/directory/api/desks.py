"""REST of desks: the one desk for a topic and an asker."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from yuinowa.core.acting import actor_of
from yuinowa.directory import queries
from yuinowa.directory.domain.desks import Asker, Basis
from yuinowa.directory.domain.institutions import InstitutionKind
from yuinowa.directory.domain.topics import About, Topic
from yuinowa.directory.models import Desk
from yuinowa.directory.queries.desk_words import reasons_of
from yuinowa.directory.queries.desks import Found, asker_of, desk_for

router = Router()


class AskIn(Schema):
    """The topic, and who asks: an institution, or nobody in particular."""

    topic: Topic
    about: About = About.ANYTHING
    institution: int | None = Field(
        None, ge=1, le=2**63 - 1, description="Id of the institution that asks"
    )


class DeskOut(Schema):
    """``checked_on`` is null where nobody has confirmed the desk yet."""

    id: int
    institution: int
    institution_name: str
    unit: str
    topic: Topic
    about: About
    kinds: list[InstitutionKind]
    areas: list[str]
    mail: str
    telephone: str
    url: str
    form_url: str
    procedure_url: str
    hours: str
    from_day: date | None
    to_day: date | None
    checked_on: date | None
    basis: Basis
    source: str

    @staticmethod
    def resolve_institution(desk: Desk) -> int:
        return desk.institution_id

    @staticmethod
    def resolve_institution_name(desk: Desk) -> str:
        return desk.institution.name

    @staticmethod
    def resolve_kinds(desk: Desk) -> list[str]:
        return [row.kind for row in desk.kinds.all()]

    @staticmethod
    def resolve_areas(desk: Desk) -> list[str]:
        return [row.area for row in desk.areas.all()]


class OfficeOut(Schema):
    id: int
    name: str
    telephone: str
    url: str


class AnswerOut(Schema):
    """At most one desk. Without one, ``next`` is the region office, where to go on."""

    desk: DeskOut | None
    reasons: list[str]
    next: OfficeOut | None


@router.get("", response=AnswerOut, url_name="desk-answer")
def who_to_ask(request: HttpRequest, question: Query[AskIn]) -> dict[str, object]:
    """Who is asked about ``topic``."""
    actor = actor_of(request)
    asker = Asker()
    if question.institution is not None:
        seen = queries.institutions_visible_to(actor).prefetch_related("kinds")
        asking = seen.filter(pk=question.institution).first()
        if asking is None:
            raise Http404
        asker = asker_of(asking)
    found: Found = desk_for(question.topic, asker, actor, about=question.about)
    reasons = reasons_of(found.answer, asked=question.topic) if found.answer else []
    return {"desk": found.desk, "reasons": reasons, "next": found.office}
