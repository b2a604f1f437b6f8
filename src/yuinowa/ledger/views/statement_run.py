"""The page of one file of figures, and its steps: say words, take it, take it back, drop it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from yuinowa.core.acting import actor_of
from yuinowa.core.rights import Actor, can, require
from yuinowa.kernel.errors import (
    AlreadyDone,
    InputRefused,
)
from yuinowa.ledger.domain.figure_runs import RunState
from yuinowa.ledger.forms.figure_steps import StepForm, TakeForm, UndoForm
from yuinowa.ledger.forms.figure_words import WordsForm
from yuinowa.ledger.labels.figure_files import STATES, TONES
from yuinowa.ledger.models import FigureRun
from yuinowa.ledger.queries import figure_files as queries
from yuinowa.ledger.queries.indicators import indicators_visible_to
from yuinowa.ledger.services import figure_runs
from yuinowa.ledger.views import statement_lines as lines
from yuinowa.ledger.views.statement_frame import expired, in_words, run_of, steps_of
from yuinowa.ui.files import csv_links


@login_required
@require_safe
def statement_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What became of the file so far, and what can be done next."""
    actor, run = actor_of(request), run_of(request, pk)
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
        "steps": steps_of(state),
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


@login_required
@require_POST
def statement_words(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what words mean, and look again."""
    actor, run = actor_of(request), run_of(request, pk)
    require(actor, "figurerun.send", run)
    form = _words_form(run, actor, request.POST)
    if form is None or "version" not in request.POST:
        raise expired()
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
    actor, run = actor_of(request), run_of(request, pk)
    require(actor, "figurerun.send", run)
    form = _take_form(run, request.POST)
    if not form.is_valid():
        if "version" in form.errors:
            raise expired()
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
        form.add_error(None, in_words(fault))
        return _detail(request, run, take_form=form, status=fault.status)
    messages.success(request, lines.taken_words(moved))
    return redirect(moved)


@login_required
@require_POST
def statement_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the file back, with a reason."""
    actor, run = actor_of(request), run_of(request, pk)
    require(actor, "figurerun.send", run)
    form = UndoForm(request.POST)
    if not form.is_valid():
        if "version" in form.errors:
            raise expired()
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
        actor, run = actor_of(request), run_of(request, pk)
        require(actor, "figurerun.send", run)
        form = StepForm(request.POST)
        if not form.is_valid():
            raise expired()
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
