"""A search result as a file."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from yuinowa.core.rights import Actor
from yuinowa.directory import queries
from yuinowa.directory.exchange import rows
from yuinowa.directory.forms import SearchForm
from yuinowa.directory.models import Institution
from yuinowa.documents import xlsx
from yuinowa.documents.csv import csv_response
from yuinowa.kernel.errors import Unreadable


@require_safe
def institution_export(request: HttpRequest) -> HttpResponse:
    """What the search of the same address finds, one row an institution (R16).

    Raises:
        Unreadable: the words cannot be searched for.
    """
    return csv_response(request, "institutions.csv", rows.heads(), rows.rows(_found(request)))


@require_safe
def institution_workbook(request: HttpRequest) -> HttpResponse:
    """The same rows as XLSX.

    Raises:
        Unreadable: the words cannot be searched for.
    """
    return HttpResponse(
        rows.workbook(_found(request), title=_("Institutions")),
        content_type=xlsx.MEDIA_TYPE,
        headers={"Content-Disposition": 'attachment; filename="institutions.xlsx"'},
    )


def _found(request: HttpRequest) -> Iterable[Institution]:
    form = SearchForm(request.GET)
    if not form.is_valid():
        raise Unreadable(" ".join(map(str, form.errors["q"])), place="q")
    actor: Actor = request.actor  # type: ignore[attr-defined]  # set by ActorMiddleware
    return queries.institutions_to_export(form.criteria(), actor)
