"""Editing an entry, a section a page, and the history of its changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from yuinowa.core.acting import actor_of
from yuinowa.core.rights import Actor, require
from yuinowa.directory.domain.sections import Section, fingerprint
from yuinowa.directory.forms.days import ClosedDaysForm, ProgrammesForm, ServicesForm
from yuinowa.directory.forms.entry import (
    ChannelsForm,
    DisclosureForm,
    IdentifiersForm,
    KindsForm,
    NamesForm,
    PlaceForm,
    PostsForm,
    ProfileForm,
    SectionForm,
    UnitsForm,
)
from yuinowa.directory.forms.rows import RowsForm
from yuinowa.directory.labels.entry import SECTION_HINTS, SECTIONS
from yuinowa.directory.models import Institution
from yuinowa.directory.queries.entry import snapshot
from yuinowa.directory.queries.history import changes_of, told
from yuinowa.directory.services import entry as services
from yuinowa.directory.views.change_words import change_in_words
from yuinowa.directory.views.frame import action_of, entry_of, links_of, sections_of
from yuinowa.kernel.errors import InputRefused, NotFound, VersionMovedOn
from yuinowa.ui.paging import page_of

Save = Callable[[Any, int, Section, Actor], Institution]


@dataclass(frozen=True, slots=True)
class _Page:
    """How one section is written."""

    form: type[SectionForm | RowsForm]
    save: Save


def _save_columns(form: SectionForm, pk: int, section: Section, actor: Actor) -> Institution:
    return services.change_columns(pk, section, form.values(), seen=_seen(form), actor=actor)


def _save_kinds(form: KindsForm, pk: int, _section: Section, actor: Actor) -> Institution:
    return services.change_kinds(pk, form.chosen(), seen=_seen(form), actor=actor)


def _save_levels(form: DisclosureForm, pk: int, _section: Section, actor: Actor) -> Institution:
    return services.change_levels(pk, form.levels(), seen=_seen(form), actor=actor)


def _save_rows(form: RowsForm, pk: int, section: Section, actor: Actor) -> Institution:
    columns = form.columns() if isinstance(form, NamesForm) else None
    return services.change_rows(
        pk, section, form.found, seen=_seen(form), actor=actor, columns=columns
    )


def _seen(form: forms.Form) -> str:
    seen: str = form.cleaned_data["seen"]
    return seen


_PAGES: Mapping[Section, _Page] = {
    Section.NAMES: _Page(NamesForm, _save_rows),
    Section.KINDS: _Page(KindsForm, _save_kinds),
    Section.IDENTIFIERS: _Page(IdentifiersForm, _save_rows),
    Section.PLACE: _Page(PlaceForm, _save_columns),
    Section.CHANNELS: _Page(ChannelsForm, _save_columns),
    Section.PROFILE: _Page(ProfileForm, _save_columns),
    Section.UNITS: _Page(UnitsForm, _save_rows),
    Section.POSTS: _Page(PostsForm, _save_rows),
    Section.CLOSED_DAYS: _Page(ClosedDaysForm, _save_rows),
    Section.SERVICES: _Page(ServicesForm, _save_rows),
    Section.PROGRAMMES: _Page(ProgrammesForm, _save_rows),
    Section.DISCLOSURE: _Page(DisclosureForm, _save_levels),
}


@login_required
@require_safe
def institution_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The sections of an entry, each with what it is for."""
    actor, institution = actor_of(request), entry_of(request, pk)
    require(actor, "institution.edit", institution)
    links = {link.label: link for link in sections_of(institution, actor)}
    sections = [
        (links[str(label)], SECTION_HINTS[section])
        for section, label in SECTIONS.items()
        if str(label) in links
    ]
    context = {
        "institution": institution,
        "sections": sections,
        "links": links_of(institution, actor, "institution-edit"),
    }
    return render(request, "directory/institution_edit.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def institution_section(request: HttpRequest, pk: int, section: str) -> HttpResponse:
    """The form of one section. Whoever saves second sees what the first one changed, and keeps the own words."""
    actor, institution = actor_of(request), entry_of(request, pk)
    here = _section(section)
    require(actor, action_of(here), institution)
    page = _PAGES[here]
    if request.method != "POST":
        return _section_page(request, institution, here, _blank(page, institution, here))
    form = _bound(page, institution, here, request.POST)
    if form.is_valid():
        try:
            saved = page.save(form, institution.pk, here, actor)
        except VersionMovedOn:
            return _moved_on(request, institution, here, page)
        except InputRefused as fault:
            form.add_error(None, f"{fault.message} {fault.next_step}".strip())
        else:
            messages.success(request, _("“%(section)s” is saved.") % {"section": SECTIONS[here]})
            return redirect(saved)
    return _section_page(request, institution, here, form, status=422)


def institution_disclosure(request: HttpRequest, pk: int) -> HttpResponse:
    """What is shown to whom: an address of its own, for it has a right of its own."""
    return institution_section(request, pk, Section.DISCLOSURE.value)


def _section(name: str) -> Section:
    if name not in set(Section):
        raise NotFound("no such section")
    return Section(name)


def _choices(institution: Institution, section: Section) -> dict[str, list[tuple[Any, str]]]:
    if section not in {Section.UNITS, Section.POSTS}:
        return {}
    name = "parent_id" if section is Section.UNITS else "unit_id"
    units = [(unit.pk, unit.name) for unit in institution.units.order_by("pk")]
    return {name: [("", "----"), *units]}


def _blank(page: _Page, institution: Institution, section: Section) -> Any:
    now = snapshot(institution, section)
    initial = {**now, "seen": fingerprint(now)}
    if issubclass(page.form, RowsForm):
        rows = [page.form.as_typed(row) for row in initial.pop("rows")]
        return page.form(initial=initial, initial_rows=rows, choices=_choices(institution, section))
    return page.form(initial=initial, demo=institution.demo)


def _bound(page: _Page, institution: Institution, section: Section, data: Mapping[str, Any]) -> Any:
    if issubclass(page.form, RowsForm):
        return page.form(data, choices=_choices(institution, section))
    return page.form(data, demo=institution.demo)


def _moved_on(
    request: HttpRequest, institution: Institution, section: Section, page: _Page
) -> HttpResponse:
    """What was typed, on top of what the section says now, beside the other one's change (R31)."""
    data = request.POST.copy()
    data["seen"] = fingerprint(snapshot(institution, section))
    form = _bound(page, institution, section, data)
    latest = changes_of(institution).filter(action=f"institution.{section.value}")[:1]
    other = [change_in_words(c) for c in told(list(latest), institution, actor_of(request))]
    return _section_page(
        request, institution, section, form, moved_on=True, other=other, status=409
    )


def _section_page(
    request: HttpRequest,
    institution: Institution,
    section: Section,
    form: Any,
    *,
    status: int = 200,
    **more: object,
) -> HttpResponse:
    context = {
        "institution": institution,
        "title": SECTIONS[section],
        "hint": SECTION_HINTS[section],
        "links": sections_of(institution, actor_of(request), section),
        "form": form,
        "has_rows": isinstance(form, RowsForm),
        **more,
    }
    return render(request, "directory/institution_section.html", context, status=status)


@require_safe
def institution_history(request: HttpRequest, pk: int) -> HttpResponse:
    """Who changed what, and when."""
    actor, institution = actor_of(request), entry_of(request, pk)
    rows = page_of(request, changes_of(institution))
    context = {
        "institution": institution,
        "rows": rows,
        "changes": [change_in_words(change) for change in told(list(rows), institution, actor)],
        "links": links_of(institution, actor, "institution-history"),
    }
    return render(request, "directory/institution_history.html", context)
