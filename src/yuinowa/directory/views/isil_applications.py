"""Applications for ISILs: made by institutions, answered by the agency."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yuinowa.core import clock
from yuinowa.core.acting import actor_of
from yuinowa.core.move import buttons
from yuinowa.core.rights import Actor
from yuinowa.core.waits import open_waits
from yuinowa.directory import queries
from yuinowa.directory.domain.isil_applications import (
    ApplicationAction,
    ApplicationKind,
    ApplicationState,
)
from yuinowa.directory.domain.register import Section
from yuinowa.directory.forms.register import AbolitionForm, AnswerForm, ApplicationForm
from yuinowa.directory.labels.isil import (
    APPLICATION_ACTIONS,
    APPLICATION_KINDS,
    APPLICATION_STATES,
    COLUMNS,
    SECTIONS,
)
from yuinowa.directory.models import Institution, RegisterApplication, RegisterEntry
from yuinowa.directory.permissions.register import may_apply, may_keep_register, roles_toward
from yuinowa.directory.queries.register import applications_visible_to, cells_of
from yuinowa.directory.services.register import applications as register
from yuinowa.directory.services.register.applications import APPLIED_CELLS, Wish
from yuinowa.directory.views.isil import entry_or_404
from yuinowa.kernel.errors import AlreadyDone, InputRefused, NotAllowed, NotFound
from yuinowa.ui.paging import page_of


@login_required
@require_safe
def application_list(request: HttpRequest) -> HttpResponse:
    """The applications of the institution acted for; for the agency, all."""
    actor = actor_of(request)
    page = page_of(request, applications_visible_to(actor))
    context = {
        "page_of_rows": page,
        "rows": [
            (
                row,
                APPLICATION_KINDS[ApplicationKind(row.kind)],
                APPLICATION_STATES[ApplicationState(row.state)],
            )
            for row in page
        ],
        "may_apply": may_apply(actor) and register.is_agency(),
        "is_agency": register.is_agency(),
    }
    return render(request, "directory/isil_applications.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def application_new(request: HttpRequest) -> HttpResponse:
    return _apply(request, None)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def entry_change(request: HttpRequest, isil: str) -> HttpResponse:
    """Apply for a change of one's own entry."""
    return _apply(request, _own_entry(request, isil))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def entry_abolish(request: HttpRequest, isil: str) -> HttpResponse:
    """Apply for the abolition of one's own number."""
    entry = _own_entry(request, isil)
    form = AbolitionForm(request.POST) if request.method == "POST" else AbolitionForm()
    if request.method == "POST" and form.is_valid():
        done = _sent(request, form, form.wish(entry), form.cleaned_data["once"])
        if done is not None:
            return redirect(done)
    return _form(request, form, entry, is_abolition=True)


def _own_entry(request: HttpRequest, isil: str) -> RegisterEntry:
    actor = actor_of(request)
    entry = entry_or_404(actor, isil)
    if not may_apply(actor) or entry.institution_id != actor.institution:
        raise NotAllowed("applications are made by the institution's own administrators")
    return entry


def _apply(request: HttpRequest, entry: RegisterEntry | None) -> HttpResponse:
    actor = actor_of(request)
    if not may_apply(actor):
        raise NotAllowed("applications are made by the institution's own administrators")
    if request.method != "POST":
        return _form(
            request,
            ApplicationForm(initial=ApplicationForm.initial_of(_applicant(actor), entry)),
            entry,
        )
    form = ApplicationForm(request.POST)
    if form.is_valid():
        done = _sent(request, form, form.wish(entry), form.cleaned_data["once"])
        if done is not None:
            return redirect(done)
    return _form(request, form, entry)


def _applicant(actor: Actor) -> Institution:
    found = queries.institutions_visible_to(actor).filter(pk=actor.institution or 0).first()
    if found is None:
        raise NotFound("no such institution")
    return found


def _sent(request: HttpRequest, form: Form, wish: Wish, once: str) -> RegisterApplication | None:
    """The application, or None with the refusal at the form."""
    try:
        made, fresh = register.apply(wish, once=once, actor=actor_of(request))
    except (AlreadyDone, InputRefused) as refusal:
        form.add_error(None, f"{refusal.message} {refusal.next_step}")
        return None
    if fresh:
        messages.success(
            request, _("The application is sent. The agency checks it; you see its answer here.")
        )
    return made


def _form(
    request: HttpRequest, form: Form, entry: RegisterEntry | None, *, is_abolition: bool = False
) -> HttpResponse:
    context = {
        "form": form,
        "entry": entry,
        "is_abolition": is_abolition,
        "is_agency": register.is_agency(),
    }
    return render(request, "directory/isil_apply.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def application_detail(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    application = get_object_or_404(applications_visible_to(actor), pk=pk)
    return _detail(request, application, AnswerForm(initial={"version": application.version}))


def _detail(
    request: HttpRequest, application: RegisterApplication, form: AnswerForm
) -> HttpResponse:
    actor = actor_of(request)
    state = ApplicationState(application.state)
    wait = open_waits(application).first()
    mine = may_keep_register(actor)
    context = {
        "application": application,
        "form": form,
        "kind": APPLICATION_KINDS[ApplicationKind(application.kind)],
        "state": APPLICATION_STATES[state],
        "section": SECTIONS[Section(application.section)],
        "cells": _cells(application),
        "actions": [
            (action.value, APPLICATION_ACTIONS[action], action is ApplicationAction.REFUSE)
            for action in buttons(application, actor)
        ],
        "turn": "done" if wait is None else "ours" if mine else "theirs",
        "since": wait.since.astimezone(clock.TOKYO).date() if wait else None,
        "then_what": _(wait.then_what) if wait else "",
        "may_answer": mine and wait is not None,
    }
    return render(
        request, "directory/isil_application.html", context, status=422 if form.errors else 200
    )


def _cells(application: RegisterApplication) -> list[tuple[str, str, str]]:
    """Column, what is asked for, and what the entry says where that differs."""
    entry = application.entry
    stands = (
        cells_of(entry) if entry is not None and application.kind == ApplicationKind.CHANGE else {}
    )
    wished = [(name, getattr(application, name)) for name in APPLIED_CELLS]
    return [
        (str(COLUMNS[name]), text, stands.get(name, text) if stands.get(name, text) != text else "")
        for name, text in wished
        if text or stands.get(name)
    ]


@login_required
@require_POST
def application_act(request: HttpRequest, pk: int, action: ApplicationAction) -> HttpResponse:
    actor = actor_of(request)
    application = get_object_or_404(applications_visible_to(actor), pk=pk)
    if not roles_toward(actor, application):
        raise NotAllowed("answering is the agency's, withdrawing the applicant's")
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _detail(request, application, form)
    try:
        done = register.act(
            application.pk,
            action,
            expected_version=form.cleaned_data["version"],
            actor=actor,
            answer=form.cleaned_data["answer"],
        )
    except InputRefused as refusal:
        form.add_error("answer", f"{refusal.message} {refusal.next_step}".strip())
        return _detail(request, application, form)
    messages.success(request, _said(done))
    return redirect(done)


def _said(application: RegisterApplication) -> str:
    isil = application.entry.isil if application.entry is not None else ""
    words = {
        ApplicationState.CHECKED: _("The application is checked. It can be granted now."),
        ApplicationState.GRANTED: _("Granted. The register says so: %(isil)s.") % {"isil": isil},
        ApplicationState.REFUSED: _("The application is refused. The applicant sees why."),
        ApplicationState.WITHDRAWN: _("The application is withdrawn."),
    }
    return words[ApplicationState(application.state)]
