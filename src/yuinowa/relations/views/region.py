"""The region as a whole: the figures of its network, and what the sides of its relations named."""

from __future__ import annotations

from fractions import Fraction

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from yuinowa.core import clock, people
from yuinowa.core.acting import actor_of
from yuinowa.documents.csv import csv_response
from yuinowa.relations.domain.tags import SMALLEST_COUNT, TagSort
from yuinowa.relations.labels import relations as labels
from yuinowa.relations.queries.region import TagCounts, network_of_region, tag_counts
from yuinowa.ui.files import csv_links
from yuinowa.ui.parts import Figure

#: Of those who stand between others, and of those who stand alone, so many are listed.
MOST_BETWEEN, MOST_LISTED = 10, 60


@login_required
@require_safe
def region_network(request: HttpRequest) -> HttpResponse:
    """Density, centralization, parts, bridges, who stands alone; of what the reader may see."""
    actor = actor_of(request)
    found = network_of_region(actor, today=clock.today(), most=MOST_BETWEEN)
    names = people.names_of([b.person for b in found.bridges if b.person is not None])
    context = {
        "network": found,
        "figures": [
            Figure(_("Institutions"), f"{found.bodies:,}"),
            Figure(_("Ties"), f"{found.ties:,}"),
            Figure(_("Density"), _share(found.figures.density)),
            Figure(_("Centralization"), _share(found.figures.centralization)),
            Figure(_("Parts with ties"), f"{sum(len(p) > 1 for p in found.figures.parts):,}"),
        ],
        "bridges": [(b, names.get(b.person, "") if b.person else "") for b in found.bridges],
        "on_one_person": sum(bridge.on_one_person for bridge in found.bridges),
        "more_parts": found.parts_without - len(found.figures.parts),
        "alone": found.alone[:MOST_LISTED],
        "more_alone": max(len(found.alone) - MOST_LISTED, 0),
    }
    return render(request, "relations/region_network.html", context)


def _share(value: Fraction | None) -> str:
    return "－" if value is None else f"{float(value):.3f}"


@login_required
@require_safe
def region_tags(request: HttpRequest) -> HttpResponse:
    """How many sides named which reason, task, barrier and enabler; as CSV with ``?format=csv``."""
    counts = tag_counts(actor_of(request))
    if request.GET.get("format") == "csv":
        head = [_("Sort"), _("What was named"), _("Sides")]
        return csv_response(
            request,
            "relation-tags.csv",
            head,
            [[sort, tag, said] for sort, rows in _by_sort(counts) for tag, said in rows],
        )
    context = {
        "sorts": _by_sort(counts),
        "sides": counts.sides,
        "smallest": SMALLEST_COUNT,
        "files": csv_links(_("This table as a file"), "?format=csv"),
    }
    return render(request, "relations/region_tags.html", context)


def _by_sort(counts: TagCounts) -> list[tuple[str, list[tuple[str, str]]]]:
    few = _("fewer than %(n)s") % {"n": SMALLEST_COUNT}
    return [
        (
            str(labels.TAG_SORTS[sort]),
            [
                (str(labels.TAGS[row.code]), few if row.sides is None else f"{row.sides}")
                for row in counts.rows
                if row.code.sort is sort
            ],
        )
        for sort in TagSort
    ]
