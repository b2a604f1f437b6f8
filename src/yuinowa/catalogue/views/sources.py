"""Pages of a source of records: who gives what, and the library's own way of giving it."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yuinowa.catalogue.domain.sources import Form, Missing, Rhythm, RunState, Way
from yuinowa.catalogue.forms.harvests import ChangedHarvestForm
from yuinowa.catalogue.forms.sources import (
    ChangedSourceForm,
    FileForm,
    NamedForm,
    NewSourceForm,
    SourceForm,
    StepForm,
)
from yuinowa.catalogue.labels.taking_in import FORMS, MISSINGS, RHYTHMS, STATES, TONES, WAYS
from yuinowa.catalogue.models import Question, Source
from yuinowa.catalogue.permissions import may_open_sources
from yuinowa.catalogue.queries import sources as queries
from yuinowa.catalogue.services import sources as deeds
from yuinowa.catalogue.services.runs import steps
from yuinowa.catalogue.views.harvests import fetched
from yuinowa.core.acting import actor_of
from yuinowa.core.idempotency import once
from yuinowa.core.rights import Level, can, offers, require
from yuinowa.kernel.errors import InputRefused, NotAllowed, Unreadable, YuinowaError
from yuinowa.ui.paging import page_of


def source_of(request: HttpRequest, pk: int) -> Source:
    return get_object_or_404(queries.sources_visible_to(actor_of(request)), pk=pk)


@require_safe
def source_list(request: HttpRequest) -> HttpResponse:
    """Who gives records: everybody sees those that are shown, a library its own, the office all."""
    actor = actor_of(request)
    found = queries.sources_visible_to(actor).order_by("owner__name", "name")
    context = {
        "page_of_rows": page_of(request, found, size=50),
        "may_open": may_open_sources(actor) and actor.institution is not None,
        "may_compare": offers(actor, "question.view", Question),
    }
    return render(request, "catalogue/source_list.html", context)


@require_safe
def source_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What the source gives, how much of it stands, and the files so far."""
    source, actor = source_of(request, pk), actor_of(request)
    files = queries.runs_visible_to(actor).filter(source=source)
    # Visitors see none, and are not to wait for what a job writes of its progress.
    runs = page_of(request, files if actor.is_signed_in else files.none(), size=20)
    rows = [
        {"run": run, "state": STATES[RunState(run.state)], "tone": TONES.get(RunState(run.state), "")}
        for run in runs
    ]  # fmt: skip
    context = {
        "source": source,
        "form_label": FORMS[Form(source.form)],
        "missing_label": MISSINGS[Missing(source.missing)],
        "way_label": WAYS[Way(source.way)],
        "is_fetched": source.way == Way.OAI,
        "rhythm_label": RHYTHMS[Rhythm(source.rhythm)],
        "rows": rows,
        "page_of_rows": runs,
        "is_shown": source.level == Level.PUBLIC,
        "places": queries.how_many_branches(source)
        if can(actor, "source.branches", source)
        else (),
        "may_send": can(actor, "source.send", source),
        "may_edit": can(actor, "source.edit", source),
        "may_show": can(actor, "source.show", source),
    }
    return render(request, "catalogue/source_detail.html", context)


def _in_words(fault: YuinowaError) -> str:
    return " ".join(filter(None, (fault.message, fault.next_step)))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def source_new(request: HttpRequest) -> HttpResponse:
    """A library says how it gives its records."""
    actor = actor_of(request)
    owner = actor.institution
    if owner is None or not may_open_sources(actor):
        raise NotAllowed(_("A library's records are given by the library itself."))
    form = NewSourceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            source, _made = once(
                form.cleaned_data["once"],
                actor,
                lambda: deeds.open_source(form.giving(), owner=owner, actor=actor),
            )
            return redirect("sources:source-send", pk=source.pk)
        except InputRefused as fault:
            form.add_error(fault.place or None, _in_words(fault))
    return _form(request, form, None)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def source_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The library gives its records otherwise from now on."""
    source, actor = source_of(request, pk), actor_of(request)
    require(actor, "source.edit", source)
    names = (
        "name",
        "form",
        "told",
        "missing",
        "licence",
        "rhythm",
        "folder",
        "takes_itself",
        "version",
    )
    initial = {name: getattr(source, name) for name in names}
    is_fetched = source.way == Way.OAI
    form: NamedForm = (ChangedHarvestForm if is_fetched else ChangedSourceForm)(
        request.POST or None, initial=initial
    )
    if request.method == "POST" and form.is_valid():
        giving = (
            form.giving(source) if isinstance(form, ChangedHarvestForm) else cast(SourceForm, form).giving(source)
        )  # fmt: skip
        try:
            deeds.change_source(source, giving, version=form.cleaned_data["version"], actor=actor)
        except InputRefused as fault:
            form.add_error(fault.place or None, _in_words(fault))
        else:
            messages.success(request, _("Written down."))
            return redirect(source)
    return _form(request, form, source)


def _form(request: HttpRequest, form: NamedForm, source: Source | None) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "source": source}
    return render(request, "catalogue/source_form.html", context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def source_send(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a file of records, or have them fetched."""
    source, actor = source_of(request, pk), actor_of(request)
    require(actor, "source.send", source)
    if source.way == Way.OAI:
        return fetched(request, source, actor)
    form = FileForm(
        request.POST or None,
        request.FILES or None,
        initial={"is_full": source.missing == Missing.GONE},
    )
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            said: dict[str, Any] = form.cleaned_data
            given = said["records"]
            try:
                run, _made = once(
                    said["once"],
                    actor,
                    lambda: steps.receive(
                        source,
                        given.chunks(),
                        name=given.name,
                        is_full=said["is_full"],
                        actor=actor,
                    ),
                )
                return redirect(run)
            except (Unreadable, InputRefused) as fault:
                form.add_error("records", _in_words(fault))
    context = {"form": form, "source": source, "form_label": FORMS[Form(source.form)]}
    return render(request, "catalogue/source_send.html", context, status=status)


@login_required
@require_POST
def source_show(request: HttpRequest, pk: int) -> HttpResponse:
    """Let everybody find the records."""
    _set_level(request, pk, Level.PUBLIC)
    messages.success(request, _("Everybody can find these records now."))
    return redirect("sources:source-detail", pk=pk)


@login_required
@require_POST
def source_hide(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the records out of sight."""
    _set_level(request, pk, Level.PRIVATE)
    messages.success(request, _("No search finds these records any more."))
    return redirect("sources:source-detail", pk=pk)


def _set_level(request: HttpRequest, pk: int, level: Level) -> None:
    source = source_of(request, pk)
    require(actor_of(request), "source.show", source)
    form = StepForm(request.POST)
    if not form.is_valid():
        raise Unreadable(_("The form has expired."), next_step=_("Open the page again."))
    deeds.set_level(source, level, version=form.cleaned_data["version"], actor=actor_of(request))
