"""What sides do together, to read: the list by year and state, as files and in calendars; the page of one activity."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from yuinowa.core import clock
from yuinowa.core.acting import actor_of
from yuinowa.core.rights import Actor, can
from yuinowa.documents import xlsx
from yuinowa.documents.csv import csv_response
from yuinowa.documents.xlsx import Value
from yuinowa.kernel.errors import Unreadable
from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.ledger.domain.kinds import Unit
from yuinowa.ledger.domain.privacy import is_suppressed
from yuinowa.partnerships.domain.activities import (
    ActivityKind,
    ActivityState,
    HostState,
    Participation,
)
from yuinowa.partnerships.labels import activities as words
from yuinowa.partnerships.models import Activity, ActivityHost, Partnership
from yuinowa.partnerships.queries import activities as queries
from yuinowa.partnerships.views.frame import frame, partnership_of
from yuinowa.ui.files import csv_links
from yuinowa.ui.paging import page_of
from yuinowa.ui.parts import Choice, Facet, Link, Tag

#: Rows of one file.
MOST_EXPORTED = 10_000


def activity_of(request: HttpRequest, pk: int, activity: int) -> Activity:
    """The activity of this partnership, if it may be seen; else 404."""
    found = queries.activities_visible_to(actor_of(request)).filter(partnership=pk)
    return get_object_or_404(found, pk=activity)


@login_required
@require_safe
def activity_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Activities by year and state; as CSV with ``?format=csv``, as a workbook with ``?format=xlsx``."""
    actor, partnership = actor_of(request), partnership_of(request, pk)
    all_of_it = queries.activities_visible_to(actor).filter(partnership=pk)
    year, state = _year(request), _state(request)
    in_year = queries.in_year(all_of_it, year) if year else all_of_it
    found = in_year.filter(state=state.value) if state else in_year
    reads = can(actor, "partnership.read", partnership)
    wanted = request.GET.get("format", "")
    if wanted in {"csv", "xlsx"}:
        return _as_file(request, partnership, found, wanted, reads=reads)
    page = page_of(request, found)
    context = {
        **frame(request, partnership),
        "rows": page,
        "lines": [_line(row, reads=reads) for row in page.object_list],
        "totals": queries.totals(in_year) if reads else None,
        "facets": _facets(request.GET, queries.years_of(all_of_it), queries.states_of(in_year)),
        "is_narrowed": bool(year or state),
        "reads": reads,
        "may_propose": can(actor, "partnership.write", partnership)
        and queries.may_begin(partnership),
        "files": _files(request) if page.object_list else [],
        "calendar": reverse("partnerships:activity-calendar", args=[pk]),
    }
    return render(request, "partnerships/activity_list.html", context)


def _line(row: Activity, *, reads: bool) -> dict[str, object]:
    state = ActivityState(row.state)
    return {
        "activity": row,
        "kind": words.KINDS[ActivityKind(row.kind)],
        "tags": [Tag(str(words.STATES[state]), words.TONES.get(state, ""))],
        "hosts": queries.host_names(row),
        "people": _people(row, reads=reads),
    }


def _people(row: Activity, *, reads: bool) -> dict[str, object]:
    """How many took part, as the reader may know it: beyond the sides small numbers are not told (R42)."""
    count = row.participants
    is_hidden = count is not None and not reads and is_suppressed(Unit.PERSON, count)
    return {"count": None if is_hidden else count, "is_few": is_hidden}


def _facets(
    asked: QueryDict, years: Sequence[FiscalYear], states: dict[ActivityState, int]
) -> list[Facet]:
    """Narrowing by fiscal year and by state; what is chosen already is taken off again."""

    def choice(name: str, value: str, label: str, count: int | None) -> Choice:
        query = asked.copy()
        for gone in ("page", "format"):
            query.pop(gone, None)
        is_chosen = query.get(name) == value
        query.pop(name, None)
        if not is_chosen:
            query[name] = value
        return Choice(label, f"?{query.urlencode()}", count, is_chosen)

    return [
        Facet(
            _("Fiscal year"),
            tuple(choice("year", str(year.start_year), year.label, None) for year in years),
        ),
        Facet(
            _("How it stands"),
            tuple(
                choice("state", state.value, str(words.STATES[state]), n)
                for state, n in states.items()
            ),
        ),
    ]


def _year(request: HttpRequest) -> FiscalYear | None:
    given = request.GET.get("year", "")
    if given.isascii() and given.isdigit() and len(given) == 4 and 1950 <= int(given) <= 2100:
        return FiscalYear(int(given))
    if given:
        raise Unreadable(_("This is no fiscal year."), place="year")
    return None


def _state(request: HttpRequest) -> ActivityState | None:
    given = request.GET.get("state", "")
    if given and given not in tuple(ActivityState):
        raise Unreadable(_("The list has no such part."), place="state")
    return ActivityState(given) if given else None


def _files(request: HttpRequest) -> list[Link]:
    def address(form: str) -> str:
        query = request.GET.copy()
        query.pop("page", None)
        query["format"] = form
        return f"?{query.urlencode()}"

    return [*csv_links(_("This list as a file"), address("csv")), Link("Excel", address("xlsx"))]


def _as_file(
    request: HttpRequest,
    partnership: Partnership,
    found: QuerySet[Activity],
    wanted: str,
    *,
    reads: bool,
) -> HttpResponse:
    columns = [
        _("Day"),
        _("Last day"),
        _("Fiscal year"),
        pgettext("an activity", "What it is called"),
        _("Kind of activity"),
        _("In what residents take part"),
        _("How it stands"),
        _("Hosts"),
        _("Where it is"),
        _("How many took part"),
        _("Of them children"),
        _("Of them adults"),
        _("Of them residents who helped"),
        *((_("Staff of the hosts"), _("Paid by the hosts, in yen")) if reads else ()),
        _("Reason"),
    ]
    rows = [_cells(row, reads=reads) for row in found[:MOST_EXPORTED]]
    name = f"activities-{partnership.pk}"
    if wanted == "csv":
        return csv_response(request, f"{name}.csv", columns, rows)
    title = pgettext("of a partnership", "Activities")
    content = xlsx.workbook_bytes([xlsx.Table(title, columns, rows)], title=partnership.title)
    response = HttpResponse(content, content_type=xlsx.MEDIA_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response


def _cells(row: Activity, *, reads: bool) -> list[Value]:
    people = _people(row, reads=reads)
    is_few = bool(people["is_few"])
    hosts = [host for host in row.hosts.all() if host.hosts]
    own: list[Value] = [_sum(hosts, "staff"), _sum(hosts, "cost_yen")] if reads else []
    return [
        row.day.isoformat(),
        row.last_day.isoformat() if row.last_day else "",
        FiscalYear.of(row.day).start_year,
        row.title,
        str(words.KINDS[ActivityKind(row.kind)]),
        str(words.PARTICIPATIONS[Participation(row.participation)]),
        str(words.STATES[ActivityState(row.state)]),
        "、".join(queries.host_names(row)),
        row.place,
        _("fewer than 10") if is_few else row.participants,
        *(None if is_few or not reads else n for n in (row.children, row.adults, row.helpers)),
        *own,
        row.reason,
    ]


def _sum(hosts: Sequence[ActivityHost], name: str) -> int | None:
    """The sum over the hosts; nothing, while one of them has not told it (I30)."""
    told = [getattr(host, name) for host in hosts]
    return None if None in told or not told else sum(told)


@login_required
@require_safe
def activity_detail(request: HttpRequest, pk: int, activity: int) -> HttpResponse:
    """One activity: when, where, who hosts it, what came of it, what each side says, every version."""
    actor, partnership = actor_of(request), partnership_of(request, pk)
    found = activity_of(request, pk, activity)
    reads = can(actor, "partnership.read", partnership)
    state = ActivityState(found.state)
    own = queries.own_host(found, actor)
    context = {
        **frame(request, partnership),
        "activity": found,
        "kind": words.KINDS[ActivityKind(found.kind)],
        "participation": words.PARTICIPATIONS[Participation(found.participation)],
        "tags": [Tag(str(words.STATES[state]), words.TONES.get(state, ""))],
        "reads": reads,
        "people": _people(found, reads=reads),
        "hosts": [_host(row) for row in queries.named(found, reads=reads)],
        "records": list(queries.records_of(found)) if reads else [],
        "is_over": found.days.end < clock.today(),
        "has_come": found.days.end <= clock.today(),
        "year": FiscalYear.of(found.day),
        **_may(actor, partnership, found, own),
    }
    return render(request, "partnerships/activity_detail.html", context)


def _host(row: ActivityHost) -> dict[str, object]:
    state = HostState(row.state)
    tone = {HostState.ASKED: "care", HostState.AGREED: "good"}.get(state, "")
    return {"row": row, "tags": [Tag(str(words.HOST_STATES[state]), tone)]}


def _may(
    actor: Actor, partnership: Partnership, activity: Activity, own: ActivityHost | None
) -> dict[str, object]:
    writes = can(actor, "activity.write", activity)
    goes_on = not partnership.is_over
    is_settled = not any(row.is_asked for row in activity.hosts.all())
    is_open = activity.is_ahead or activity.is_postponed
    return {
        "own": own,
        "may_write": writes,
        "may_plan": writes and queries.may_begin(partnership),
        "is_settled": is_settled,
        "may_answer": goes_on
        and is_open
        and own is not None
        and can(actor, "activity.host", activity),
        "may_tell": activity.is_held and own is not None and can(actor, "activity.tell", activity),
    }
