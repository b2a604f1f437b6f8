"""The forms and zones of one partnership: where it stands, and which form is usual where."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from yuinowa.core.acting import actor_of
from yuinowa.core.rights import require
from yuinowa.documents.csv import Value, csv_response
from yuinowa.partnerships.queries.reading import Reading
from yuinowa.partnerships.queries.zones import forms_by_zone, standing_of, zone_names
from yuinowa.partnerships.views.frame import frame, partnership_of
from yuinowa.ui.files import csv_links


@login_required
@require_safe
def zone_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The drawing, and its table of forms and zones; the table as CSV with ``?format=csv``."""
    actor, partnership = actor_of(request), partnership_of(request, pk)
    require(actor, "partnership.read", partnership)
    reading = Reading.of(partnership)
    lines = forms_by_zone(reading)
    heads = list(zone_names(reading).values())
    if request.GET.get("format") == "csv":
        columns = [_("Form"), *heads, _("This partnership")]
        rows: list[Sequence[Value]] = [
            (line.name, *(int(usual) for usual in line.usual), int(line.is_ours)) for line in lines
        ]
        return csv_response(request, f"forms-and-zones-{pk}.csv", columns, rows)
    context = {
        **frame(request, partnership),
        "standing": standing_of(reading),
        "lines": lines,
        "heads": heads,
        "downloads": csv_links(_("This table"), f"{request.path}?format=csv"),
    }
    return render(request, "partnerships/zone_detail.html", context)
