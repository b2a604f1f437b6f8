"""The deeds of a year that an officer links to a project: searched, narrowed, in pages, as a file."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_safe

from yuinowa.core.acting import actor_of
from yuinowa.core.rights import require
from yuinowa.core.text import has_refused_character
from yuinowa.documents.csv import csv_response
from yuinowa.kernel.errors import InputRefused, NotFound
from yuinowa.ledger.labels import kind_order, kind_word, unit_word
from yuinowa.plans import queries
from yuinowa.plans.models import Project
from yuinowa.plans.queries import evidence
from yuinowa.plans.queries.evidence import Asked, Evidence
from yuinowa.plans.services.partners import link_evidence
from yuinowa.plans.views.frame import frame
from yuinowa.ui.files import csv_links
from yuinowa.ui.paging import page_of
from yuinowa.ui.parts import Choice, Facet
from yuinowa.ui.words import number, short_day

MOST_EXPORTED = 10_000
#: As long as words to search for may be (R5), and as the ledger's names of deeds are.
_WORDS, _SOURCE = 100, 120


def shown(row: Evidence) -> dict[str, Any]:
    """A deed as a table prints it."""
    entry = row.entry
    sides = [one.name for one in (entry.giver, entry.receiver) if one is not None]
    return {
        "source": entry.source,
        "day": short_day(entry.day_from),
        "kind": kind_word(entry.kind),
        "between": " → ".join(sides),
        "quantity": f"{number(entry.quantity)}{unit_word(entry.kind, entry.unit)}",
        "is_linked": row.is_linked,
        "elsewhere": row.elsewhere,
    }


def project_to_link(request: HttpRequest, pk: int, key: str) -> Project:
    """The project whose partners and deeds the actor links, or 404 whether it is hidden or missing."""
    actor = actor_of(request)
    project = get_object_or_404(queries.projects_visible_to(actor), plan=pk, key=key)
    require(actor, "plan.edit", project.plan)
    return project


def _in_year(request: HttpRequest, pk: int, key: str, year: int) -> Project:
    project = project_to_link(request, pk, key)
    if not project.plan.first_year <= year <= project.plan.last_year:
        raise NotFound(_("%(year)s lies outside the plan.") % {"year": year})
    return project


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def project_evidence(request: HttpRequest, pk: int, key: str, year: int) -> HttpResponse:
    """The deeds of a year, those behind the project marked; a page of them is saved at a time."""
    actor, project, asked = actor_of(request), _in_year(request, pk, key, year), _asked(request)
    chosen, stood, fault = _sources(request, "deed"), _sources(request, "stood"), ""
    if request.method == "POST":
        try:
            changed = link_evidence(project.pk, year, chosen=chosen, stood=stood, actor=actor)
        except InputRefused as refused:
            fault = f"{refused.message} {refused.next_step}".strip()
        else:
            messages.success(request, _("Saved: %(count)s changed.") % {"count": changed})
            # Where only linked deeds are listed, the page one was on may be gone.
            here = request.get_full_path()
            return redirect(_address(project, year, asked) if asked.is_linked else here)
    found = page_of(request, evidence.deeds_to_link(project, year, actor, asked))
    rows = [shown(row) for row in evidence.with_projects(project, year, found)]
    for row in rows:
        row["is_checked"] = _is_checked(row, chosen, stood)
    context = {
        "project": project,
        "year": year,
        "found": found,
        "rows": rows,
        "asked": asked,
        "facets": _facets(asked, evidence.kinds_to_link(project, year, actor, asked)),
        "behind": evidence.deeds_behind(project.plan, year, actor),
        "fault": fault,
        "files": csv_links(
            _("These rows as a file"), _address(project, year, asked, "project-evidence-csv")
        ),
    }
    return render(
        request,
        "plans/project_evidence.html",
        {**frame(project.plan), **context},
        status=422 if fault else 200,
    )


def _is_checked(row: dict[str, Any], chosen: Collection[str], stood: Collection[str]) -> bool:
    """As it is linked, with what was chosen and taken off on a page that could not be saved."""
    if row["source"] in chosen:
        return True
    return row["is_linked"] and row["source"] not in stood


def _sources(request: HttpRequest, name: str) -> set[str]:
    """The deeds that were sent under ``name``; what no deed can be called is passed over (R4)."""
    sent = request.POST.getlist(name)
    return {one for one in sent if len(one) <= _SOURCE and not has_refused_character(one)}


@login_required
@require_safe
def project_evidence_csv(request: HttpRequest, pk: int, key: str, year: int) -> HttpResponse:
    """The rows of the page of the same address."""
    actor, project = actor_of(request), _in_year(request, pk, key, year)
    deeds = evidence.deeds_to_link(project, year, actor, _asked(request))[:MOST_EXPORTED]
    heads = (
        pgettext("of the ledger", "Deed"),
        _("Day"),
        _("What was done"),
        _("Giver"),
        _("Receiver"),
        _("Quantity"),
        _("Unit"),
        _("Belongs to it"),
        _("Also behind"),
    )
    lines = (
        (
            row.entry.source,
            row.entry.day_from.isoformat(),
            kind_word(row.entry.kind),
            row.entry.giver.name if row.entry.giver else "",
            row.entry.receiver.name if row.entry.receiver else "",
            row.entry.quantity,
            unit_word(row.entry.kind, row.entry.unit),
            "1" if row.is_linked else "0",
            "、".join(row.elsewhere),
        )
        for row in evidence.with_projects(project, year, deeds)
    )
    return csv_response(request, f"evidence-{key}-{year}.csv", heads, lines)


def _asked(request: HttpRequest) -> Asked:
    """What the deeds are narrowed to; unknown values find nothing or are passed over (R4)."""
    words, kind = (request.GET.get(name, "")[:_WORDS].strip() for name in ("q", "kind"))
    return Asked(words, kind, is_linked=request.GET.get("linked") == "1")


def _query(asked: Asked) -> dict[str, str]:
    query = {"q": asked.words, "kind": asked.kind, "linked": "1" if asked.is_linked else ""}
    return {name: value for name, value in query.items() if value}


def _address(project: Project, year: int, asked: Asked, page: str = "project-evidence") -> str:
    address = reverse(f"plans:{page}", args=[project.plan_id, project.key, year])
    query = _query(asked)
    return f"{address}?{urlencode(query)}" if query else address


def _facets(asked: Asked, kinds: list[tuple[str, int]]) -> list[Facet]:
    """Narrowing by kind, and to what is linked; what is chosen already is taken off again."""

    def choice(name: str, value: str, label: str, count: int | None) -> Choice:
        query = _query(asked)
        is_chosen = query.pop(name, "") == value
        url = urlencode(query if is_chosen else {**query, name: value})
        return Choice(label=label, url=f"?{url}", count=count, chosen=is_chosen)

    by_kind = sorted(kinds, key=lambda row: kind_order(row[0]))
    return [
        Facet(
            _("Kind of deed"),
            tuple(choice("kind", kind, kind_word(kind), count) for kind, count in by_kind),
        ),
        Facet(_("Only"), (choice("linked", "1", _("Behind this project"), None),)),
    ]
