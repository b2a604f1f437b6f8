"""Partnerships in which the work of our own institution hangs on one person: a work list for its administrators."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from yuinowa.core.acting import actor_of
from yuinowa.kernel.errors import NotAllowed
from yuinowa.partnerships.permissions.partnerships import counts_persons
from yuinowa.partnerships.queries import persons as queries
from yuinowa.ui.paging import page_of


@login_required
@require_safe
def one_person(request: HttpRequest) -> HttpResponse:
    """The list; it names no person and puts none before another."""
    actor = actor_of(request)
    if not counts_persons(actor):
        raise NotAllowed(_("The administrators of an institution alone read this of it."))
    lines = queries.at_work(actor)
    page = page_of(request, [line for line in lines if line.persons.is_single_point])
    context = {
        "rows": page,
        "at_work": len(lines),
        "people_url": reverse("accounts:people", args=[actor.institution]),
    }
    return render(request, "partnerships/one_person.html", context)
