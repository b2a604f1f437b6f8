"""Pages of those who watch: the audit trail, who read whose data, what the nightly job erased."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from yuinowa.accounts import services
from yuinowa.accounts.domain.reading import Reading
from yuinowa.accounts.forms.trail import AskedForm, TrailForm
from yuinowa.accounts.permissions import WATCHERS, may_read_disclosures, may_read_trail
from yuinowa.accounts.queries import trail as queries
from yuinowa.accounts.queries.trail import Asked
from yuinowa.core import clock, rights
from yuinowa.core.acting import actor_of
from yuinowa.core.models import AuditRow
from yuinowa.core.rights import Actor
from yuinowa.documents.csv import csv_response
from yuinowa.kernel.errors import InputRefused, NotAllowed
from yuinowa.ui.paging import page_of

MOST_EXPORTED = 50_000
#: How far back the leak report looks where no day is asked for.
LOOKS_BACK = timedelta(days=30)


def _trail_reader(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    if not may_read_trail(actor):
        raise NotAllowed("the audit trail is for auditors")
    return actor


def _asked(form: AskedForm) -> Asked:
    """What the address asks; a file has no page on which a fault could stand."""
    if not form.is_valid():
        raise InputRefused(" ".join(str(e[0]) for e in form.errors.values()))
    return form.asked()


@never_cache
@login_required
@require_safe
def trail(request: HttpRequest) -> HttpResponse:
    """The chains the actor may read, by day, action and institution."""
    actor = _trail_reader(request)
    form = TrailForm(request.GET, institutions=queries.chains() if actor.region else [])
    context: dict[str, object] = {"form": form}
    if form.is_valid():
        rows = page_of(request, queries.narrowed(queries.trail_visible_to(actor), form.asked()))
        context |= {"rows": rows, "lines": queries.lines(rows)}
    services.note_reading(Reading.TRAIL, actor.institution, actor=actor)
    return render(request, "accounts/trail.html", context, status=422 if form.errors else 200)


@never_cache
@login_required
@require_safe
def trail_export(request: HttpRequest) -> HttpResponse:
    """The same rows as a file; asks for a fresh sign-in and leaves a row."""
    actor = _trail_reader(request)
    rights.require_fresh(actor)
    form = TrailForm(request.GET, institutions=queries.chains() if actor.region else [])
    rows = queries.narrowed(queries.trail_visible_to(actor), _asked(form))
    services.note_reading(Reading.TRAIL_EXPORT, actor.institution, actor=actor)
    return _file(request, "audit-trail.csv", rows)


def _disclosure_reader(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    if not may_read_disclosures(actor):
        raise NotAllowed("who read whose data is for the region's administrators and auditors")
    return actor


def _with_days(asked: Asked) -> Asked:
    since = clock.today() - LOOKS_BACK
    return Asked(asked.from_day or since, asked.to_day, asked.institution)


@never_cache
@login_required
@require_safe
def disclosures(request: HttpRequest) -> HttpResponse:
    """Who read or exported which persons' data, when (R43)."""
    actor = _disclosure_reader(request)
    form = AskedForm(request.GET, institutions=queries.chains())
    context: dict[str, object] = {"form": form}
    if form.is_valid():
        asked = _with_days(form.asked())
        rows = page_of(request, queries.narrowed(queries.disclosures_visible_to(actor), asked))
        context |= {
            "asked": asked,
            "rows": rows,
            "lines": queries.lines(rows, with_persons=True),
        }
    services.note_reading(Reading.DISCLOSURES, None, actor=actor)
    return render(request, "accounts/disclosures.html", context, status=422 if form.errors else 200)


@never_cache
@login_required
@require_safe
def disclosures_export(request: HttpRequest) -> HttpResponse:
    """The leak report as a file."""
    actor = _disclosure_reader(request)
    rights.require_fresh(actor)
    form = AskedForm(request.GET, institutions=queries.chains())
    asked = _with_days(_asked(form))
    rows = queries.narrowed(queries.disclosures_visible_to(actor), asked)
    services.note_reading(Reading.DISCLOSURES_EXPORT, None, actor=actor)
    return _file(request, "disclosures.csv", rows, with_persons=True)


def _file(
    request: HttpRequest, name: str, rows: QuerySet[AuditRow], *, with_persons: bool = False
) -> HttpResponse:
    """Column names in English, as in every file; the persons seen as ids."""
    columns = ["at", "who", "action", "object", "request"]
    columns += ["person", "persons_seen"] if with_persons else []
    found = list(rows[:MOST_EXPORTED])
    written = []
    for row, line in zip(found, queries.lines(found, with_persons=with_persons), strict=True):
        cells = [row.at.isoformat(), line.who, row.action, line.object, row.request_id]
        if with_persons:
            cells += [line.person, " ".join(map(str, (row.after or {}).get("persons", ())))]
        written.append(cells)
    return csv_response(request, name, columns, written)


@never_cache
@login_required
@require_safe
def erasures(request: HttpRequest) -> HttpResponse:
    """What the nightly job erased, by run and table (R41)."""
    actor = actor_of(request)
    if not actor.has(*WATCHERS):
        raise NotAllowed("what was erased is for operators and auditors")
    rows = page_of(request, queries.erasures())
    return render(request, "accounts/erasures.html", {"rows": rows})
