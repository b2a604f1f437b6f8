"""The catalogue as a list: words, narrowing, order, all in the address."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from yuinowa.catalogue.domain.criteria import MOST_EXPORTED, MOST_PAGED, Criteria
from yuinowa.catalogue.forms.search import DetailedForm, SearchForm
from yuinowa.catalogue.labels import records as labels
from yuinowa.catalogue.labels.search import SORTS
from yuinowa.catalogue.permissions import may_open_sources
from yuinowa.catalogue.queries import search
from yuinowa.catalogue.queries.search import Found
from yuinowa.catalogue.queries.shown import WorkShown
from yuinowa.catalogue.queries.sources import coming_in
from yuinowa.catalogue.views import record_words as words
from yuinowa.catalogue.views.narrowing import address_of, facets_of, narrowing_of
from yuinowa.core.acting import actor_of
from yuinowa.core.rights import Actor
from yuinowa.core.text import whole_number
from yuinowa.kernel.errors import InputRefused, NotFound
from yuinowa.ui.files import csv_links
from yuinowa.ui.parts import Link

ROWS_A_PAGE = 20
#: The search is narrowed to go deeper (R4).
LAST_PAGE = MOST_PAGED // ROWS_A_PAGE


@require_safe
def work_list(request: HttpRequest) -> HttpResponse:
    """What fits, twenty a page; faults of the words stand above the field."""
    form = SearchForm(request.GET)
    if not form.is_valid():
        return _faulty(request, form)
    actor = actor_of(request)
    criteria = form.criteria()
    number = _page_number(request.GET.get("page", "1"))
    offset = (number - 1) * ROWS_A_PAGE
    try:
        found = search.search_works(criteria, actor, offset=offset, size=ROWS_A_PAGE)
        instead = "" if found.total or not criteria.text else search.meant(criteria, actor)
    except InputRefused as fault:
        form.add_error("q", fault.message)
        return _faulty(request, form)
    if number > 1 and offset >= found.total:
        raise NotFound(_("The list ends before this page."))
    context = {
        "form": form,
        "criteria": criteria,
        "sorts": [(sort.value, label, sort is criteria.sort) for sort, label in SORTS.items()],
        "page_of_rows": _page(found, number),
        "rows": [_row(work) for work in found.works],
        "total": found.total,
        "facets": facets_of(criteria, found) if found.total or criteria.is_narrowed else [],
        "rough": bool(found.rough),
        "narrowing": narrowing_of(criteria, found.libraries),
        "instead": _instead(criteria, instead),
        "files": _files(criteria),
        "feed": address_of(criteria, "catalogue:work-feed"),
        "most_paged": MOST_PAGED,
        "most_exported": MOST_EXPORTED,
        "may_give": may_open_sources(actor),
        "coming": coming_in(actor),
        "ways_on": [] if found.total else _ways_on(criteria, actor),
    }
    return render(request, "catalogue/work_list.html", context)


@require_safe
def work_search(request: HttpRequest) -> HttpResponse:
    """The search with a field for each thing that may be known; it leads to the list, whose address can be kept."""
    if not request.GET:
        return render(request, "catalogue/work_search.html", {"form": DetailedForm()})
    form = DetailedForm(request.GET.dict())
    if not form.is_valid():
        return render(request, "catalogue/work_search.html", {"form": form}, status=422)
    return redirect(address_of(form.criteria()))


def _faulty(request: HttpRequest, form: SearchForm) -> HttpResponse:
    return render(request, "catalogue/work_list.html", {"form": form}, status=422)


def _page_number(asked: str) -> int:
    """The page ``asked`` for; the first one where that cannot be read."""
    try:
        return whole_number(asked, low=1, high=LAST_PAGE)
    except ValidationError:
        return 1


def _page(found: Found, number: int) -> Page[WorkShown]:
    reachable = min(found.total, LAST_PAGE * ROWS_A_PAGE)
    paginator: Paginator[WorkShown] = Paginator(range(reachable), ROWS_A_PAGE)  # type: ignore[arg-type]  # counted only
    return Page(found.works, number, paginator)


def _row(work: WorkShown) -> dict[str, object]:
    """A hit: what it is, and the nearest library that has it."""
    only = work.editions[0] if len(work.editions) == 1 else None
    nearest = work.holders[0] if work.holders else None
    held = nearest.held[0] if nearest is not None else None
    return {
        "work": work,
        "url": reverse("catalogue:work-detail", args=[work.pk]),
        "title": words.title_of(work.record),
        "volume": words.volume_of(only.record) if only else "",
        "sign": work.record.title.text[:1],
        "reading": work.record.title.kana,
        "makers": words.makers_of(work.record),
        "published": words.published(work),
        "editions": len(work.editions),
        "material": labels.MATERIALS.get(work.record.material, ""),
        "nearest": nearest,
        "use": labels.USES[held.use] if held is not None else "",
        "tone": labels.USE_TONES.get(held.use, "") if held is not None else "",
        "others": work.libraries - 1,
    }


def _instead(criteria: Criteria, text: str) -> Link | None:
    return Link(text, address_of(Criteria(text, sort=criteria.sort))) if text else None


def _files(criteria: Criteria) -> list[Link]:
    return [
        *csv_links(_("The result as a file"), address_of(criteria, "catalogue:work-export")),
        Link("RIS", address_of(criteria, "catalogue:works-ris")),
        Link("BibTeX", address_of(criteria, "catalogue:works-bibtex")),
        Link("MARC 21", address_of(criteria, "catalogue:works-marc")),
    ]


def _ways_on(criteria: Criteria, actor: Actor) -> list[Link]:
    """Where nothing fits: the same words without narrowing, if that helps, and the search with fields."""
    found = []
    if criteria.is_narrowed and (count := search.how_many(criteria.widened(), actor)):
        label = _("Take off all narrowing (%(count)d)") % {"count": count}
        found.append(Link(label, address_of(criteria.widened())))
    if not criteria.is_blank:
        found.append(Link(_("Search with several fields"), reverse("catalogue:work-search")))
    return found
