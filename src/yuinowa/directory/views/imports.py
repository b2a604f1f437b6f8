"""Pages of a table that comes in: send it, confirm its columns, look, take, take back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yuinowa.core.acting import actor_of
from yuinowa.core.idempotency import once
from yuinowa.core.rights import Actor
from yuinowa.directory.domain.policy import IMPORT
from yuinowa.directory.domain.runs import RunState
from yuinowa.directory.forms.imports import ColumnsForm, StepForm, TableForm, TakeForm
from yuinowa.directory.labels.imports import OUTCOMES, STATES, TONES
from yuinowa.directory.models import ImportLine, ImportRun
from yuinowa.directory.permissions import may_keep_directory
from yuinowa.directory.queries import runs as queries
from yuinowa.directory.services import tables
from yuinowa.directory.services.runs import UNDO_WITHIN, can_be_undone
from yuinowa.directory.views.import_lines import change_rows, fault_rows, figures_of, new_rows
from yuinowa.documents.csv import Value, csv_response
from yuinowa.kernel.errors import InputRefused, NotAllowed, Unreadable, YuinowaError
from yuinowa.ui.files import csv_links
from yuinowa.ui.paging import page_of
from yuinowa.ui.parts import Progress, Step

_WORKING = (RunState.READING, RunState.TAKING)


def _keeper(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    if not may_keep_directory(actor):
        raise NotAllowed("taking in tables is for the region office")
    return actor


def _run(request: HttpRequest, pk: int) -> ImportRun:
    return get_object_or_404(queries.tables_visible_to(actor_of(request)), pk=pk)


@login_required
@require_safe
def import_list(request: HttpRequest) -> HttpResponse:
    """What was sent, the latest first."""
    actor = _keeper(request)
    page = page_of(request, queries.tables_visible_to(actor), size=20)
    rows = [
        {
            "run": run,
            "state": STATES[RunState(run.state)],
            "tone": TONES.get(RunState(run.state), ""),
        }
        for run in page
    ]
    return render(request, "directory/import_list.html", {"rows": rows, "page_of_rows": page})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def import_new(request: HttpRequest) -> HttpResponse:
    """Send a table; what is no table is told at the field."""
    actor = _keeper(request)
    form = TableForm(request.POST or None, request.FILES or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            given = form.cleaned_data["table"]
            try:
                run, _made = once(
                    form.cleaned_data["once"],
                    actor,
                    lambda: tables.receive_table(given.chunks(), name=given.name, actor=actor),
                )
                return redirect("directory:import-columns", pk=run.pk)
            except (Unreadable, InputRefused) as fault:
                form.add_error("table", _in_words(fault))
    context = {"form": form, "steps": _steps(RunState.COLUMNS, sent=False)}
    return render(request, "directory/import_new.html", context, status=status)


def _in_words(fault: YuinowaError) -> str:
    return " ".join(filter(None, (str(fault), fault.next_step)))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def import_columns(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm which column is which; the proposal stands there already."""
    run = _run(request, pk)
    if run.state != RunState.COLUMNS and request.method != "POST":
        return redirect(run)
    table = tables.table_of(run)
    chosen = tables.columns_of(run)
    initial: dict[str, Any] = {"version": run.version, "kind": run.mapping.get("kind", "")}
    initial |= {f"column_{place}": column.value for place, column in chosen.items()}
    form = ColumnsForm(
        request.POST or None,
        initial=initial,
        head=table.head,
        samples=table.file.samples,
        is_ours=table.is_ours,
    )
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            moved = tables.choose_columns(
                run,
                form.columns(),
                kind=form.kind(),
                version=form.cleaned_data["version"],
                actor=actor_of(request),
            )
            return redirect(moved)
    context = {
        "run": run,
        "table": table,
        "form": form,
        "unread": len(table.head) - len(chosen),
        "remembered": run.mapping.get("remembered", False),
        "steps": _steps(RunState.COLUMNS),
    }
    return render(request, "directory/import_columns.html", context, status=status)


@login_required
@require_safe
def import_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What became of the table so far, and what can be done next."""
    run = _run(request, pk)
    state = RunState(run.state)
    if state is RunState.COLUMNS:
        return redirect("directory:import-columns", pk=run.pk)
    return _detail(request, run, TakeForm(initial={"version": run.version}))


def _detail(
    request: HttpRequest, run: ImportRun, form: TakeForm, status: int = 200
) -> HttpResponse:
    state = RunState(run.state)
    shown = IMPORT.shown_faults
    context = {
        "run": run,
        "state": STATES[state],
        "tone": TONES.get(state, ""),
        "steps": _steps(state),
        "figures": figures_of(run),
        "form": form,
        "fault_rows": fault_rows(queries.lines_with_faults(run)[: shown + 1], shown),
        "changes": change_rows(queries.lines_with_changes(run)[:shown]),
        "news": new_rows(queries.new_lines(run)[:shown]),
        "shown": shown,
        "fault_files": csv_links(_("All faults as a file"), reverse("directory:import-faults", args=[run.pk])),
        "change_files": csv_links(_("All changes as a file"), reverse("directory:import-changes", args=[run.pk])),
        "is_working": state in _WORKING,
        "undo_days": UNDO_WITHIN.days,
        "can_be_undone": can_be_undone(run),
        "takes": run.counts.get("new", 0) + run.counts.get("changed", 0),
    }  # fmt: skip
    return render(request, "directory/import_detail.html", context, status=status)


def _steps(state: RunState, *, sent: bool = True) -> list[Step]:
    """Send, columns, look, take: where it stands."""
    labels = (_("1 Send the file"), _("2 Confirm the columns"), _("3 Look"), _("4 Take"))
    here = {
        RunState.COLUMNS: 1 if sent else 0,
        RunState.READING: 2,
        RunState.PREVIEW: 2,
        RunState.TAKING: 3,
    }.get(state, 4)
    return [
        Step(label, Progress.DONE if n < here else Progress.HERE if n == here else Progress.OPEN)
        for n, label in enumerate(labels)
    ]


def _step(deed: Callable[..., ImportRun], words: Callable[[ImportRun], str]) -> Callable[..., HttpResponse]:  # fmt: skip
    """A view that takes one step of a run and says that it was taken."""

    @login_required
    @require_POST
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        run = _run(request, pk)
        form = StepForm(request.POST)
        if not form.is_valid():
            raise Unreadable(_("The form has expired."), next_step=_("Open the page again."))
        moved = deed(run, version=form.cleaned_data["version"], actor=actor_of(request))
        if said := words(moved):
            messages.success(request, said)
        return redirect(moved)

    return view


def _dropped(_run: ImportRun) -> str:
    return _("The table was dropped. Nothing was changed.")


def _undone(_run: ImportRun) -> str:
    return _("Taken back: everything stands as it did before.")


def _back(_run: ImportRun) -> str:
    return _("You can choose the columns again.")


def _again(run: ImportRun) -> str:
    # Where it failed once more, or is still being read, the page says so itself.
    is_read = run.state == RunState.PREVIEW
    return _("The file is read again, against the directory as it is now.") if is_read else ""


import_drop = _step(tables.drop_table, _dropped)
import_undo = _step(tables.undo_table, _undone)
import_back = _step(tables.change_columns, _back)
import_again = _step(tables.read_table_again, _again)


@login_required
@require_POST
def import_take(request: HttpRequest, pk: int) -> HttpResponse:
    """Have the lines written."""
    run = _run(request, pk)
    form = TakeForm(request.POST)
    if not form.is_valid():
        raise Unreadable(_("The form has expired."), next_step=_("Open the page again."))
    try:
        moved = tables.take_table(
            run,
            version=form.cleaned_data["version"],
            actor=actor_of(request),
            only_good=form.cleaned_data["only_good"],
            with_doubtful=form.cleaned_data["with_doubtful"],
        )
    except InputRefused as fault:
        form.add_error(None, _in_words(fault))
        return _detail(request, run, form, 422)
    if moved.state == RunState.APPLIED:
        messages.success(
            request,
            _("Taken: %(made)s new, %(altered)s changed.")
            % {"made": moved.counts.get("made", 0), "altered": moved.counts.get("altered", 0)},
        )
    return redirect(moved)


@login_required
@require_safe
def import_faults(request: HttpRequest, pk: int) -> HttpResponse:
    """Every fault and warning as a file (R8)."""
    run = _run(request, pk)
    lines = queries.lines_with_faults(run)
    columns = (_("Sheet"), _("Line"), _("Name"), _("What becomes of it"), _("Column"), _("What is written"), _("What to do"))  # fmt: skip
    rows: Iterator[list[Value]] = (
        [row.sheet, row.number, row.label, row.handling, row.column, row.value, row.words]
        for row in fault_rows(lines.iterator(), None)
    )
    return csv_response(request, f"import-{run.pk}-faults.csv", columns, rows)


@login_required
@require_safe
def import_changes(request: HttpRequest, pk: int) -> HttpResponse:
    """Every line with what it changes, as a file."""
    run = _run(request, pk)
    columns = (_("Sheet"), _("Line"), _("Name"), _("What becomes of it"), _("Column"), _("Now"), _("Afterwards"))  # fmt: skip
    return csv_response(request, f"import-{run.pk}-changes.csv", columns, _all_lines(run.lines.order_by("pk")))  # fmt: skip


def _all_lines(lines: QuerySet[ImportLine]) -> list[list[Value]]:
    found: list[list[Value]] = []
    for line in lines.iterator():
        changes = change_rows([line])
        outcome = str(OUTCOMES[line.outcome])  # type: ignore[index]  # held by a constraint
        found += [
            [
                line.sheet,
                line.number,
                line.label,
                outcome,
                change.column,
                change.before,
                change.after,
            ]
            for change in changes
        ] or [[line.sheet, line.number, line.label, outcome, "", "", ""]]
    return found
