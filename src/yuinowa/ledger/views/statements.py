"""Pages of a file of figures: send it, say its columns, look, take it, take it back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yuinowa.core.acting import actor_of
from yuinowa.core.idempotency import once
from yuinowa.core.rights import Actor, can, require
from yuinowa.documents.csv import Value, csv_response
from yuinowa.kernel.errors import (
    AlreadyDone,
    InputRefused,
    NotAllowed,
    Unreadable,
    WrongState,
    YuinowaError,
)
from yuinowa.ledger.domain.figure_columns import FileMapping
from yuinowa.ledger.domain.figure_runs import Aim, RunState
from yuinowa.ledger.forms.figure_files import (
    ColumnsForm,
    DecideForm,
    SendForm,
    StepForm,
    TakeForm,
    UndoForm,
    WordsForm,
)
from yuinowa.ledger.labels.figure_files import STATES, TONES
from yuinowa.ledger.models import FigureRun, Indicator
from yuinowa.ledger.queries import figure_files as queries
from yuinowa.ledger.queries.indicators import indicators_visible_to
from yuinowa.ledger.queries.institutions import names_of
from yuinowa.ledger.services import figure_runs
from yuinowa.ledger.views import statement_lines as lines
from yuinowa.ui.files import csv_links
from yuinowa.ui.paging import page_of
from yuinowa.ui.parts import Progress, Step


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


def _run(request: HttpRequest, pk: int) -> FigureRun:
    return get_object_or_404(queries.runs_visible_to(actor_of(request)), pk=pk)


def _in_words(fault: YuinowaError) -> str:
    return " ".join(filter(None, (_(str(fault)), _(fault.next_step) if fault.next_step else "")))


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
                form.add_error("file", _in_words(fault))
    context = {
        "form": form,
        "steps": _steps(RunState.COLUMNS, sent=False),
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
    actor, run = actor_of(request), _run(request, pk)
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
                form.add_error(None, _in_words(fault))
    context = {
        "run": run,
        "table": table,
        "form": form,
        "remembered": figure_runs.remembered(run),
        "steps": _steps(RunState.COLUMNS),
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
def statement_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What became of the file so far, and what can be done next."""
    actor, run = actor_of(request), _run(request, pk)
    if run.state == RunState.COLUMNS and can(actor, "figurerun.send", run):
        return redirect("ledger:statement-columns", pk=run.pk)
    return _detail(request, run)


def _detail(
    request: HttpRequest,
    run: FigureRun,
    *,
    words_form: WordsForm | None = None,
    take_form: TakeForm | None = None,
    undo_form: UndoForm | None = None,
    status: int = 200,
) -> HttpResponse:
    actor, state = actor_of(request), RunState(run.state)
    may_send_it = can(actor, "figurerun.send", run)
    page = lines.page_with_line(request, run)
    faults = reverse("ledger:statement-faults", args=[run.pk])
    context = {
        "run": run,
        "state": STATES[state],
        "tone": TONES.get(state, ""),
        "steps": _steps(state),
        "figures": lines.figures_of(run),
        "page_of_rows": page,
        "rows": [lines.shown(line) for line in page],
        "finding_rows": lines.finding_rows(queries.lines_with_findings(run), lines.MOST_SHOWN),
        "most_shown": lines.MOST_SHOWN,
        "fault_files": csv_links(_("All faults as a file"), faults),
        "may_send": may_send_it,
        "takes": run.counts.get("new", 0) + run.counts.get("contested", 0),
    }
    if may_send_it and state is RunState.PREVIEW:
        context["words_form"] = words_form or _words_form(run, actor, None)
        context["take_form"] = take_form or _take_form(run, None)
    if may_send_it and state is RunState.TAKEN:
        context["undo_form"] = undo_form or UndoForm(initial={"version": run.version})
    return render(request, "ledger/statement_detail.html", context, status=status)


def _words_form(run: FigureRun, actor: Actor, data: Any) -> WordsForm | None:
    """The form for words that nobody knows; None where all are known."""
    words = lines.unknown_words(run)
    if not words:
        return None
    own = indicators_visible_to(actor).filter(institution=run.institution_id)
    offered = [(one.pk, f"{one.name}（{one.code}）") for one in own.order_by("code")]
    initial = {"version": run.version}
    return WordsForm(data, initial=initial, words=words, actor=actor, indicators=offered)


def _take_form(run: FigureRun, data: Any) -> TakeForm:
    return TakeForm(
        data,
        initial={"version": run.version},
        is_late=figure_runs.comes_late(run),
        has_faults=bool(run.counts.get("refused")),
    )


def _steps(state: RunState, *, sent: bool = True) -> list[Step]:
    """Send, columns, look, take: where it stands."""
    labels = (_("1 Send the file"), _("2 Say the columns"), _("3 Look"), _("4 Take"))
    here = {RunState.COLUMNS: 1 if sent else 0, RunState.PREVIEW: 2}.get(state, 4)
    return [
        Step(label, Progress.DONE if n < here else Progress.HERE if n == here else Progress.OPEN)
        for n, label in enumerate(labels)
    ]


def _expired() -> Unreadable:
    return Unreadable(_("The form has expired."), next_step=_("Open the page again."))


@login_required
@require_POST
def statement_words(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what words mean, and look again."""
    actor, run = actor_of(request), _run(request, pk)
    require(actor, "figurerun.send", run)
    form = _words_form(run, actor, request.POST)
    if form is None or "version" not in request.POST:
        raise _expired()
    if not form.is_valid():
        return _detail(request, run, words_form=form, status=422)
    moved = figure_runs.say_words(
        run, **form.said(), version=form.cleaned_data["version"], actor=actor
    )
    messages.success(request, _("The file was read again with these words."))
    return redirect(moved)


@login_required
@require_POST
def statement_take(request: HttpRequest, pk: int) -> HttpResponse:
    """Count the figures."""
    actor, run = actor_of(request), _run(request, pk)
    require(actor, "figurerun.send", run)
    form = _take_form(run, request.POST)
    if not form.is_valid():
        if "version" in form.errors:
            raise _expired()
        return _detail(request, run, take_form=form, status=422)
    try:
        moved = figure_runs.take(
            run,
            version=form.cleaned_data["version"],
            actor=actor,
            only_good=form.cleaned_data.get("only_good", False),
            reason=form.cleaned_data.get("reason", ""),
        )
    except (InputRefused, AlreadyDone) as fault:
        form.add_error(None, _in_words(fault))
        return _detail(request, run, take_form=form, status=fault.status)
    messages.success(request, lines.taken_words(moved))
    return redirect(moved)


@login_required
@require_POST
def statement_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the file back, with a reason."""
    actor, run = actor_of(request), _run(request, pk)
    require(actor, "figurerun.send", run)
    form = UndoForm(request.POST)
    if not form.is_valid():
        if "version" in form.errors:
            raise _expired()
        return _detail(request, run, undo_form=form, status=422)
    reason, version = form.cleaned_data["reason"], form.cleaned_data["version"]
    moved = figure_runs.undo(run, version=version, reason=reason, actor=actor)
    messages.success(request, _("Taken back: what stood before stands again."))
    return redirect(moved)


def _step(
    deed: Callable[..., FigureRun], words: Callable[[], str], onward: str
) -> Callable[..., HttpResponse]:
    """A view that takes one step of a run and says that it was taken."""

    @login_required
    @require_POST
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        actor, run = actor_of(request), _run(request, pk)
        require(actor, "figurerun.send", run)
        form = StepForm(request.POST)
        if not form.is_valid():
            raise _expired()
        moved = deed(run, version=form.cleaned_data["version"], actor=actor)
        messages.success(request, words())
        return redirect(onward, *([moved.pk] if onward.endswith("columns") else []))

    return view


statement_drop = _step(
    figure_runs.drop,
    lambda: _("The file was dropped. Nothing was counted."),
    "ledger:statement-list",
)
statement_back = _step(
    figure_runs.change_columns,
    lambda: _("You can choose the columns again."),
    "ledger:statement-columns",
)


@login_required
@require_safe
def statement_faults(request: HttpRequest, pk: int) -> HttpResponse:
    """Every fault and warning as a file (R8)."""
    run = _run(request, pk)
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
    run = _run(request, pk)
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
