"""Activities for calendar programs."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yuinowa.core import clock
from yuinowa.core.acting import actor_of
from yuinowa.core.mail import absolute
from yuinowa.core.rights import can
from yuinowa.kernel.icalendar import Entry, calendar_text
from yuinowa.partnerships.domain.activities import AHEAD, ActivityState
from yuinowa.partnerships.models import Activity
from yuinowa.partnerships.queries import activities as queries
from yuinowa.partnerships.views.frame import partnership_of


@login_required
@require_safe
def activity_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """What is ahead, for calendar programs; what was put off or given up says so, that it goes there too."""
    actor, partnership = actor_of(request), partnership_of(request, pk)
    found = queries.activities_visible_to(actor.under(partnership)).filter(partnership=partnership)
    dated = [*AHEAD, ActivityState.POSTPONED, ActivityState.CANCELLED]
    rows = found.filter(state__in=[state.value for state in dated], records=None)
    reads = can(actor, "partnership.read", partnership)
    entries = [entry for row in rows for entry in calendar_entries(row, reads=reads)]
    text = calendar_text(entries, about="activities", stamp=clock.now())
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="activities-{partnership.pk}.ics"'
    return response


def calendar_entries(row: Activity, *, reads: bool, url: str = "") -> list[Entry]:
    """The activity in a calendar; one of several days stands on its first and on its last."""
    days = [row.day] if row.last_day is None else [row.day, row.last_day]
    return [
        Entry(
            uid=f"activity-{row.pk}-{place}@yuinowa",
            day=day,
            title=row.title,
            begins=row.begins,
            ends=row.ends,
            place=row.place,
            url=absolute(url or row.get_absolute_url()),
            text=row.online if reads else "",
            is_cancelled=not row.is_ahead,
            sequence=row.version - 1,
        )
        for place, day in enumerate(days)
    ]
