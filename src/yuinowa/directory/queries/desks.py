"""Doors to desks, and the one desk that answers a question."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from yuinowa.core import clock
from yuinowa.core.rights import Actor, visible_to
from yuinowa.directory.domain.desks import CHECK_AFTER_DAYS, Answer, Asker, Rule, who_answers
from yuinowa.directory.domain.institutions import LIVING, InstitutionKind
from yuinowa.directory.domain.topics import About, Topic, ways_up
from yuinowa.directory.models import Desk, Institution
from yuinowa.directory.queries.institutions import institutions_visible_to


def desks_visible_to(actor: Actor) -> QuerySet[Desk]:
    """Desks the actor may see, with institution, kinds and areas."""
    found = Desk.objects.select_related("institution").prefetch_related("kinds", "areas")
    return visible_to(actor, found)


def open_on(desks: QuerySet[Desk], day: date) -> QuerySet[Desk]:
    """The desks that are there on ``day``."""
    return desks.filter(
        Q(from_day=None) | Q(from_day__lte=day), Q(to_day=None) | Q(to_day__gte=day)
    )


def living(desks: QuerySet[Desk]) -> QuerySet[Desk]:
    """The desks of institutions that are still there."""
    return desks.filter(institution__status__in=[status.value for status in LIVING])


def to_be_checked(desks: QuerySet[Desk], today: date) -> QuerySet[Desk]:
    """The open desks that were never checked, or long ago."""
    limit = today - timedelta(days=CHECK_AFTER_DAYS)
    return living(open_on(desks, today)).filter(Q(checked_on=None) | Q(checked_on__lte=limit))


def rule_of(desk: Desk) -> Rule:
    """For what and whom ``desk`` answers, as the pure rules read it."""
    return Rule(
        desk=desk.pk,
        topic=Topic(desk.topic),
        about=About(desk.about),
        kinds=frozenset(InstitutionKind(row.kind) for row in desk.kinds.all()),
        areas=frozenset(row.area for row in desk.areas.all()),
        from_day=desk.from_day,
        to_day=desk.to_day,
    )


def asker_of(institution: Institution) -> Asker:
    """An institution as somebody who asks."""
    return Asker(
        kinds=frozenset(InstitutionKind(row.kind) for row in institution.kinds.all()),
        prefecture=institution.prefecture,
        municipality=institution.municipality,
        member=institution.member,
    )


@dataclass(frozen=True, slots=True)
class Found:
    """The desk and why it; both empty where nobody answers, and then the office is where to go on."""

    desk: Desk | None
    answer: Answer | None
    office: Institution | None


def desk_for(topic: Topic, asker: Asker, actor: Actor, *, about: About = About.ANYTHING) -> Found:
    """The one desk that ``asker`` asks about ``topic``, among those ``actor`` may see."""
    candidates = living(desks_visible_to(actor)).filter(topic__in=list(ways_up(topic)))
    by_id = {desk.pk: desk for desk in candidates}
    answer = who_answers(map(rule_of, by_id.values()), topic, asker, about=about, day=clock.today())
    if answer is not None:
        return Found(by_id[answer.desk], answer, None)
    office = institutions_visible_to(actor).filter(region_office=True).first()
    return Found(None, None, office)
