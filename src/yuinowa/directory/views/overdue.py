"""For the region office: who has not confirmed its entry for more than a year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from yuinowa.core import clock
from yuinowa.core.acting import actor_of
from yuinowa.core.rights import Actor
from yuinowa.directory import labels, queries
from yuinowa.directory.domain.institutions import InstitutionKind
from yuinowa.directory.domain.places import PREFECTURES
from yuinowa.directory.domain.policy import CONFIRM_EVERY_DAYS, MOST_EXPORTED, OVERDUE_STEPS
from yuinowa.directory.models import Institution
from yuinowa.directory.permissions import may_keep_directory
from yuinowa.directory.queries.confirmation import overdue
from yuinowa.directory.views.words import kinds_of
from yuinowa.documents.csv import csv_response
from yuinowa.kernel.errors import NotAllowed
from yuinowa.ui.files import csv_links
from yuinowa.ui.paging import page_of
from yuinowa.ui.parts import Choice, Facet


@dataclass(frozen=True, slots=True)
class Line:
    institution: Institution
    kinds: list[str]
    days: int

    @classmethod
    def of(cls, institution: Institution, today: date) -> Line:
        since: date = institution.since  # type: ignore[attr-defined]  # annotated by ``overdue``
        return cls(institution, kinds_of(institution), (today - since).days - CONFIRM_EVERY_DAYS)


@login_required
@require_safe
def overdue_list(request: HttpRequest) -> HttpResponse:
    """The longest overdue first; narrowed by kind, prefecture and days."""
    asked = _asked(request)
    page = page_of(request, _found(asked, actor_of(request)))
    today = clock.today()
    context = {
        "page_of_rows": page,
        "rows": [Line.of(institution, today) for institution in page],
        "facets": _facets(asked),
        "files": csv_links(
            _("All rows as a file"), _address(asked, name="directory:overdue-export")
        ),
        "is_narrowed": bool(asked),
    }
    return render(request, "directory/overdue_list.html", context)


@login_required
@require_safe
def overdue_export(request: HttpRequest) -> HttpResponse:
    """The rows of the list of the same address."""
    found = _found(_asked(request), actor_of(request))[:MOST_EXPORTED]
    today = clock.today()
    lines = (Line.of(institution, today) for institution in found)
    heads = (_("Name"), _("Kind"), _("Place"), _("Last confirmed on"), _("Days overdue"))
    rows = (
        (
            line.institution.name,
            "・".join(line.kinds),
            line.institution.place,
            str(line.institution.last_confirmed or ""),
            line.days,
        )
        for line in lines
    )
    return csv_response(request, "overdue.csv", heads, rows)


def _asked(request: HttpRequest) -> dict[str, str]:
    """What the list is narrowed to; unknown values are passed over (R4)."""
    known = {name: values for name, (_label, values) in _choices().items()}
    given = {name: request.GET.get(name, "") for name in known}
    return {name: value for name, value in given.items() if value in known[name]}


def _found(asked: Mapping[str, str], actor: Actor) -> QuerySet[Institution]:
    if not may_keep_directory(actor):
        raise NotAllowed("the list of overdue entries is for the region office")
    seen = queries.institutions_visible_to(actor).prefetch_related("kinds")
    found = overdue(seen, clock.today(), int(asked.get("days", "0")))
    if "prefecture" in asked:
        found = found.filter(prefecture=asked["prefecture"])
    return found.filter(kinds__kind=asked["kind"]) if "kind" in asked else found


def _choices() -> dict[str, tuple[str, dict[str, str]]]:
    steps = {
        str(days): ngettext("%(days)d day and more", "%(days)d days and more", days)
        % {"days": days}
        for days in OVERDUE_STEPS
    }
    kinds = {kind.value: str(labels.KINDS[kind]) for kind in InstitutionKind}
    return {
        "days": (_("Days overdue"), steps),
        "kind": (_("Kind"), kinds),
        "prefecture": (_("Prefecture"), dict(PREFECTURES)),
    }


def _facets(asked: Mapping[str, str]) -> list[Facet]:
    return [
        Facet(
            label,
            tuple(
                Choice(
                    word,
                    _address(asked, **{name: "" if asked.get(name) == value else value}),
                    chosen=asked.get(name) == value,
                )
                for value, word in values.items()
            ),
            is_open=name in asked or name == "days",
        )
        for name, (label, values) in _choices().items()
    ]


def _address(asked: Mapping[str, str], name: str = "directory:overdue-list", **changes: str) -> str:
    query = {key: value for key, value in {**asked, **changes}.items() if value}
    return f"{reverse(name)}?{urlencode(query)}" if query else reverse(name)
