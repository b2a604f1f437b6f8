"""The search as others ask it: files, feeds, browsers, links from other catalogues."""

from __future__ import annotations

import json
from collections.abc import Iterable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe

from yuinowa.catalogue.domain.criteria import MOST_TOLD, Criteria, Sort, in_words
from yuinowa.catalogue.domain.openurl import asked
from yuinowa.catalogue.exchange import citations, feeds, rows
from yuinowa.catalogue.forms.search import SearchForm
from yuinowa.catalogue.queries import search
from yuinowa.catalogue.queries.shown import WorkShown
from yuinowa.catalogue.views.narrowing import address_of
from yuinowa.core.acting import actor_of
from yuinowa.documents.csv import csv_response
from yuinowa.kernel.errors import Unreadable


@require_safe
@conditional_page
def work_export(request: HttpRequest) -> HttpResponse:
    """What the search of the same address finds, one row a work (R16), up to ``MOST_EXPORTED``.

    Raises:
        Unreadable: the words cannot be searched for.
    """
    found = search.works_to_export(_criteria(request), actor_of(request))
    return csv_response(request, "works.csv", rows.heads(), rows.rows(found))


@require_safe
@conditional_page
def works_cited(request: HttpRequest, style: str) -> HttpResponse:
    """The same works for a reference manager or another catalogue, an entry for each edition.

    Raises:
        Unreadable: the words cannot be searched for.
    """
    found = search.works_to_export(_criteria(request), actor_of(request))
    return cited_file(found, style, "works")


def cited_file(works: Iterable[WorkShown], style: str, name: str) -> HttpResponse:
    """``works`` as a file in one of ``citations.STYLES``."""
    chosen = citations.STYLES[style]
    return HttpResponse(
        citations.cited(works, chosen),
        content_type=chosen.media_type,
        headers={"Content-Disposition": f'attachment; filename="{name}.{chosen.ending}"'},
    )


@require_safe
@conditional_page
def work_feed(request: HttpRequest) -> HttpResponse:
    """The same search as RSS; the newest first, unless the address says another order.

    Raises:
        Unreadable: the words cannot be searched for.
    """
    criteria = _criteria(request)
    if "sort" not in request.GET:
        criteria = criteria.sorted_by(Sort.NEWEST)
    found = search.works_to_export(criteria, actor_of(request), most=MOST_TOLD)
    title = _("Materials: %(text)s") % {"text": criteria.text} if criteria.text else _("Materials")
    return HttpResponse(
        feeds.feed(found, title=title, address=address_of(_criteria(request))),
        content_type=feeds.RSS,
    )


@require_safe
def opensearch(_request: HttpRequest) -> HttpResponse:
    """How a browser searches here."""
    return HttpResponse(feeds.opensearch(settings.REGION_NAME), content_type=feeds.OPENSEARCH)


@require_safe
def work_begun(request: HttpRequest) -> HttpResponse:
    """Titles that begin with the words typed so far, for the field and for browsers.

    Source: OpenSearch Suggestions 1.1: the words, then what is offered.

    Raises:
        Unreadable: the words cannot be searched for.
    """
    criteria = _criteria(request)
    titles = search.titles_begun(criteria, actor_of(request))
    return HttpResponse(
        json.dumps([criteria.text, titles], ensure_ascii=False), content_type=feeds.SUGGESTIONS
    )


@require_safe
def openurl(request: HttpRequest) -> HttpResponse:
    """A link from another catalogue: to the work it names, or to the search that comes nearest to it."""
    given = asked({key: request.GET.get(key, "") for key in request.GET})
    actor = actor_of(request)
    if given.number:
        only = search.the_only_work(given.number, actor)
        if only is not None:
            return redirect("catalogue:work-detail", pk=only)
        if not given.title:
            return redirect(address_of(Criteria(given.number)))
    year = given.year
    return redirect(address_of(Criteria(in_words(given.fields), first_year=year, last_year=year)))


def _criteria(request: HttpRequest) -> Criteria:
    form = SearchForm(request.GET)
    if not form.is_valid():
        raise Unreadable(" ".join(map(str, form.errors["q"])), place="q")
    return form.criteria()
