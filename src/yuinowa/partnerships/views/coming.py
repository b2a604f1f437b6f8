"""What comes, for everybody: one list across the region, as a file and in calendars."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from yuinowa.core import clock
from yuinowa.core.acting import actor_of
from yuinowa.core.mail import absolute
from yuinowa.core.text import clean_text, whole_number
from yuinowa.directory.queries import institutions_visible_to
from yuinowa.documents.csv import csv_response
from yuinowa.kernel.errors import Unreadable
from yuinowa.kernel.icalendar import calendar_text
from yuinowa.partnerships.domain.activities import (
    DAYS_AHEAD,
    DAYS_BACK,
    ActivityState,
)
from yuinowa.partnerships.domain.policy import MAX_SEARCH, MOST_EXPORTED
from yuinowa.partnerships.labels.public import TOLD_STATES
from yuinowa.partnerships.models import Activity
from yuinowa.partnerships.queries.coming import Coming, coming, places_among, told_rows, url_for
from yuinowa.partnerships.views.activity_calendar import calendar_entries
from yuinowa.ui.files import csv_links
from yuinowa.ui.paging import page_of
from yuinowa.ui.parts import Choice, Facet

if TYPE_CHECKING:
    from yuinowa.directory.models import Institution


@require_safe
def coming_list(request: HttpRequest) -> HttpResponse:
    """What comes, narrowed by the address: ``from`` a day, a ``place``, an ``institution``; ``?format=csv``."""
    actor, wanted = actor_of(request), _wanted(request)
    found = coming(actor, wanted)
    if request.GET.get("format") == "csv":
        return _as_file(request, found)
    page = page_of(request, found)
    host = _host(request, wanted)
    context = {
        "rows": page,
        "lines": told_rows(page.object_list, actor),
        "wanted": wanted,
        "today": clock.today(),
        "host": host,
        "facets": _facets(request, wanted),
        "downloads": csv_links(_("This list"), _address(request, format="csv")),
        "calendar": f"{reverse('partnerships:coming-calendar')}{_address(request)}",
        "all_hosts": _address(request, institution=None),
    }
    return render(request, "partnerships/coming_list.html", context)


@require_safe
def coming_calendar(request: HttpRequest) -> HttpResponse:
    """The same for calendar programs; what was put off or given up says so, that it goes there too."""
    actor = actor_of(request)
    found = coming(actor, _wanted(request))[:MOST_EXPORTED]
    entries = [
        entry
        for row in found
        for entry in calendar_entries(row, reads=False, url=url_for(row, actor))
    ]
    text = calendar_text(entries, about="coming activities", stamp=clock.now())
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="activities.ics"'
    return response


def _wanted(request: HttpRequest) -> Coming:
    """What the address narrows the list to.

    Raises:
        Unreadable: a value of it cannot be.
    """
    asked = request.GET
    try:
        place = clean_text(asked.get("place", ""), max_len=MAX_SEARCH, blank_ok=True)
    except ValidationError as fault:
        raise Unreadable(fault.messages[0], place="place") from fault
    given = asked.get("institution")
    try:
        institution = None if given is None else whole_number(given, low=1, high=2**63 - 1)
    except ValidationError as fault:
        raise Unreadable(fault.messages[0], place="institution") from fault
    return Coming(_since(asked.get("from", "")), place, institution)


def _since(given: str) -> date:
    """The day from which on; today where none is given."""
    today = clock.today()
    if not given:
        return today
    try:
        day = date.fromisoformat(given)
    except ValueError as fault:
        raise Unreadable(_("Write the day like 2027-04-01."), place="from") from fault
    if not today - timedelta(days=DAYS_BACK) <= day <= today + timedelta(days=DAYS_AHEAD):
        raise Unreadable(_("This day is too far away. Check the year."), place="from")
    return day


def _host(request: HttpRequest, wanted: Coming) -> Institution | None:
    """The institution to whose activities the list is narrowed; 404 where it may not be seen."""
    if wanted.institution is None:
        return None
    return get_object_or_404(institutions_visible_to(actor_of(request)), pk=wanted.institution)


def _facets(request: HttpRequest, wanted: Coming) -> list[Facet]:
    everywhere = coming(actor_of(request), Coming(wanted.since, "", wanted.institution))
    choices = tuple(
        Choice(
            name,
            _address(request, place=None if name == wanted.place else name),
            count,
            name == wanted.place,
        )
        for name, count in places_among(everywhere)
    )
    return [Facet(pgettext("a place", "Municipality"), choices)] if choices else []


def _address(request: HttpRequest, **changes: str | None) -> str:
    """This list with other narrowings; from its first page."""
    query = request.GET.copy()
    for name in ("page", "format", "coding"):
        query.pop(name, None)
    for name, value in changes.items():
        query.pop(name, None)
        if value is not None:
            query[name] = value
    return f"?{query.urlencode()}"


def _as_file(request: HttpRequest, found: QuerySet[Activity]) -> HttpResponse:
    columns = [
        _("Day"),
        _("Last day"),
        _("Begins"),
        _("Ends"),
        pgettext("an activity", "What it is called"),
        _("How it stands"),
        _("Hosts"),
        _("Where it is"),
        _("Page"),
    ]
    rows = [
        [
            row.activity.day.isoformat(),
            row.activity.last_day.isoformat() if row.activity.last_day else "",
            f"{row.activity.begins:%H:%M}" if row.activity.begins else "",
            f"{row.activity.ends:%H:%M}" if row.activity.ends else "",
            row.activity.title,
            str(TOLD_STATES[ActivityState(row.activity.state)]),
            "、".join(row.hosts),
            row.activity.place,
            absolute(row.url),
        ]
        for row in told_rows(found[:MOST_EXPORTED], actor_of(request))
    ]
    return csv_response(request, "activities.csv", columns, rows)
