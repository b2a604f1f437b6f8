"""Doors to requests for support; what is counted of them by matter and year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Min, Q, QuerySet

from yuinowa.core.rights import Actor, can, visible_to
from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.relations.domain.support import ASKED, OPEN, SupportState, SupportTopic
from yuinowa.relations.models import CoveredTopic, Relation, SupportRequest

#: What is chosen for every state that is under way.
UNDER_WAY = "open"
#: So many years stand beside each other.
MOST_YEARS = 5


def requests_visible_to(actor: Actor) -> QuerySet[SupportRequest]:
    """Requests in which the actor's institution takes part, and to coordinators all; newest first, names at hand."""
    found = SupportRequest.objects.select_related("asking", "supporter", "recorded_by").only(
        *(field.name for field in SupportRequest._meta.concrete_fields),
        *("asking__name", "supporter__name", "recorded_by__name"),
    )
    return visible_to(actor, found).order_by("-asked_on", "-pk")


@dataclass(frozen=True, slots=True)
class Asked:
    """By what a list of requests is narrowed; empty is not narrowed."""

    #: ``asked`` by us, or ``given`` by us.
    side: str = ""
    #: A state, or all that are under way.
    state: str = ""
    topic: str = ""
    year: FiscalYear | None = None
    partner: int | None = None


def narrowed(
    found: QuerySet[SupportRequest], asked: Asked, actor: Actor
) -> QuerySet[SupportRequest]:
    if asked.side:
        name = "asking" if asked.side == "asked" else "supporter"
        found = found.filter(**{name: actor.institution})
    if asked.state:
        states = OPEN if asked.state == UNDER_WAY else (SupportState(asked.state),)
        found = found.filter(state__in=[state.value for state in states])
    if asked.topic:
        found = found.filter(topic=asked.topic)
    if asked.year is not None:
        found = found.filter(asked_on__range=(asked.year.start, asked.year.end))
    if asked.partner is not None:
        found = found.filter(Q(asking=asked.partner) | Q(supporter=asked.partner))
    return found


@dataclass(frozen=True, slots=True)
class Line:
    """One request as the reader sees it: its words only for the two sides."""

    request: SupportRequest
    #: Whether the reader's side gives the support; None for whoever is neither.
    gives: bool | None
    about: str

    @classmethod
    def of(cls, request: SupportRequest, actor: Actor) -> Line:
        gives = {request.supporter_id: True, request.asking_id: False}.get(actor.institution or 0)
        reads = can(actor, "supportrequest.read", request)
        return cls(request, gives, request.about if reads else "")


@dataclass(frozen=True, slots=True)
class Counted:
    """How many were asked in a year, without those taken back, and how many of them were answered."""

    year: FiscalYear
    asked: int
    done: int


def counts(
    found: QuerySet[SupportRequest], years: Sequence[FiscalYear]
) -> dict[SupportTopic, list[Counted]]:
    """Per matter and year; one question however many there are."""
    wanted: dict[str, Count] = {}
    for year in years:
        in_year = Q(asked_on__range=(year.start, year.end))
        wanted[f"asked_{year.start_year}"] = Count("pk", filter=in_year)
        wanted[f"done_{year.start_year}"] = Count(
            "pk", filter=in_year & Q(state=SupportState.DONE.value)
        )
    asked = found.filter(state__in=[state.value for state in ASKED])
    rows: dict[str, dict[str, Any]] = {
        row["topic"]: dict(row) for row in asked.order_by().values("topic").annotate(**wanted)
    }
    return {
        topic: [
            Counted(
                year,
                rows.get(topic.value, {}).get(f"asked_{year.start_year}", 0),
                rows.get(topic.value, {}).get(f"done_{year.start_year}", 0),
            )
            for year in years
        ]
        for topic in SupportTopic
    }


def years_with_requests(found: QuerySet[SupportRequest], this_year: FiscalYear) -> list[FiscalYear]:
    """This year and back to the first request, the newest first; not more than stand beside each other."""
    first = found.order_by().aggregate(first=Min("asked_on"))["first"]
    start = this_year.start_year if first is None else FiscalYear.of(first).start_year
    start = max(start, this_year.start_year - MOST_YEARS + 1)
    return [FiscalYear(year) for year in range(this_year.start_year, start - 1, -1)]


def topics_of(relation: Relation) -> list[CoveredTopic]:
    """The matters that a relation, found through a door, covers now, in the order of the standard."""
    order = {topic.value: number for number, topic in enumerate(SupportTopic)}
    return sorted(relation.topics.filter(ended_on=None), key=lambda row: order[row.topic])
