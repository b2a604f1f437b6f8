"""Doors to bodies, meetings and promises, and what their pages read."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Prefetch, Q, QuerySet

from yuinowa.core import clock
from yuinowa.core.rights import Actor, visible_to
from yuinowa.governance.domain.bodies import BodyStatus, status
from yuinowa.governance.domain.meetings import TOOK_PLACE
from yuinowa.governance.domain.promises import Kept, PromiseState, kept_rate
from yuinowa.governance.models import (
    Attendance,
    Body,
    BodySide,
    Decision,
    Meeting,
    MinutesAgreement,
    Promise,
)

_SIDES = Prefetch("sides", queryset=BodySide.objects.select_related("institution"))


def bodies_visible_to(actor: Actor) -> QuerySet[Body]:
    """Bodies the actor may see, with their sides at hand."""
    return visible_to(actor, Body.objects.prefetch_related(_SIDES))


def meetings_visible_to(actor: Actor) -> QuerySet[Meeting]:
    """Meetings the actor may read, with the body and its sides at hand."""
    found = Meeting.objects.select_related("body", "called_by").prefetch_related(
        Prefetch("body__sides", queryset=BodySide.objects.select_related("institution"))
    )
    return visible_to(actor, found)


def decisions_visible_to(actor: Actor) -> QuerySet[Decision]:
    """Decisions of the meetings the actor may read."""
    return Decision.objects.filter(meeting__in=meetings_visible_to(actor))


def promises_visible_to(actor: Actor) -> QuerySet[Promise]:
    """Promises the actor may read."""
    found = Promise.objects.select_related("owner", "meeting__body")
    return visible_to(actor, found.prefetch_related("meeting__body__sides"))


def meetings_followed(body: Body, actor: Actor) -> QuerySet[Meeting]:
    """That and when ``body`` met, newest first: for its sides and for those who follow how it goes."""
    found = visible_to(actor, Meeting.objects.filter(body=body), action="meeting.follow")
    counted = found.annotate(
        decided=Count("decisions", distinct=True), present=Count("attendances", distinct=True)
    )
    return counted.order_by("-day", "-pk")


def current_sides(body: Body) -> list[BodySide]:
    """The institutions that belong to it today."""
    return [side for side in body.sides.all() if side.until is None]


def status_of(body: Body) -> BodyStatus:
    """How the body stands today."""
    has_met = Meeting.objects.filter(body=body, state__in=[s.value for s in TOOK_PLACE]).exists()
    return status(has_met=has_met, next_due=body.next_meeting_due, today=clock.today())


def last_meetings_of(
    body: Body | int, institutions: Collection[int], *, fewest: int, until: date
) -> dict[int, date]:
    """By institution: the last day up to ``until`` on which it met, with ``fewest`` of ``institutions`` there; no more than the day."""
    met = (
        Meeting.objects.filter(body=body, state__in=[s.value for s in TOOK_PLACE], day__lte=until)
        .annotate(there=Count("attendances", filter=Q(attendances__institution__in=institutions)))
        .filter(there__gte=fewest)
    )
    there = Attendance.objects.filter(
        meeting__in=met.order_by().values("pk"), institution__in=institutions
    )
    days = there.order_by().values_list("institution").annotate(latest=Max("meeting__day"))
    return dict(days)


def kept_in(body: Body | int) -> Kept | None:
    """How many of the promises made in the body were kept."""
    rows = Promise.objects.filter(meeting__body=body).values_list("state", "due")
    return kept_rate(((PromiseState(state), due) for state, due in rows), clock.today())


@dataclass(frozen=True, slots=True)
class Agreed:
    """A side that was there, and its agreement to the minutes as they are written now."""

    name: str
    agreement: MinutesAgreement | None


def agreements_of(meeting: Meeting) -> list[Agreed]:
    """By side that was there: whether it has agreed."""
    given = {
        row.institution_id: row
        for row in MinutesAgreement.objects.filter(meeting=meeting, record=meeting.record)
    }
    there = meeting.attendances.select_related("institution")
    return [Agreed(row.institution.name, given.get(row.institution_id)) for row in there]
