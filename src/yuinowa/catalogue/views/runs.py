"""Pages of a file of records: confirm the columns of a table, look, take, take back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yuinowa.catalogue.domain.sources import RunState
from yuinowa.catalogue.forms.sources import ColumnsForm, StepForm, TakeForm
from yuinowa.catalogue.labels.findings import words_of
from yuinowa.catalogue.labels.taking_in import STATES, TONES
from yuinowa.catalogue.models import Finding, Run
from yuinowa.catalogue.queries import sources as queries
from yuinowa.catalogue.queries.harvests import asked_by
from yuinowa.catalogue.services import harvests
from yuinowa.catalogue.services.runs import steps
from yuinowa.core.acting import actor_of
from yuinowa.core.rights import Actor, can, require
from yuinowa.documents.csv import Value, csv_response
from yuinowa.kernel.errors import InputRefused, Unreadable
from yuinowa.ui.files import csv_links
from yuinowa.ui.parts import Figure, Progress, Step

_WORKING = (RunState.FETCHING, RunState.READING, RunState.TAKING, RunState.UNDOING)
#: So many findings stand on the page; the file has all of them (R8).
SHOWN = 100


def _run(request: HttpRequest, pk: int) -> Run:
    return get_object_or_404(queries.runs_visible_to(actor_of(request)), pk=pk)


def _own_run(request: HttpRequest, pk: int) -> Run:
    """The run, for whoever may act on it; asked before anything that was sent is read."""
    run = _run(request, pk)
    require(actor_of(request), "source.send", run.source)
    return run


@login_required
@require_safe
def run_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What became of the file so far, and what can be done next."""
    run = _run(request, pk)
    if run.state == RunState.COLUMNS:
        return redirect("sources:run-columns", pk=run.pk)
    return _detail(request, run, TakeForm(initial={"version": run.version}))


def _detail(request: HttpRequest, run: Run, form: TakeForm, status: int = 200) -> HttpResponse:
    state = RunState(run.state)
    asked = asked_by(run)
    rate, left = queries.time_left(run)
    context = {
        "run": run,
        "source": run.source,
        "state": STATES[state],
        "tone": TONES.get(state, ""),
        "steps": _steps(run, is_fetched=asked is not None),
        "figures": _figures(run),
        "form": form,
        "findings": [_row(one) for one in queries.findings_of(run)[:SHOWN]],
        "shown": SHOWN,
        "asked": asked,
        "files": csv_links(_("All of them as a file"), reverse("sources:run-findings", args=[run.pk])),
        "samples": run.samples if state is RunState.PREVIEW else [],
        "is_working": state in _WORKING,
        "rate": rate,
        "minutes": max(1, round(left.total_seconds() / 60)) if left else 0,
        "may_act": can(actor_of(request), "source.send", run.source),
        "takes": sum(run.counts.get(name, 0) for name in ("new", "changed", "deleted", "gone")),
        "is_latest": queries.last_taken(run.source) == run,
    }  # fmt: skip
    return render(request, "catalogue/run_detail.html", context, status=status)


def _row(one: Finding) -> dict[str, Any]:
    return {"finding": one, "words": words_of(one.code)}


def _figures(run: Run) -> list[Figure]:
    """What was read, outcome by outcome."""
    counts = run.counts
    named = (
        ("read", _("Records read")),
        ("new", _("New")),
        ("changed", _("Changed")),
        ("same", _("The same")),
        ("deleted", _("Deleted in the file")),
        ("gone", _("Not in the file")),
        ("warned", _("To be looked at")),
        ("refused", _("Not taken")),
    )
    return [
        Figure(label, counts[name])
        for name, label in named
        if counts.get(name) or name in {"read", "new", "changed", "refused"}
        if name in counts
    ]


def _steps(run: Run, *, is_fetched: bool = False) -> list[Step]:
    """Send or fetch, columns where it is a table, look, take: where it stands."""
    state = RunState(run.state)
    labels = [_("Fetch") if is_fetched else _("Send the file"), _("Look"), _("Take")]
    here = {RunState.FETCHING: 0, RunState.READING: 1, RunState.PREVIEW: 1, RunState.TAKING: 2}.get(
        state, 3
    )
    if run.mapping.get("head"):
        labels.insert(1, _("Confirm the columns"))
        here = 1 if state is RunState.COLUMNS else here + 1
    return [
        Step(
            f"{n + 1} {label}",
            Progress.DONE if n < here else Progress.HERE if n == here else Progress.OPEN,
        )
        for n, label in enumerate(labels)
    ]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def run_columns(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm which column is what; the proposal stands there already."""
    run = _own_run(request, pk) if request.method == "POST" else _run(request, pk)
    if run.state != RunState.COLUMNS and request.method != "POST":
        return redirect(run)
    initial: dict[str, Any] = {"version": run.version}
    initial |= {f"column_{place}": name for place, name in run.mapping["columns"].items()}
    form = ColumnsForm(
        request.POST or None,
        initial=initial,
        head=run.mapping["head"],
        samples=run.mapping["samples"],
    )
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                moved = steps.choose_columns(
                    run,
                    form.columns(),
                    version=form.cleaned_data["version"],
                    actor=actor_of(request),
                )
                return redirect(moved)
            except InputRefused as fault:
                form.add_error(None, " ".join(filter(None, (fault.message, fault.next_step))))
    context = {
        "run": run,
        "source": run.source,
        "form": form,
        "steps": _steps(run),
        "may_act": can(actor_of(request), "source.send", run.source),
    }
    return render(request, "catalogue/run_columns.html", context, status=status)


def _step(deed: Callable[..., Run], words: Callable[[], str]) -> Callable[..., HttpResponse]:
    """A view that takes one step of a run and says that it was taken."""

    @login_required
    @require_POST
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        run = _own_run(request, pk)
        form = StepForm(request.POST)
        if not form.is_valid():
            raise Unreadable(_("The form has expired."), next_step=_("Open the page again."))
        moved = deed(run, version=form.cleaned_data["version"], actor=actor_of(request))
        if said := words():
            messages.success(request, said)
        return redirect(moved)

    return view


run_drop = _step(steps.drop, lambda: _("The file was dropped. Nothing was changed."))
run_back = _step(steps.change_columns, lambda: "")


def _again(run: Run, *, version: int, actor: Actor) -> Run:
    """Fetch on where a harvest ended early, else read the file again."""
    tried = steps.have_read if harvests.is_fetched(run) else harvests.go_on
    return tried(run, version=version, actor=actor)


run_again = _step(_again, lambda: "")
run_undo = _step(steps.have_undone, lambda: "")


@login_required
@require_POST
def run_take(request: HttpRequest, pk: int) -> HttpResponse:
    """Have the records written."""
    run = _own_run(request, pk)
    form = TakeForm(request.POST)
    if not form.is_valid():
        raise Unreadable(_("The form has expired."), next_step=_("Open the page again."))
    try:
        moved = steps.have_taken(
            run,
            version=form.cleaned_data["version"],
            actor=actor_of(request),
            gone_too=form.cleaned_data["gone_too"],
        )
    except InputRefused as fault:
        form.add_error(None, " ".join(filter(None, (fault.message, fault.next_step))))
        return _detail(request, run, form, 422)
    return redirect(moved)


@login_required
@require_safe
def run_findings(request: HttpRequest, pk: int) -> HttpResponse:
    """Every record that was refused or is to be looked at, as a file (R8)."""
    run = _run(request, pk)
    columns = (pgettext("of a catalogue", "Record"), _("Its number"), _("What becomes of it"), _("What is written"), _("What to do"))  # fmt: skip
    rows: Iterator[list[Value]] = (
        [
            one.number,
            one.identity,
            pgettext("a record", "Not taken") if one.is_refused else pgettext("a record", "Taken"),
            one.value,
            str(words_of(one.code)),
        ]
        for one in queries.findings_of(run).iterator()
    )
    return csv_response(request, f"records-{run.pk}-findings.csv", columns, rows)
