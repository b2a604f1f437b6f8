"""Files of the register: sent, looked at, taken, taken back."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yuinowa.core.acting import actor_of
from yuinowa.core.idempotency import once
from yuinowa.directory.domain.register import Section
from yuinowa.directory.domain.runs import LineOutcome, RunState
from yuinowa.directory.forms.register import RegisterFileForm, TakeForm, VersionForm
from yuinowa.directory.labels.imports import OUTCOMES, STATES, TONES
from yuinowa.directory.labels.isil import COLUMNS, SECTIONS
from yuinowa.directory.models import ImportLine, ImportRun
from yuinowa.directory.permissions.register import may_keep_register
from yuinowa.directory.queries.register import runs_visible_to
from yuinowa.directory.services.register import files, report
from yuinowa.directory.services.runs import can_be_undone
from yuinowa.directory.views.isil import in_words
from yuinowa.documents.csv import csv_response
from yuinowa.kernel.errors import InputRefused, NotAllowed, Unreadable
from yuinowa.ui.paging import page_of
from yuinowa.ui.parts import Figure, Link, Progress, Step

#: So many lines of a kind stand on the page; the file has all.
SHOWN = 100


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def run_list(request: HttpRequest) -> HttpResponse:
    """The files so far, and the form for the next one."""
    actor = actor_of(request)
    if not may_keep_register(actor):
        raise NotAllowed("the register is kept by the region office")
    form = RegisterFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        form = RegisterFileForm(request.POST, request.FILES)
        if form.is_valid():
            sent = form.cleaned_data["file"]
            try:
                run, _made = once(
                    form.cleaned_data["once"],
                    actor,
                    lambda: files.receive(
                        sent.chunks(), name=sent.name, section=form.chosen_section(), actor=actor
                    ),
                )
            except (InputRefused, Unreadable) as fault:
                form.add_error("file", f"{fault.message} {fault.next_step}".strip())
            else:
                return redirect(files.read_if_small(run))
    page = page_of(request, runs_visible_to(actor))
    context = {
        "form": form,
        "page_of_rows": page,
        "rows": [(run, _section(run), *_state(run)) for run in page],
    }
    return render(request, "directory/isil_runs.html", context, status=422 if form.errors else 200)


def _state(run: ImportRun) -> tuple[str, str]:
    """The word for how far it is, and its tone."""
    state = RunState(run.state)
    return str(STATES[state]), TONES.get(state, "")


def _section(run: ImportRun) -> str:
    return str(SECTIONS[Section(run.mapping["section"])])


@login_required
@require_safe
def run_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What would become of each line, or what has."""
    run = get_object_or_404(runs_visible_to(actor_of(request)), pk=pk)
    return _page(request, run, TakeForm(initial={"version": run.version}))


def _page(request: HttpRequest, run: ImportRun, form: TakeForm) -> HttpResponse:
    lines = run.lines.order_by("sheet", "number")
    noted = lines.exclude(faults=[], warnings=[])
    changed = lines.filter(outcome=LineOutcome.CHANGED.value)
    gone = lines.filter(outcome=LineOutcome.GONE.value)
    counts = run.counts
    context = {
        "run": run,
        "form": form,
        "section": _section(run),
        "state": _state(run)[0],
        "is_working": run.state in {RunState.READING, RunState.TAKING},
        "is_preview": run.state == RunState.PREVIEW,
        "has_failed": run.state == RunState.FAILED,
        "can_drop": run.state in {RunState.PREVIEW, RunState.FAILED},
        "can_undo": can_be_undone(run),
        "steps": _steps(run),
        "figures": _figures(run),
        "notes": [note for line in noted[:SHOWN] for note in report.told_of(line)],
        "noted_count": counts.get("refused", 0) + counts.get("warned", 0),
        "changes": [change for line in changed[:SHOWN] for change in _changes(line)],
        "changed_count": counts.get("changed", 0),
        "gone": [(line.label, line.after or {}) for line in gone[:SHOWN]],
        "gone_count": counts.get("gone", 0),
        "shown": SHOWN,
        "to_take": sum(counts.get(name, 0) for name in ("new", "changed", "gone")),
        "files": [
            Link(
                _("All faults and warnings as a file"),
                reverse("isil:run-notes", args=[run.pk]),
                note="CSV",
            )
        ],
    }
    return render(request, "directory/isil_run.html", context, status=422 if form.errors else 200)


def _steps(run: ImportRun) -> list[Step]:
    done, here, to_do = Progress.DONE, Progress.HERE, Progress.OPEN
    states = RunState(run.state)
    over = states in {RunState.APPLIED, RunState.UNDONE}
    reading = states is RunState.READING
    return [
        Step(_("1 Send a file"), done),
        Step(_("2 Look at it"), to_do if reading else done if over else here),
        Step(_("3 Take it"), done if over else here if states is RunState.TAKING else to_do),
    ]


def _figures(run: ImportRun) -> list[Figure]:
    shown = (
        LineOutcome.NEW,
        LineOutcome.CHANGED,
        LineOutcome.SAME,
        LineOutcome.GONE,
        LineOutcome.REFUSED,
    )
    found = [
        Figure(str(OUTCOMES[outcome]), f"{run.counts.get(outcome.value, 0):,}", _("rows"))
        for outcome in shown
    ]
    return [
        *found,
        Figure(_("Taken with a warning"), f"{run.counts.get('warned', 0):,}", _("rows")),
    ]


def _changes(line: ImportLine) -> list[tuple[str, str, str, str]]:
    before, after = line.before or {}, line.after or {}
    return [
        (line.label, str(COLUMNS[name]), in_words(name, old), in_words(name, after[name]))
        for name, old in before.items()
    ]


@login_required
@require_safe
def run_notes(request: HttpRequest, pk: int) -> HttpResponse:
    """All faults and warnings of a file, one a row."""
    run = get_object_or_404(runs_visible_to(actor_of(request)), pk=pk)
    rows = (told.cells() for told in report.all_told(run))
    return csv_response(request, f"isil-{run.pk}-notes.csv", report.columns(), rows)


@login_required
@require_POST
def run_take(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    run = get_object_or_404(runs_visible_to(actor), pk=pk)
    form = TakeForm(request.POST)
    if not form.is_valid():
        return _page(request, run, form)
    data = form.cleaned_data
    try:
        run = files.take(
            run,
            version=data["version"],
            actor=actor,
            only_good=data["only_good"],
            with_institutions=data["with_institutions"],
        )
    except InputRefused as fault:
        form.add_error(None, f"{fault.message} {fault.next_step}")
        return _page(request, run, form)
    if run.state == RunState.APPLIED:
        messages.success(request, _("The file is taken. For thirty days it can be taken back."))
    return redirect("isil:run-detail", pk=run.pk)


@login_required
@require_POST
def run_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Read the file of a run that could not go on once more."""
    actor = actor_of(request)
    run = get_object_or_404(runs_visible_to(actor), pk=pk)
    run = files.read_again(run, version=_version(request), actor=actor)
    if run.state == RunState.PREVIEW:
        messages.success(request, _("The file is read again, against the register as it is now."))
    return redirect("isil:run-detail", pk=run.pk)


@login_required
@require_POST
def run_drop(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    run = get_object_or_404(runs_visible_to(actor), pk=pk)
    files.drop(run, version=_version(request), actor=actor)
    messages.success(request, _("The file is dropped. The register is as it was."))
    return redirect("isil:run-list")


@login_required
@require_POST
def run_undo(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    run = get_object_or_404(runs_visible_to(actor), pk=pk)
    files.undo(run, version=_version(request), actor=actor)
    messages.success(request, _("The file is taken back. The register stands as before."))
    return redirect("isil:run-detail", pk=run.pk)


def _version(request: HttpRequest) -> int:
    form = VersionForm(request.POST)
    if not form.is_valid():
        raise Unreadable(_("The version of the file cannot be read."), place="version")
    version: int = form.cleaned_data["version"]
    return version
