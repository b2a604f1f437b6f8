"""A search result as a file."""

from __future__ import annotations

import json
from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe

from yuinowa.core import clock, sockets
from yuinowa.core.acting import actor_of
from yuinowa.directory import queries
from yuinowa.directory.exchange import linked, rows
from yuinowa.directory.forms import SearchForm
from yuinowa.directory.models import Institution
from yuinowa.documents import xlsx
from yuinowa.documents.csv import csv_response
from yuinowa.kernel.errors import Unreadable
from yuinowa.ui.files import of_dataset


@require_safe
@conditional_page
@of_dataset("institutions")
def institution_export(request: HttpRequest) -> HttpResponse:
    """What the search of the same address finds, one row an institution (R16).

    Raises:
        Unreadable: the words cannot be searched for.
    """
    return csv_response(request, "institutions.csv", rows.heads(), rows.rows(_found(request)))


@require_safe
@conditional_page
@of_dataset("institutions")
def institution_workbook(request: HttpRequest) -> HttpResponse:
    """The same rows as XLSX.

    Raises:
        Unreadable: the words cannot be searched for.
    """
    return HttpResponse(
        rows.workbook(_found(request), title=_("Institutions"), about=_about()),
        content_type=xlsx.MEDIA_TYPE,
        headers={"Content-Disposition": 'attachment; filename="institutions.xlsx"'},
    )


@require_safe
@conditional_page
@of_dataset("institutions")
def institution_linked_list(request: HttpRequest) -> HttpResponse:
    """The same institutions as JSON-LD.

    Raises:
        Unreadable: the words cannot be searched for.
    """
    graph = [linked.institution(found) for found in _found(request)]
    said = linked.about_file(sockets.dataset("institutions").licence_url, clock.today())
    return _linked({"@context": linked.CONTEXT, **said, "@graph": graph}, "institutions.jsonld")


@require_safe
@conditional_page
def institution_linked(request: HttpRequest, pk: int) -> HttpResponse:
    """One institution as JSON-LD: the page for machines, under the same rights."""
    actor = actor_of(request)
    entry = get_object_or_404(queries.institutions_in_full(actor), pk=pk)
    said = linked.institution(queries.shown(entry, actor))
    return _linked({"@context": linked.CONTEXT, **said}, f"institution-{pk}.jsonld")


def _about() -> str:
    """What the properties of a workbook say of it: the day and the terms."""
    licence = sockets.dataset("institutions").licence
    return _("As of %(day)s. Terms: %(licence)s") % {"day": clock.today(), "licence": licence}


def _linked(document: dict[str, object], name: str) -> HttpResponse:
    return HttpResponse(
        json.dumps(document, ensure_ascii=False, indent=1),
        content_type="application/ld+json",
        headers={"Content-Disposition": f'inline; filename="{name}"'},
    )


def _found(request: HttpRequest) -> Iterable[Institution]:
    form = SearchForm(request.GET)
    if not form.is_valid():
        raise Unreadable(" ".join(map(str, form.errors["q"])), place="q")
    actor = actor_of(request)
    return queries.institutions_to_export(form.criteria(), actor)
