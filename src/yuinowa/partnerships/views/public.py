"""Partnerships as everybody reads them: the list, its file, and the page of one for whoever does not follow it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from yuinowa.core.acting import actor_of
from yuinowa.core.text import clean_text, whole_number
from yuinowa.documents.csv import csv_response
from yuinowa.kernel.errors import Unreadable
from yuinowa.partnerships.domain.forms_and_zones import Form
from yuinowa.partnerships.domain.policy import MAX_SEARCH, MOST_EXPORTED
from yuinowa.partnerships.domain.public import Standing, standing_of
from yuinowa.partnerships.labels.public import FORMS, STANDINGS
from yuinowa.partnerships.models import Partnership
from yuinowa.partnerships.queries.lists import filed, listed
from yuinowa.partnerships.queries.parts import public_blocks
from yuinowa.partnerships.queries.public import Wanted, forms_among, shown, shown_rows, wanted_of
from yuinowa.partnerships.queries.reading import Reading
from yuinowa.partnerships.views.frame import frame
from yuinowa.ui.files import csv_links
from yuinowa.ui.paging import page_of
from yuinowa.ui.parts import Choice, Facet, Link


def wanted_by(request: HttpRequest) -> Wanted:
    """What the address narrows the list to.

    Raises:
        Unreadable: a value of it cannot be.
    """
    asked = request.GET
    try:
        text = clean_text(asked.get("q", ""), max_len=MAX_SEARCH, blank_ok=True)
    except ValidationError as fault:
        raise Unreadable(fault.messages[0], place="q") from fault
    form = asked.get("form", "")
    if form and form not in FORMS:
        raise Unreadable(_("There is no such form."), place="form")
    institution = asked.get("institution")
    try:
        of = None if institution is None else whole_number(institution, low=1, high=2**63 - 1)
    except ValidationError as fault:
        raise Unreadable(fault.messages[0], place="institution") from fault
    return Wanted(text, Form(form) if form else None, of)


@dataclass(frozen=True, slots=True)
class Narrowed:
    """A list as the address narrows it, how many there are, and what its page shows of the narrowing."""

    rows: QuerySet[Partnership]
    count: int
    shown: dict[str, object]


def narrowed_by(request: HttpRequest, found: QuerySet[Partnership]) -> Narrowed:
    """``found`` as the address narrows it. How many there are of each form is how many there are: both one question."""
    wanted = wanted_by(request)
    counts = forms_among(wanted_of(found, replace(wanted, form=None)))
    count = sum(n for form, n in counts if wanted.form in (None, form))
    return Narrowed(wanted_of(found, wanted), count, _shown(request, wanted, counts))


def _shown(
    request: HttpRequest, wanted: Wanted, counts: list[tuple[Form, int]]
) -> dict[str, object]:
    """What the list shows of its narrowing: the words, what else stays in the address, the forms, the file."""
    kept = {name: str(value) for name, value in request.GET.items() if name != "page"}
    rest = {name: value for name, value in kept.items() if name not in {"q", "format", "coding"}}
    choices = [
        Choice(str(FORMS[form]), _address(rest, wanted, form), count, form is wanted.form)
        for form, count in counts
    ]
    return {
        "wanted": wanted,
        "rest": rest.items(),
        "facets": [Facet(_("Form"), tuple(choices))] if choices else [],
        "downloads": csv_links(_("This list"), f"?{urlencode({**kept, 'format': 'csv'})}"),
    }


def _address(rest: dict[str, str], wanted: Wanted, form: Form) -> str:
    """The list narrowed to ``form``, or no more where it is."""
    others = {name: value for name, value in rest.items() if name != "form"}
    if wanted.text:
        others["q"] = wanted.text
    if form is not wanted.form:
        others["form"] = form.value
    return f"?{urlencode(others)}"


def as_file(request: HttpRequest, found: QuerySet[Partnership]) -> HttpResponse:
    """What everybody may read of ``found``, row by row; with an account also which of them are dormant, as far as one follows them."""
    actor = actor_of(request)
    marks = [pgettext("a partnership", "Dormant")] if actor.is_signed_in else []
    columns = [
        _("What it is called"),
        _("Institutions"),
        pgettext("a partnership", "What for"),
        _("Form"),
        _("First day"),
        _("Last day"),
        _("How far it is"),
        *marks,
        _("Page"),
    ]
    forms = {form: str(name) for form, name in FORMS.items()}
    standings = {standing: str(name) for standing, name in STANDINGS.items()}
    rows = [
        [
            row.partnership.title,
            "、".join(row.names),
            row.partnership.purpose,
            forms[Form(row.partnership.form)],
            _day(row.partnership.start_on),
            _day(row.partnership.end_on),
            standings[standing_of(row.partnership.phase)],
            *(mark if row.is_dormant else "" for mark in marks),
            f"{settings.BASE_URL}{row.partnership.get_absolute_url()}",
        ]
        for row in filed(found[:MOST_EXPORTED], actor)
    ]
    return csv_response(request, "partnerships.csv", columns, rows)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def public_list(request: HttpRequest, found: QuerySet[Partnership]) -> HttpResponse:
    """The list for visitors; ``found`` is narrowed to those under way, or over."""
    chosen = narrowed_by(request, found)
    page = page_of(request, listed(chosen.rows), count=chosen.count)
    is_over = request.GET.get("of") == "over"
    context = {
        **chosen.shown,
        "rows": page,
        "lines": shown_rows(page.object_list),
        "links": [
            Link(_("Going on"), "?", current=not is_over),
            Link(_("Over"), "?of=over", current=is_over),
        ],
        "is_over": is_over,
        "agreed": Standing.AGREED,
    }
    return render(request, "partnerships/public_list.html", context)


def public_page(request: HttpRequest, partnership: Partnership) -> HttpResponse:
    """One partnership for whoever may see it and does not follow how it goes."""
    actor = actor_of(request)
    around: dict[str, Any] = {"partnership": partnership}
    if actor.is_signed_in:
        around = frame(request, partnership, "overview")
    panels = public_blocks(Reading.of(partnership), actor)
    context = {
        **around,
        "shown": shown(partnership),
        "blocks": [render_to_string(one.template, one.context, request) for one in panels],
    }
    return render(request, "partnerships/public_detail.html", context)
