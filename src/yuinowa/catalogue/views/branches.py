"""The places a source's records write: how people call them, and which institution each is."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_safe

from yuinowa.catalogue.forms.branches import BranchesForm
from yuinowa.catalogue.models import Source
from yuinowa.catalogue.queries import sources as queries
from yuinowa.catalogue.services import branches as deeds
from yuinowa.catalogue.views.sources import source_of
from yuinowa.core.acting import actor_of
from yuinowa.core.rights import can, require
from yuinowa.directory.queries import institutions_visible_to
from yuinowa.documents.csv import Value, csv_response
from yuinowa.ui.files import csv_links
from yuinowa.ui.paging import page_of

ROWS_A_PAGE = 100


def _source(request: HttpRequest, pk: int) -> Source:
    source = source_of(request, pk)
    require(actor_of(request), "source.branches", source)
    return source


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def source_branches(request: HttpRequest, pk: int) -> HttpResponse:
    """A hundred places a page; who keeps the source says what they are."""
    source, actor = _source(request, pk), actor_of(request)
    may_edit = can(actor, "source.edit", source)
    if request.method == "POST":
        require(actor, "source.edit", source)
    only_open = request.GET.get("open") == "1"
    page = page_of(request, queries.branches_of(source, only_open=only_open), size=ROWS_A_PAGE)
    form = BranchesForm(
        request.POST or None,
        branches=list(page),
        actor=actor,
        initial={"version": source.version},
    )
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            deeds.name_branches(
                source, form.meant(), version=form.cleaned_data["version"], actor=actor
            )
            messages.success(request, _("Written down. The things there are put in their place now."))  # fmt: skip
            return redirect(request.get_full_path())
    things = queries.things_at(source, [one.written for one in page])
    shown = institutions_visible_to(actor).filter(pk__in=[one.institution_id for one in page])
    links = {one.pk: one.get_absolute_url() for one in shown}
    whole, still = queries.how_many_branches(source)
    context: dict[str, Any] = {
        "source": source,
        "form": form,
        "page_of_rows": page,
        "rows": [
            {
                "branch": one,
                "things": things.get(one.written),
                "url": links.get(one.institution_id or 0, ""),
                "name": form[f"name_{one.pk}"],
                "institution": form[f"institution_{one.pk}"],
            }
            for one in page
        ],
        "whole": whole,
        "still": still,
        "only_open": only_open,
        "may_edit": may_edit,
        "files": csv_links(_("This table"), reverse("sources:source-branches-file", args=[pk])),
    }
    return render(request, "catalogue/source_branches.html", context, status=status)


@login_required
@require_safe
def branches_file(request: HttpRequest, pk: int) -> HttpResponse:
    """All places of the source as a table (R8)."""
    source = _source(request, pk)
    rows = list(queries.branches_of(source))
    things = queries.things_at(source, [one.written for one in rows])
    columns = (
        pgettext("a place, in records", "As the records write it"),
        pgettext("at a place", "Things"),
        pgettext("of a place", "Name"),
        _("Institution"),
    )
    shown = institutions_visible_to(actor_of(request))
    names = dict(
        shown.filter(pk__in={one.institution_id for one in rows}).values_list("pk", "name")
    )
    lines: list[list[Value]] = [
        [
            one.written,
            things.get(one.written),
            one.name,
            names.get(one.institution_id or 0, ""),
        ]
        for one in rows
    ]
    return csv_response(request, f"places-{source.pk}.csv", columns, lines)
