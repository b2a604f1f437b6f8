"""What hosts tell everybody of what they do together: what comes, what was held lately; by place, institution and day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from yuinowa.core.rights import Actor
from yuinowa.partnerships.domain.activities import ActivityState, HostState
from yuinowa.partnerships.domain.policy import LATELY_DAYS
from yuinowa.partnerships.labels.activities import TONES
from yuinowa.partnerships.labels.public import TOLD_STATES
from yuinowa.partnerships.models import Activity, ActivityHost
from yuinowa.partnerships.queries.activities import activities_visible_to, host_names
from yuinowa.ui.parts import Tag

S = ActivityState
#: What was announced and then put off or given up stays in the list, and says so: somebody may have noted the day.
_TOLD = [state.value for state in (S.ANNOUNCED, S.POSTPONED, S.CANCELLED)]


@dataclass(frozen=True, slots=True)
class Coming:
    """What a list of coming activities is narrowed to: from which day on, by municipality, by host (its id)."""

    since: date
    place: str = ""
    institution: int | None = None

    def __bool__(self) -> bool:
        return bool(self.place or self.institution)


@dataclass(frozen=True, slots=True)
class Told:
    """One activity as everybody reads it who may see it."""

    activity: Activity
    hosts: list[str]
    tags: list[Tag]
    #: Its own page; for visitors its place among what its partnership tells everybody.
    url: str


def told_rows(activities: Iterable[Activity], actor: Actor) -> list[Told]:
    """``activities`` as others read them; of what comes or was held its heading says enough."""
    return [
        Told(row, host_names(row), _tags(S(row.state)), url_for(row, actor)) for row in activities
    ]


def url_for(activity: Activity, actor: Actor) -> str:
    if actor.is_signed_in:
        return activity.get_absolute_url()
    return f"{activity.partnership.get_absolute_url()}#activity-{activity.pk}"


def _tags(state: ActivityState) -> list[Tag]:
    return (
        []
        if state in (S.ANNOUNCED, S.HELD)
        else [Tag(str(TOLD_STATES[state]), TONES.get(state, ""))]
    )


def coming(actor: Actor, wanted: Coming) -> QuerySet[Activity]:
    """What was announced beyond the sides and is not over on the day wanted, the nearest first."""
    found = _told_beyond(actor).filter(
        Q(day__gte=wanted.since) | Q(last_day__gte=wanted.since),
        announced_at__isnull=False,
        state__in=_TOLD,
        # Taken back after it was written down: it had come, and is no news any more.
        records=None,
    )
    return _of(found, wanted).order_by("day", "begins", "pk")


def held_lately(actor: Actor, wanted: Coming) -> QuerySet[Activity]:
    """What was held in the last half year before the day wanted, the latest first."""
    since = wanted.since - timedelta(days=LATELY_DAYS)
    found = _told_beyond(actor).filter(state=S.HELD.value, day__gte=since)
    return _of(found, wanted)


def _told_beyond(actor: Actor) -> QuerySet[Activity]:
    """What its hosts show beyond the sides, as far as the actor may see it."""
    return activities_visible_to(actor).filter(is_open=True)


def _of(found: QuerySet[Activity], wanted: Coming) -> QuerySet[Activity]:
    hosts = ActivityHost.objects.filter(activity=OuterRef("pk"), state=HostState.AGREED.value)
    if wanted.place:
        found = found.filter(
            Exists(hosts.filter(party__institution__municipality_name=wanted.place))
        )
    if wanted.institution is not None:
        found = found.filter(Exists(hosts.filter(party__institution=wanted.institution)))
    return found


def places_among(found: QuerySet[Activity]) -> list[tuple[str, int]]:
    """The municipalities of the hosts of ``found``, and how many activities each has; one question."""
    name = "party__institution__municipality_name"
    rows = (
        ActivityHost.objects.filter(
            activity__in=found.order_by().values("pk"), state=HostState.AGREED.value
        )
        .exclude(**{name: ""})
        .values_list(name)
        .annotate(n=Count("activity", distinct=True))
        .order_by("-n", name)
    )
    return list(rows)


def list_of(institution: int) -> str:
    """The address of the list of what ``institution`` hosts."""
    return f"{reverse('partnerships:coming-list')}?institution={institution}"
