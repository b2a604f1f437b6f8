"""How many institutions there are where: a map, the same as a table, and as a file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe

from yuinowa.core.acting import actor_of
from yuinowa.directory import queries
from yuinowa.directory.domain.criteria import Criteria, Facet, Sort
from yuinowa.directory.domain.places import PREFECTURES, municipalities_of, prefecture_name
from yuinowa.directory.domain.shapes import outlines_of
from yuinowa.directory.forms import SearchForm
from yuinowa.directory.views.narrowing import facets_of, narrowing_of
from yuinowa.documents import maps
from yuinowa.documents.csv import csv_response
from yuinowa.kernel.errors import InputRefused, Unreadable
from yuinowa.ui.files import csv_links
from yuinowa.ui.parts import Link


@dataclass(frozen=True, slots=True)
class _Row:
    """One area: where its map or list opens, and the list of those that were counted; both only above zero."""

    code: str
    name: str
    count: int
    url: str = ""
    list_url: str = ""


@require_safe
def institution_map(request: HttpRequest) -> HttpResponse:
    """Japan by prefectures, or with one prefecture chosen its municipalities."""
    form = SearchForm(request.GET)
    if not form.is_valid():
        return _faulty(request, form)
    criteria = _criteria(form)
    try:
        counted = queries.count_by_place(criteria, actor_of(request))
    except InputRefused as fault:
        form.add_error("q", fault.message)
        return _faulty(request, form)
    prefecture = _prefecture(criteria)
    rows = _rows(criteria, counted.counts)
    address = reverse("directory:institution-map")
    drawn = outlines_of(prefecture).areas
    context = {
        "form": form,
        "criteria": criteria,
        "search_address": address,
        "prefecture": prefecture_name(prefecture),
        "whole": _address(address, replace(criteria, prefectures=())),
        "drawing": _drawing(prefecture, rows),
        "legend": list(_legend()),
        "rows": rows,
        "without_outline": [row.name for row in rows if row.code not in drawn],
        "elsewhere": counted.elsewhere,
        "total": counted.total,
        "list_url": _address(reverse("directory:institution-list"), criteria),
        "facets": facets_of(
            criteria, counted.facets, address=address, facets=(Facet.MEMBER, Facet.KIND)
        ),
        "narrowing": narrowing_of(criteria, address=address),
        "files": _files(criteria),
    }
    return render(request, "directory/institution_map.html", context)


@require_safe
@conditional_page
def institution_map_export(request: HttpRequest) -> HttpResponse:
    """The table of the same address as CSV.

    Raises:
        Unreadable: the words cannot be searched for.
    """
    form = SearchForm(request.GET)
    if not form.is_valid():
        raise Unreadable(" ".join(map(str, form.errors["q"])), place="q")
    criteria = _criteria(form)
    counted = queries.count_by_place(criteria, actor_of(request))
    rows = [(row.code, row.name, row.count) for row in _rows(criteria, counted.counts)]
    rows.append(("", _("Place not known"), counted.elsewhere))
    heads = (_("Code"), _("Area"), _("Institutions"))
    return csv_response(request, "institutions-by-place.csv", heads, rows)


def _faulty(request: HttpRequest, form: SearchForm) -> HttpResponse:
    context = {"form": form, "search_address": reverse("directory:institution-map")}
    return render(request, "directory/institution_map.html", context, status=422)


def _criteria(form: SearchForm) -> Criteria:
    """What is counted: one prefecture at most, and no order."""
    criteria = form.criteria()
    one = criteria.prefectures if len(criteria.prefectures) == 1 else ()
    return replace(criteria, prefectures=one, municipalities=(), sort=Sort.RELEVANCE)


def _prefecture(criteria: Criteria) -> str:
    return criteria.prefectures[0] if criteria.prefectures else ""


def _address(address: str, criteria: Criteria) -> str:
    query = urlencode(criteria.parameters())
    return f"{address}?{query}" if query else address


def _rows(criteria: Criteria, counts: dict[str, int]) -> list[_Row]:
    """Every area by its official code, which goes from north to south."""
    listed, mapped = (reverse(f"directory:institution-{name}") for name in ("list", "map"))
    prefecture = _prefecture(criteria)
    names = (
        {place.code: place.name for place in municipalities_of(prefecture)}
        if prefecture
        else PREFECTURES
    )
    rows = []
    for code, name in names.items():
        count = counts.get(code, 0)
        if not count:
            rows.append(_Row(code, name, 0))
        elif prefecture:
            there = _address(listed, replace(criteria, municipalities=(code,)))
            rows.append(_Row(code, name, count, there, there))
        else:
            inside = replace(criteria, prefectures=(code,))
            rows.append(_Row(code, name, count, _address(mapped, inside), _address(listed, inside)))
    return rows


def _drawing(prefecture: str, rows: list[_Row]) -> SafeString:
    outlines = outlines_of(prefecture)
    areas = [
        maps.Area(
            maps.Shape(*outlines.areas[row.code]),
            row.count,
            f"{row.count:,}" if row.count else "",
            _("%(area)s: %(count)d institutions") % {"area": row.name, "count": row.count},
            row.url,
        )
        for row in rows
        if row.code in outlines.areas
    ]
    listed = {row.code for row in rows}
    areas += [
        maps.Area(maps.Shape(*outline), 0, "", _("Northern Territories"))
        for code, outline in outlines.areas.items()
        if code not in listed
    ]
    if prefecture:
        title = _("Map of %(prefecture)s by municipality") % {
            "prefecture": prefecture_name(prefecture)
        }
        about = _("Each municipality opens the list of its institutions.")
    else:
        title = _("Map of Japan by prefecture")
        about = _(
            "Each prefecture opens the map of its municipalities. Okinawa and Amami are drawn in the upper left corner."
        )
    return maps.area_map(areas, outlines.box, title=title, description=about)


def _legend() -> Iterator[tuple[SafeString, str]]:
    """Each step of color and what it means."""
    for step, (low, following) in enumerate(zip_longest(maps.STEPS, maps.STEPS[1:])):
        if following is None:
            words = _("%(low)d or more") % {"low": low}
        elif low:
            words = _("%(low)d to %(high)d") % {"low": low, "high": following - 1}
        else:
            words = _("None")
        yield maps.swatch(step), words


def _files(criteria: Criteria) -> list[Link]:
    address = _address(reverse("directory:institution-map-export"), criteria)
    return csv_links(_("This table as a file"), address)
