"""A desk in words, as answer, page, list and file say it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from yuinowa.core import clock
from yuinowa.directory.domain.desks import REGION, Answer, Basis, Reach, area_name, is_due
from yuinowa.directory.domain.institutions import InstitutionKind
from yuinowa.directory.domain.topics import About, Topic
from yuinowa.directory.labels import KINDS
from yuinowa.directory.labels.desks import ABOUT, BASES, NATION, REGION_AREA, TOPICS
from yuinowa.directory.models import Desk


@dataclass(frozen=True, slots=True)
class Described:
    """A desk, with its codes as words."""

    desk: Desk
    topic: str
    about: str
    kinds: list[str]
    areas: list[str]
    basis: str
    #: Whether it is to be checked: never was, or long ago.
    is_due: bool
    is_over: bool


def described(desk: Desk) -> Described:
    today = clock.today()
    return Described(
        desk=desk,
        topic=str(TOPICS[Topic(desk.topic)]),
        about="" if desk.about == About.ANYTHING else str(ABOUT[About(desk.about)]),
        kinds=[str(KINDS[InstitutionKind(row.kind)]) for row in desk.kinds.all()],
        areas=[in_words(row.area) for row in desk.areas.all()] or [str(NATION)],
        basis=str(BASES[Basis(desk.basis)]),
        is_due=is_due(desk.checked_on, today),
        is_over=desk.to_day is not None and desk.to_day < today,
    )


def in_words(area: str) -> str:
    return str(REGION_AREA) if area == REGION else area_name(area)


def reasons_of(answer: Answer, *, asked: Topic) -> list[str]:
    """Why this desk and no other, a sentence for each step of the choice."""
    topic = TOPICS[answer.topic]
    if answer.topic is asked:
        found = [_("It is the desk for “%(topic)s”.") % {"topic": topic}]
    else:
        found = [
            _(
                "No desk answers “%(asked)s” by itself, so it is the one for the wider topic “%(topic)s”."
            )
            % {"asked": TOPICS[asked], "topic": topic}
        ]
    if answer.about is About.CHILDREN:
        found.append(_("It is for questions about children's books."))
    if answer.kind is not None:
        found.append(
            _("It is for institutions of your kind: %(kind)s.") % {"kind": KINDS[answer.kind]}
        )
    if answer.reach is Reach.REGION:
        found.append(_("It is for institutions that take part here."))
    elif answer.area:
        found.append(_("It is for your place: %(place)s.") % {"place": area_name(answer.area)})
    return found
