"""Doors to what sides do together, what the lists narrow to, and what sides are waited for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Count, Prefetch, Q, QuerySet, Sum, prefetch_related_objects
from django.urls import reverse

from yuinowa.core import clock
from yuinowa.core.rights import Actor, Role, visible_to
from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.kernel.workflow import Verb
from yuinowa.partnerships.domain.activities import AHEAD, ActivityState
from yuinowa.partnerships.domain.gates import Missing, Turn
from yuinowa.partnerships.domain.parties import PartyState
from yuinowa.partnerships.domain.phases import RESTING
from yuinowa.partnerships.labels import activities as words
from yuinowa.partnerships.models import Activity, ActivityHost, ActivityRecord, Partnership, Party
from yuinowa.partnerships.queries.parts import Requirement
from yuinowa.partnerships.queries.reading import Reading

_RECORD = Turn(
    "record-activity",
    Verb.FILL_IN,
    (Role.LEAD.value, Role.EDITOR.value, Role.ADMIN.value),
    words.THEN_RECORD,
)
#: Lines on the workspace: the latest.
MOST_LINES = 5
_HOST = Turn("host-activity", Verb.ANSWER, (Role.LEAD.value, Role.ADMIN.value), words.THEN_HOST)


def activities_visible_to(actor: Actor) -> QuerySet[Activity]:
    """Activities the actor may see, with their hosts' names at hand, the latest day first."""
    sides = Party.objects.select_related("institution")
    found = Activity.objects.select_related("partnership", "proposer").prefetch_related(
        _hosts(), Prefetch("partnership__parties", queryset=sides)
    )
    return visible_to(actor, found)


def _hosts() -> Prefetch[str]:
    found = ActivityHost.objects.select_related("party__institution").order_by("party")
    return Prefetch("hosts", queryset=found)


def with_hosts(*lists: QuerySet[Activity]) -> list[list[Activity]]:
    """Each of ``lists`` with its hosts' names and no more at hand, as short lists want them: one question for the names."""
    found = [list(rows.prefetch_related(None)) for rows in lists]
    prefetch_related_objects([row for rows in found for row in rows], _hosts())
    return found


@dataclass(frozen=True, slots=True)
class Glance:
    """What stands of activities on the workspace."""

    latest: list[Activity]
    next: Activity | None
    totals: Totals


def at_a_glance(partnership: Partnership, actor: Actor) -> Glance:
    """The latest activities and the next one that is ahead, as the actor may see them."""
    found = activities_visible_to(actor.under(partnership)).filter(partnership=partnership)
    latest, ahead = with_hosts(found[:MOST_LINES], _ahead_of(found, clock.today())[:1])
    return Glance(latest, ahead[0] if ahead else None, totals(found))


def records_of(activity: Activity) -> QuerySet[ActivityRecord]:
    """Every version of what was written down, the newest first."""
    return activity.records.select_related("written_for__institution").order_by("-number")


def in_year(found: QuerySet[Activity], year: FiscalYear) -> QuerySet[Activity]:
    """Those whose first day lies in ``year``: there the ledger counts them."""
    return found.filter(day__gte=year.start, day__lte=year.end)


def years_of(found: QuerySet[Activity]) -> list[FiscalYear]:
    """The fiscal years in which there is something, the newest first."""
    days = found.order_by().values_list("day", flat=True).distinct()
    return [
        FiscalYear(year)
        for year in sorted({FiscalYear.of(day).start_year for day in days}, reverse=True)
    ]


def states_of(found: QuerySet[Activity]) -> dict[ActivityState, int]:
    """How many there are in each state."""
    rows = found.order_by().values_list("state").annotate(n=Count("pk"))
    counts = {ActivityState(state): n for state, n in rows}
    return {state: counts[state] for state in ActivityState if state in counts}


@dataclass(frozen=True, slots=True)
class Totals:
    """What was held: how often, how many took part, how many times that was not counted."""

    held: int
    people: int
    uncounted: int


def totals(found: QuerySet[Activity]) -> Totals:
    """Sums over what was held of ``found``."""
    held = found.order_by().filter(state=ActivityState.HELD.value)
    sums = held.aggregate(
        n=Count("pk"),
        people=Sum("participants"),
        uncounted=Count("pk", filter=Q(participants=None)),
    )
    return Totals(sums["n"], sums["people"] or 0, sums["uncounted"])


def _ahead_of(found: QuerySet[Activity], today: date) -> QuerySet[Activity]:
    """Those that are ahead, the next one first."""
    ahead = found.filter(state__in=[state.value for state in AHEAD], day__gte=today)
    return ahead.order_by("day", "begins", "pk")


def named(activity: Activity, *, reads: bool) -> list[ActivityHost]:
    """Those named as hosts; who was asked, and who declined, is for the sides alone."""
    return [row for row in activity.hosts.all() if reads or row.hosts]


def host_names(activity: Activity) -> list[str]:
    """The names of those who host it."""
    return [row.party.institution.name for row in activity.hosts.all() if row.hosts]


def own_host(activity: Activity, actor: Actor) -> ActivityHost | None:
    """The row of the actor's side among those named as host."""
    own = [row for row in activity.hosts.all() if row.party.institution_id == actor.institution]
    return own[0] if own else None


# ---------------------------------------------------------------- what is waited for


def of_activities(reading: Reading) -> Iterable[Requirement]:
    """While the work goes on: what is over is written down, and whoever is named as host answers. Two questions."""
    partnership = reading.partnership
    there = {party.pk for party in reading.parties if party.has_joined}
    ahead = Activity.objects.filter(
        partnership=partnership, state__in=[state.value for state in AHEAD]
    ).order_by("day", "pk")
    hosts = ActivityHost.objects.filter(activity__in=ahead, party__in=there)
    by_activity: dict[int, list[ActivityHost]] = {}
    for row in hosts.order_by("party"):
        by_activity.setdefault(row.activity_id, []).append(row)
    recording: list[Missing] = []
    answering: list[Missing] = []
    today = clock.today()
    for activity in ahead:
        for row in by_activity.get(activity.pk, ()):
            if row.is_asked:
                answering.append(_missing(activity, row, "host", str(words.TO_HOST), _HOST))
            elif row.hosts and activity.days.end < today:
                recording.append(_missing(activity, row, "hold", str(words.TO_RECORD), _RECORD))
    if recording:
        yield Requirement(words.RULE_RECORDED, tuple(recording))
    if answering and may_begin(partnership):
        yield Requirement(words.RULE_HOSTED, tuple(answering))


def of_activities_beside(reading: Reading) -> Iterable[Requirement]:
    """Before the work, in a pause and at the end: the same is asked; it holds nothing up."""
    for rule in of_activities(reading):
        yield replace(rule, missing=tuple(replace(gap, holds=False) for gap in rule.missing))


def may_begin(partnership: Partnership) -> bool:
    """Whether activities are planned there: it is not over, does not pause and is not being closed."""
    return not partnership.is_over and partnership.phase not in RESTING


def _missing(activity: Activity, row: ActivityHost, page: str, what: str, turn: Turn) -> Missing:
    link = reverse(f"partnerships:activity-{page}", args=[activity.partnership_id, activity.pk])
    return Missing(what % {"title": activity.title}, link, row.party_id, turn)


def contexts_of(institution: int) -> list[str]:
    """The partnerships of which ``institution`` is a side, as the ledger calls them; asked as the platform sees it."""
    sides = Party.objects.filter(institution=institution, state=PartyState.JOINED.value)
    return [str(pk) for pk in sides.values_list("partnership", flat=True)]
