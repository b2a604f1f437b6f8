"""The directory as a list: words, narrowing, order, all in the address."""

from __future__ import annotations

from dataclasses import replace

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from yuinowa.core.acting import actor_of
from yuinowa.core.rights import Actor
from yuinowa.directory import labels, queries
from yuinowa.directory.domain.criteria import Criteria, Facet, Sort
from yuinowa.directory.domain.institutions import IdentifierScheme
from yuinowa.directory.domain.policy import MOST_EXPORTED, MOST_PAGED
from yuinowa.directory.forms import SearchForm, page_number
from yuinowa.directory.models import Institution
from yuinowa.directory.permissions import may_keep_directory
from yuinowa.directory.queries import Found
from yuinowa.directory.views.narrowing import facets_of, narrowing_of
from yuinowa.directory.views.words import kinds_of, names_of, tags_of
from yuinowa.kernel.errors import InputRefused, NotFound
from yuinowa.ui.files import csv_links
from yuinowa.ui.parts import Link

ROWS_A_PAGE = 20
#: The search is narrowed to go deeper (R4).
LAST_PAGE = MOST_PAGED // ROWS_A_PAGE


@require_safe
def institution_list(request: HttpRequest) -> HttpResponse:
    """What fits, twenty a page; faults of the words stand above the field."""
    form = SearchForm(request.GET)
    if not form.is_valid():
        return _faulty(request, form)
    actor = actor_of(request)
    criteria = form.criteria()
    number = page_number(request.GET.get("page", "1"), last=LAST_PAGE)
    try:
        found = queries.search_institutions(
            criteria, actor, offset=(number - 1) * ROWS_A_PAGE, size=ROWS_A_PAGE
        )
    except InputRefused as fault:
        form.add_error("q", fault.message)
        return _faulty(request, form)
    if number > 1 and (number - 1) * ROWS_A_PAGE >= found.total:
        raise NotFound(_("The list ends before this page."))
    context = {
        "form": form,
        "search_address": reverse("directory:institution-list"),
        "criteria": criteria,
        "sorts": _sorts(criteria),
        "page_of_rows": _page(found, number),
        "rows": [_row(institution) for institution in found.institutions],
        "total": found.total,
        "facets": facets_of(criteria, found.facets),
        "narrowing": narrowing_of(criteria),
        "files": _files(criteria),
        "map_url": _map(criteria),
        "days": _days(criteria),
        "most_paged": MOST_PAGED,
        "most_exported": MOST_EXPORTED,
        "may_keep": may_keep_directory(actor),
        "ways_on": [] if found.total else _ways_on(criteria, actor),
    }
    return render(request, "directory/institution_list.html", context)


def _sorts(criteria: Criteria) -> list[tuple[str, str, bool]]:
    """The orders to choose from: value, label, whether it is chosen."""
    words = labels.SORTS if criteria.text.strip() else labels.SORTS_WITHOUT_WORDS
    return [(sort.value, str(label), sort is criteria.sort) for sort, label in words.items()]


def _faulty(request: HttpRequest, form: SearchForm) -> HttpResponse:
    context = {"form": form, "search_address": reverse("directory:institution-list")}
    return render(request, "directory/institution_list.html", context, status=422)


def _page(found: Found, number: int) -> Page[Institution]:
    reachable = min(found.total, LAST_PAGE * ROWS_A_PAGE)
    paginator: Paginator[Institution] = Paginator(range(reachable), ROWS_A_PAGE)  # type: ignore[arg-type]  # counted only
    return Page(found.institutions, number, paginator)


def _row(institution: Institution) -> dict[str, object]:
    isils = [
        identifier.value
        for identifier in institution.identifiers.all()
        if identifier.scheme == IdentifierScheme.ISIL and not identifier.former
    ]
    return {
        "institution": institution,
        "kinds": kinds_of(institution),
        "names": [name for name in names_of(institution) if name.tells_more_than(institution.name)],
        "isils": isils,
        "tags": tags_of(institution, in_list=True),
    }


def _files(criteria: Criteria) -> list[Link]:
    query = urlencode(criteria.parameters())
    text, workbook = (
        f"{reverse(f'directory:{name}')}?{query}"
        for name in ("institution-export", "institution-workbook")
    )
    return [*csv_links(_("All rows as a file"), text), Link(_("Excel"), workbook, note="XLSX")]


def _days(criteria: Criteria) -> list[Link]:
    """Programmes and services of any day, for the same places; the words are searched as of today alone."""
    places = [(Facet.PREFECTURE.value, code) for code in criteria.prefectures]
    lists = (
        (_("Programmes on another day"), "programme-list", criteria.programmes),
        (_("Services on another day"), "service-list", criteria.services),
    )
    found = []
    for label, name, codes in lists:
        query = urlencode([*(("code", code.value) for code in codes), *places])
        address = reverse(f"directory:{name}")
        found.append(Link(label, f"{address}?{query}" if query else address))
    return found


def _map(criteria: Criteria) -> str:
    query = urlencode(replace(criteria, municipalities=(), sort=Sort.RELEVANCE).parameters())
    return f"{reverse('directory:institution-map')}?{query}"


def _ways_on(criteria: Criteria, actor: Actor) -> list[Link]:
    """Where nothing fits: the same words without narrowing, if that helps, and everything."""
    address = reverse("directory:institution-list")
    found = []
    if (
        criteria.narrowing
        and criteria.text
        and (count := queries.how_many(criteria.widened(), actor))
    ):
        label = _("Take off all narrowing (%(count)d)") % {"count": count}
        found.append(Link(label, f"{address}?{urlencode(criteria.widened().parameters())}"))
    if not criteria.is_blank:
        found.append(Link(_("See all institutions"), address))
    return found
