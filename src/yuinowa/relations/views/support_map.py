"""Municipalities and the six matters of support: who is helped in what, as recorded; one municipality's institutions."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from yuinowa.core import clock
from yuinowa.core.acting import actor_of
from yuinowa.documents.csv import csv_response
from yuinowa.kernel.errors import NotFound
from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.relations.domain.bases import BY_CODE, BasisCode
from yuinowa.relations.domain.support import SupportTopic
from yuinowa.relations.labels.support import SHORT_TOPICS, TOPICS
from yuinowa.relations.permissions.relations import may_count
from yuinowa.relations.queries.support_map import (
    Helped,
    PlaceRow,
    by_place,
    helped_institutions,
)
from yuinowa.ui.files import csv_links

#: So many years can be looked at, this one first.
YEARS = 5


@login_required
@require_safe
def support_coverage(request: HttpRequest) -> HttpResponse:
    """Every municipality with a library or somebody supported, as far as the reader may see; as CSV with ``?format=csv``."""
    actor, year = actor_of(request), _year(request)
    rows = by_place(helped_institutions(actor, year))
    if request.GET.get("format") == "csv":
        return _csv(request, rows, year)
    context = _frame(year) | {
        "rows": [(row, _address(row.place.key, year)) for row in rows],
        "covered": _covered(rows),
        "sees_all": may_count(actor),
        "years": [(choice, f"?year={choice.start_year}") for choice in _years()],
        "files": csv_links(
            _("This table as a file"), f"?{urlencode({'year': year.start_year, 'format': 'csv'})}"
        ),
    }
    return render(request, "relations/support_coverage.html", context)


@login_required
@require_safe
def support_place(request: HttpRequest) -> HttpResponse:
    """The institutions of one municipality: who supports them in which matter, and what they asked in the year."""
    actor, year = actor_of(request), _year(request)
    place = request.GET.get("in", "")[:60]
    found = helped_institutions(actor, year, place=place)
    if not found:
        raise NotFound(_("Nothing is recorded for this municipality."))
    context = _frame(year) | {
        "place": found[0].place,
        "rows": [(row, _cells(row, year)) for row in found],
        "back": f"{reverse('relations:support-coverage')}?year={year.start_year}",
    }
    return render(request, "relations/support_place.html", context)


def _frame(year: FiscalYear) -> dict[str, object]:
    return {
        "year": year,
        "basis": BY_CODE[BasisCode.STD_2_2_1],
        "topics": [(topic.letter, SHORT_TOPICS[topic], TOPICS[topic]) for topic in SupportTopic],
    }


def _covered(rows: Sequence[PlaceRow]) -> list[int]:
    """Per matter, and without one, in how many municipalities anything is recorded."""
    in_matters = zip(*(row.cells for row in rows), strict=True)
    return [
        *(sum(bool(cell.helped or cell.requests) for cell in cells) for cells in in_matters),
        sum(bool(row.untold) for row in rows),
    ]


def _cells(row: Helped, year: FiscalYear) -> list[tuple[list[object], int, str]]:
    """Per matter the supporters, how many requests, and where these stand."""
    return [
        (
            list(row.by_topic.get(topic, ())),
            row.requests.get(topic, 0),
            f"{reverse('relations:support-list')}?"
            + urlencode({"topic": topic.value, "year": year.start_year, "with": row.pk}),
        )
        for topic in SupportTopic
    ]


def _year(request: HttpRequest) -> FiscalYear:
    """The year asked for; without a readable one, this (R4)."""
    given = request.GET.get("year", "")
    if given.isascii() and given.isdigit() and len(given) == 4 and 1950 <= int(given) <= 2100:
        return FiscalYear(int(given))
    return FiscalYear.of(clock.today())


def _years() -> list[FiscalYear]:
    this = FiscalYear.of(clock.today()).start_year
    return [FiscalYear(this - back) for back in range(YEARS)]


def _address(key: str, year: FiscalYear) -> str:
    query = urlencode({"in": key, "year": year.start_year})
    return f"{reverse('relations:support-place')}?{query}"


def _csv(request: HttpRequest, rows: Sequence[PlaceRow], year: FiscalYear) -> HttpResponse:
    head = [_("Fiscal year"), _("Code of the municipality"), _("Municipality"), _("Institutions")]
    for topic in SupportTopic:
        said = f"{topic.letter} {SHORT_TOPICS[topic]}"
        head += [
            _("%(matter)s: institutions supported") % {"matter": said},
            _("%(matter)s: requests") % {"matter": said},
        ]
    head.append(_("Supported without a matter named"))
    lines: list[list[str | int | None]] = [
        [
            year.start_year,
            row.place.municipality,
            row.place.label,
            row.institutions,
            *(number for cell in row.cells for number in (cell.helped, cell.requests)),
            row.untold,
        ]
        for row in rows
    ]
    return csv_response(request, "support-coverage.csv", head, lines)
