"""The public ISIL register: the list with its files, each number with its history."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe

from yuinowa.core.acting import actor_of
from yuinowa.core.rights import Actor
from yuinowa.directory import queries
from yuinowa.directory.domain.places import PREFECTURES
from yuinowa.directory.domain.register import (
    NAMES,
    EntryStatus,
    EventKind,
    Section,
    read_day,
)
from yuinowa.directory.exchange.register import written
from yuinowa.directory.forms.register import RegisterSearchForm
from yuinowa.directory.labels.isil import COLUMNS, EVENTS, SECTIONS, STATUS_TONES, STATUSES
from yuinowa.directory.models import RegisterEntry, RegisterEvent
from yuinowa.directory.permissions.register import may_apply, may_keep_register
from yuinowa.directory.queries import register
from yuinowa.directory.services.register.applications import is_agency
from yuinowa.documents.csv import MEDIA_TYPE, csv_response
from yuinowa.kernel.errors import NotFound
from yuinowa.ui.files import csv_links, of_dataset
from yuinowa.ui.paging import page_of
from yuinowa.ui.parts import Choice, Facet, Link
from yuinowa.ui.words import long_day

MOST_EXPORTED = 100_000


@dataclass(frozen=True, slots=True)
class Line:
    """An entry with its codes as words."""

    entry: RegisterEntry
    section: str
    status: str
    tone: str

    @classmethod
    def of(cls, entry: RegisterEntry) -> Line:
        status = EntryStatus(entry.status)
        return cls(
            entry,
            str(SECTIONS[Section(entry.section)]),
            str(STATUSES[status]),
            STATUS_TONES[status],
        )


@require_safe
def entry_list(request: HttpRequest) -> HttpResponse:
    """The register, by number; narrowed by words, part, prefecture and status."""
    actor = actor_of(request)
    form = RegisterSearchForm(request.GET)
    if not form.is_valid():
        return render(request, "directory/isil_list.html", {"form": form}, status=422)
    asked = form.narrowing() | ({"q": form.cleaned_data["q"]} if form.cleaned_data["q"] else {})
    page = page_of(request, _narrowed(asked, actor))
    context = {
        "form": form,
        "asked": asked,
        "page_of_rows": page,
        "rows": [Line.of(entry) for entry in page],
        "facets": _facets(asked),
        "files": csv_links(_("These rows as a file"), _address(asked, name="isil:entry-export")),
        "layouts": [
            Link(str(label), reverse("isil:register-export", args=[section.value]), note="CSV")
            for section, label in SECTIONS.items()
        ],
        "may_keep": may_keep_register(actor),
        "may_apply": may_apply(actor) and is_agency(),
    }
    return render(request, "directory/isil_list.html", context)


def _narrowed(asked: dict[str, str], actor: Actor) -> QuerySet[RegisterEntry]:
    found = register.find_entries(register.entries_visible_to(actor), asked.get("q", ""))
    if "prefecture" in asked:
        found = found.filter(prefecture=PREFECTURES[asked["prefecture"]])
    return found.filter(**{name: asked[name] for name in ("section", "status") if name in asked})


def _address(asked: dict[str, str], name: str = "isil:entry-list", **changes: str) -> str:
    query = {k: v for k, v in (asked | changes).items() if v}
    return f"{reverse(name)}?{urlencode(query)}" if query else reverse(name)


def _facets(asked: dict[str, str]) -> list[Facet]:
    words = {
        "section": (_("Part of the register"), {s.value: str(w) for s, w in SECTIONS.items()}),
        "status": (_("Status"), {s.value: str(w) for s, w in STATUSES.items()}),
        "prefecture": (_("Prefecture"), PREFECTURES),
    }
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
            is_open=name in asked or name != "prefecture",
        )
        for name, (label, values) in words.items()
    ]


@require_safe
@conditional_page
@of_dataset("isil")
def entry_export(request: HttpRequest) -> HttpResponse:
    """The rows of the list of the same address, with part and status."""
    form = RegisterSearchForm(request.GET)
    if not form.is_valid():
        raise NotFound("no such list")
    asked = form.narrowing() | {"q": form.cleaned_data["q"]}
    found = _narrowed(asked, actor_of(request))[:MOST_EXPORTED]
    head = [str(COLUMNS[name]) for name in (*NAMES, "section", "status")]
    rows = (
        [*(getattr(entry, name) for name in NAMES), line.section, line.status]
        for entry in found.iterator(chunk_size=1_000)
        for line in (Line.of(entry),)
    )
    return csv_response(request, "isil.csv", head, rows)


@require_safe
@conditional_page
@of_dataset("isil")
def register_export(_request: HttpRequest, section: Section) -> HttpResponse:
    """One part of the register in the fourteen columns of the agency's file, losing nothing."""
    rows = map(register.cells_of, register.listed(section).iterator(chunk_size=1_000))
    return HttpResponse(
        written(section, rows, head=register.head_of(section)),
        content_type=MEDIA_TYPE,
        headers={"Content-Disposition": f'attachment; filename="isil_{section.value}.csv"'},
    )


@require_safe
def entry_detail(request: HttpRequest, isil: str) -> HttpResponse:
    """One number: what the register says, what happened to it, what follows it. A former one names its successor."""
    actor = actor_of(request)
    number = register.normal(isil)
    if number != isil:
        return redirect("isil:entry-detail", isil=number, permanent=True)
    successor = register.successors_of([number]).get(number, "")
    entry = register.entries_visible_to(actor).filter(isil=number).first()
    if entry is None and not successor:
        raise NotFound("no such number")
    institution = None
    if entry is not None and entry.institution_id is not None:
        seen = queries.institutions_visible_to(actor)
        institution = seen.filter(pk=entry.institution_id).first()
    context = {
        "isil": number,
        "successor": successor,
        "line": Line.of(entry) if entry is not None else None,
        "cells": _cells(entry) if entry is not None else [],
        "formers": register.former_entries_of(entry) if entry is not None else [],
        "institution": institution,
        "events": [_event(event) for event in register.history_of(number)],
        "may_change": _may_change(entry, actor),
    }
    return render(request, "directory/isil_entry.html", context)


def _may_change(entry: RegisterEntry | None, actor: Actor) -> bool:
    return (
        entry is not None
        and is_agency()
        and may_apply(actor)
        and entry.institution_id == actor.institution
        and entry.status in register.LISTED
    )


def _cells(entry: RegisterEntry) -> list[tuple[str, str]]:
    return [
        (str(COLUMNS[name]), in_words(name, text))
        for name, text in register.cells_of(entry).items()
        if name not in {"isil", "name", "former"} and text
    ]


def _event(event: RegisterEvent) -> dict[str, object]:
    return {
        "at": event.at,
        "what": EVENTS[EventKind(event.kind)],
        "changes": [
            (str(COLUMNS[name]), in_words(name, before), in_words(name, after))
            for name, (before, after) in event.changes.items()
            if name in COLUMNS
        ],
    }


def in_words(name: str, value: str) -> str:
    """A cell as people read it: the two codes and the days have words."""
    if name in {"registered", "changed"} and (day := read_day(value)):
        return long_day(day)
    if name == "status" and value in set(EntryStatus):
        return str(STATUSES[EntryStatus(value)])
    if name == "section" and value in set(Section):
        return str(SECTIONS[Section(value)])
    return value


def entry_or_404(actor: Actor, isil: str) -> RegisterEntry:
    """The entry of a number in an address."""
    return get_object_or_404(register.entries_visible_to(actor), isil=register.normal(isil))
