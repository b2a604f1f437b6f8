"""Files of figures: the list, sending one, saying its columns, its faults and document, and a figure to decide on."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from yuinowa.core.acting import actor_of
from yuinowa.core.idempotency import once
from yuinowa.core.rights import Actor, can, require
from yuinowa.documents.csv import Value, csv_response
from yuinowa.kernel.errors import (
    InputRefused,
    NotAllowed,
    Unreadable,
    WrongState,
)
from yuinowa.ledger.domain.figure_columns import FileMapping
from yuinowa.ledger.domain.figure_runs import Aim, RunState
from yuinowa.ledger.forms.figure_files import ColumnsForm, SendForm
from yuinowa.ledger.forms.figure_steps import DecideForm
from yuinowa.ledger.labels.figure_files import STATES, TONES
from yuinowa.ledger.models import FigureRun, Indicator
from yuinowa.ledger.queries import figure_files as queries
from yuinowa.ledger.queries.institutions import names_of
from yuinowa.ledger.services import figure_runs
from yuinowa.ledger.views import statement_lines as lines
from yuinowa.ledger.views.statement_frame import in_words, run_of, steps_of
from yuinowa.ui.paging import page_of


def may_send(actor: Actor) -> bool:
    """Whether ``actor`` sends figures: for its own institution, or as the region office."""
    if actor.institution is None:
        return False
    return can(actor, "figurerun.send", FigureRun(institution_id=actor.institution))


def _sender(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    if not may_send(actor):
        raise NotAllowed("sending figures is for those who record them")
    return actor


@login_required
@require_safe
def statement_list(request: HttpRequest) -> HttpResponse:
    """What was sent, the latest first."""
    actor = actor_of(request)
    page = page_of(request, queries.runs_visible_to(actor), size=20)
    rows = [
        {
            "run": run,
            "state": STATES[RunState(run.state)],
            "tone": TONES.get(RunState(run.state), ""),
        }
        for run in page
    ]
    context = {"rows": rows, "page_of_rows": page, "may_send": may_send(actor)}
    return render(request, "ledger/statement_list.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def statement_new(request: HttpRequest) -> HttpResponse:
    """Send a document; what is no table is told at the field."""
    actor = _sender(request)
    own = actor.institution or 0
    records = can(actor, "indicator.record", Indicator(institution_id=own))
    form = SendForm(
        request.POST or None,
        request.FILES or None,
        actor=actor,
        own_name=names_of([own]).get(own, ""),
        aims=list(Aim) if records else [Aim.EXCHANGE],
    )
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                run, _made = once(form.cleaned_data["once"], actor, lambda: _receive(form, actor))
                return redirect("ledger:statement-columns", pk=run.pk)
            except (Unreadable, InputRefused) as fault:
                form.add_error("file", in_words(fault))
    context = {
        "form": form,
        "steps": steps_of(RunState.COLUMNS, sent=False),
        "senders": queries.senders_of(own),
    }
    return render(request, "ledger/statement_new.html", context, status=status)


def _receive(form: SendForm, actor: Actor) -> FigureRun:
    given = form.cleaned_data["file"]
    return figure_runs.receive_file(
        given.chunks(),
        name=given.name,
        institution=form.cleaned_data.get("institution", actor.institution or 0),
        aim=Aim(form.cleaned_data["aim"]),
        sender=form.cleaned_data["sender"],
        title=form.cleaned_data["title"],
        received_on=form.cleaned_data["received_on"],
        actor=actor,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def statement_columns(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what the columns are; the proposal, or what was said last time, stands there already."""
    actor, run = actor_of(request), run_of(request, pk)
    require(actor, "figurerun.send", run)
    if run.state != RunState.COLUMNS and request.method != "POST":
        return redirect(run)
    table = figure_runs.table_of(run)
    form = ColumnsForm(
        request.POST or None,
        initial=_initial(run, run.read_by),
        head=run.head,
        samples=table.samples,
        aim=Aim(run.aim),
        actor=actor,
    )
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                version = form.cleaned_data["version"]
                return redirect(
                    figure_runs.choose_columns(run, form.mapping(), version=version, actor=actor)
                )
            except (InputRefused, Unreadable) as fault:
                form.add_error(None, in_words(fault))
    context = {
        "run": run,
        "table": table,
        "form": form,
        "remembered": figure_runs.remembered(run),
        "steps": steps_of(RunState.COLUMNS),
    }
    return render(request, "ledger/statement_columns.html", context, status=status)


def _initial(run: FigureRun, mapping: FileMapping) -> dict[str, Any]:
    about = mapping.about or run.institution_id
    return {
        "version": run.version,
        "about": names_of([about]).get(about, ""),
        "counted": mapping.counted.code if mapping.counted else "",
        "fiscal_year": str(mapping.fiscal_year or ""),
        "days_mean": mapping.days_mean.value,
        **{f"column_{place}": use.code for place, use in mapping.columns.items()},
    }


@login_required
@require_safe
def statement_faults(request: HttpRequest, pk: int) -> HttpResponse:
    """Every fault and warning as a file (R8)."""
    run = run_of(request, pk)
    columns = (_("Sheet"), _("Line"), _("What it says"), _("What becomes of it"), _("Column"), _("What is written"), _("What to do"))  # fmt: skip
    rows: list[list[Value]] = [
        [row.sheet, row.number, row.label, row.outcome, row.column, row.value, row.words]
        for row in lines.finding_rows(queries.lines_with_findings(run), None)
    ]
    return csv_response(request, f"statement-{run.pk}-faults.csv", columns, rows)


@login_required
@require_safe
def statement_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The document as it came."""
    run = run_of(request, pk)
    try:
        path = figure_runs.document_of(run)
    except WrongState:
        raise Http404 from None
    return FileResponse(
        path.open("rb"),
        as_attachment=True,
        filename=run.file_name,
        content_type="application/octet-stream",
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def statement_line(request: HttpRequest, pk: int) -> HttpResponse:
    """Two figures of an indicator for one year, side by side; a checker says which counts."""
    actor = actor_of(request)
    line = get_object_or_404(queries.lines_visible_to(actor).filter(stood__isnull=False), pk=pk)
    if request.method == "POST":
        require(actor, "figureline.decide", line)
    form = DecideForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        settled = figure_runs.decide(
            line.pk, form.chosen(), reason=form.cleaned_data["reason"], actor=actor
        )
        messages.success(request, _("It is settled, and the reason is kept."))
        return redirect(settled)
    context = {
        "line": line,
        "run": line.run,
        "form": form,
        **lines.two_figures(line),
        "may_decide": line.waits_for_decision and can(actor, "figureline.decide", line),
        "is_own_file": actor.person is not None and actor.person == line.run.person,
    }
    return render(
        request, "ledger/statement_line.html", context, status=422 if form.errors else 200
    )
