"""Who takes part in which programme, and who has which service open, on any day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe

from yuinowa.core import clock
from yuinowa.core.acting import actor_of
from yuinowa.core.rights import Actor
from yuinowa.directory import labels
from yuinowa.directory.domain.as_of import AsOf
from yuinowa.directory.domain.places import prefecture_name
from yuinowa.directory.domain.policy import MOST_EXPORTED
from yuinowa.directory.exchange import as_of as exchange
from yuinowa.directory.forms.as_of import AsOfForm
from yuinowa.directory.labels.days import PROGRAMMES
from yuinowa.directory.queries import as_of as queries
from yuinowa.documents.csv import csv_response
from yuinowa.kernel.errors import Unreadable
from yuinowa.ui.files import csv_links, of_dataset
from yuinowa.ui.paging import page_of
from yuinowa.ui.parts import Choice, Facet, Link


@dataclass(frozen=True, slots=True)
class Kind:
    """One of the two lists: its words, and who answers."""

    name: str
    words: Mapping[Any, Promise]
    rows: Callable[[AsOf, Actor], QuerySet[Any]]
    counts: Callable[[AsOf, Actor], queries.Counts]
    told: exchange.Told

    @property
    def address(self) -> str:
        return f"directory:{self.name}-list"

    @property
    def codes(self) -> list[str]:
        return [code.value for code in self.words]

    def word(self, code: str) -> str:
        return str(next(word for known, word in self.words.items() if known == code))


PROGRAMME = Kind("programme", PROGRAMMES, queries.participations_on, queries.programme_counts, exchange.PROGRAMMES)  # fmt: skip
SERVICE = Kind("service", labels.SERVICES, queries.services_on, queries.service_counts, exchange.SERVICES)  # fmt: skip


@require_safe
def programme_list(request: HttpRequest) -> HttpResponse:
    return _list(request, PROGRAMME)


@require_safe
def service_list(request: HttpRequest) -> HttpResponse:
    return _list(request, SERVICE)


@require_safe
@conditional_page
@of_dataset("programmes")
def programme_export(request: HttpRequest) -> HttpResponse:
    """The rows of the list of the same address."""
    return _export(request, PROGRAMME)


@require_safe
@conditional_page
@of_dataset("services")
def service_export(request: HttpRequest) -> HttpResponse:
    """The rows of the list of the same address."""
    return _export(request, SERVICE)


def _list(request: HttpRequest, kind: Kind) -> HttpResponse:
    form, today = AsOfForm(request.GET), clock.today()
    context = {
        "form": form,
        "kind": kind.name,
        "title": _title(kind),
        "address": reverse(kind.address),
        "pages": _pages(kind, form, today),
        "today": today,
    }
    if not form.is_valid():
        return render(request, "directory/as_of_list.html", context, status=422)
    asked, actor = form.asked(kind.codes, today), actor_of(request)
    page = page_of(request, kind.rows(asked, actor))
    counts = kind.counts(asked, actor)
    facets = [_codes(kind, asked, counts, today), _places(kind, asked, counts, today)]
    context |= {
        "asked": asked,
        "is_today": asked.day == today,
        "today_url": _address(kind, AsOf(today, asked.codes, asked.prefectures), today),
        "page_of_rows": page,
        "heads": kind.told.shown_heads(),
        "rows": [kind.told.shown(row) for row in page],
        "facets": [facet for facet in facets if facet.choices],
        "files": csv_links(_("All rows as a file"), _address(kind, asked, today, page="export")),
        "everything_url": _address(kind, AsOf(asked.day), today),
        "is_narrowed": bool(asked.codes or asked.prefectures),
    }
    return render(request, "directory/as_of_list.html", context)


def _export(request: HttpRequest, kind: Kind) -> HttpResponse:
    form = AsOfForm(request.GET)
    if not form.is_valid():
        raise Unreadable(" ".join(map(str, form.errors["on"])), place="on")
    asked = form.asked(kind.codes, clock.today())
    rows: Iterable[Any] = kind.rows(asked, actor_of(request))[:MOST_EXPORTED]
    name = f"{kind.name}s-{asked.day.isoformat()}.csv"
    return csv_response(request, name, kind.told.heads(), kind.told.rows(rows, asked.day))


def _title(kind: Kind) -> str:
    return _("Programmes taken part in") if kind is PROGRAMME else _("Services open to others")


def _pages(here: Kind, form: AsOfForm, today: date) -> list[Link]:
    """The two lists, for the same day."""
    day = (form.cleaned_data.get("on") if form.is_valid() else None) or today
    return [
        Link(_title(kind), _address(kind, AsOf(day), today), current=kind is here)
        for kind in (PROGRAMME, SERVICE)
    ]


def _codes(kind: Kind, asked: AsOf, counts: queries.Counts, today: date) -> Facet:
    label = _("Programme") if kind is PROGRAMME else _("Service")
    choices = tuple(
        Choice(
            kind.word(code),
            _address(kind, asked.toggled(code=code), today),
            count=counts.codes.get(code, 0),
            chosen=code in asked.codes,
        )
        for code in kind.codes
        if code in counts.codes or code in asked.codes
    )
    return Facet(label, choices)


def _places(kind: Kind, asked: AsOf, counts: queries.Counts, today: date) -> Facet:
    choices = tuple(
        Choice(
            prefecture_name(code),
            _address(kind, asked.toggled(prefecture=code), today),
            count=counts.prefectures.get(code, 0),
            chosen=code in asked.prefectures,
        )
        for code in sorted({*counts.prefectures, *asked.prefectures})
    )
    return Facet(_("Prefecture"), choices, is_open=bool(asked.prefectures))


def _address(kind: Kind, asked: AsOf, today: date, *, page: str = "list") -> str:
    query = urlencode(asked.parameters(today))
    address = reverse(f"directory:{kind.name}-{page}")
    return f"{address}?{query}" if query else address
