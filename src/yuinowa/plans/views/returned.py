"""A year's sheets as Excel forms: out to the departments, back filled, shown, taken, taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yuinowa.core import move
from yuinowa.core.acting import actor_of
from yuinowa.core.idempotency import once
from yuinowa.core.rights import require
from yuinowa.kernel.errors import InputRefused, Unreadable, VersionMovedOn, WrongState
from yuinowa.plans import queries
from yuinowa.plans.domain.returned import CellFault, FormAction, FormState, column_letters
from yuinowa.plans.domain.run import FileForm
from yuinowa.plans.exchange.carried import FormsPaper
from yuinowa.plans.forms.returned import FilledFormForm, PlacesForm, TakeFormForm
from yuinowa.plans.labels.returned import CELL_DOUBTS, CELL_FAULTS, FORM_STATES
from yuinowa.plans.models import FilledForm, PlanYear
from yuinowa.plans.queries import returned
from yuinowa.plans.services import returned as services
from yuinowa.plans.services import taking
from yuinowa.plans.views import files
from yuinowa.plans.views.frame import frame
from yuinowa.ui.paging import page_of

#: Of a file that is not ours so much is shown while it is said what stands where.
_ROWS_SHOWN, _COLUMNS_SHOWN = 40, 16


def _open_year(request: HttpRequest, pk: int, year: int) -> PlanYear:
    found = get_object_or_404(
        queries.years_visible_to(actor_of(request)), plan=pk, fiscal_year=year
    )
    require(actor_of(request), "round.edit", found)
    return found


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def plan_forms(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    """The forms of the year to fetch; the ones that came back, and one more."""
    actor, plan_year = actor_of(request), _open_year(request, pk, year)
    plan = plan_year.plan
    is_sent = request.method == "POST"
    form = FilledFormForm(request.POST, request.FILES) if is_sent else FilledFormForm()
    if is_sent and form.is_valid():
        given = form.cleaned_data["workbook"]
        try:
            made, _fresh = once(
                form.cleaned_data["once"],
                actor,
                lambda: services.receive_form(
                    plan, year, given.read(), name=given.name, actor=actor
                ),
            )
            return redirect(made)
        except (Unreadable, InputRefused) as refused:
            form.add_error("workbook", " ".join(filter(None, (str(refused), refused.next_step))))
    came = page_of(
        request, returned.forms_visible_to(actor).filter(plan=plan, fiscal_year=year), size=20
    )
    drafts = returned.drafts_of(plan, year)
    context = {
        **frame(plan),
        "year": plan_year,
        "form": form,
        "drafts": len(drafts),
        "departments": returned.departments_among(drafts),
        "came": came,
        "rows": [(row, FORM_STATES[FormState(row.state)]) for row in came],
    }
    return render(request, "plans/plan_forms.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def plan_forms_file(request: HttpRequest, pk: int, year: int, form: str) -> HttpResponse:
    """The drafts of the year to fill in: all, those of a department, or a workbook for each. POST: once more, where it failed."""
    plan = _open_year(request, pk, year).plan
    department = request.GET.get("department", "")
    found = returned.drafts_to_fill(plan, year, department)
    if not found:
        raise Http404
    paper = FormsPaper(plan, year, found, department)
    deed = files.made_again if request.method == "POST" else files.given
    return deed(request, paper, FileForm(f"forms.{form}"))


def _form(request: HttpRequest, pk: int, form_pk: int) -> FilledForm:
    return get_object_or_404(returned.forms_visible_to(actor_of(request)), pk=form_pk, plan=pk)


@login_required
@require_safe
def form_detail(request: HttpRequest, pk: int, form_pk: int) -> HttpResponse:
    """What the file changes, sheet by sheet, old beside new; what is wrong in it, cell by cell."""
    found = _form(request, pk, form_pk)
    if found.state == FormState.PLACES:
        return redirect("plans:form-places", pk, form_pk)
    return _detail(request, found, TakeFormForm(initial={"version": found.version}))


def _detail(
    request: HttpRequest, found: FilledForm, form: TakeFormForm, status: int = 200
) -> HttpResponse:
    rows = [
        (
            one,
            _faults(one),
            _said(one.row.doubts, {code.value: text for code, text in CELL_DOUBTS.items()}),
        )
        for one in returned.filled_rows(found)
    ]
    newer = [one.row for one, _faults_of, _doubts in rows if one.first and one.row.sheet]
    context = {
        **frame(found.plan),
        "found": found,
        "state": FORM_STATES[FormState(found.state)],
        # What is wrong comes first: in a file of many sheets nobody looks for it.
        "rows": sorted(
            (row for row in rows if row[0].changes or row[1]), key=lambda row: not row[1]
        ),
        "unchanged": [one for one, faults, _doubts in rows if not (one.changes or faults)],
        "changed": sum(bool(one.changes) and not faults for one, faults, _doubts in rows),
        "faulty": sum(bool(faults) for _one, faults, _doubts in rows),
        "form": form,
        "seen": " ".join(f"{row.pk}:{row.sheet.version}" for row in newer if row.sheet),
        "actions": set(map(str, move.buttons(found, actor_of(request)))),
        "is_own": bool(found.cells),
    }
    return render(request, "plans/form_detail.html", context, status=status)


def _faults(one: returned.FilledRow) -> list[tuple[str, str]]:
    found = _said(one.row.faults, {code.value: text for code, text in CELL_FAULTS.items()})
    return [*found, ("", str(CELL_FAULTS[CellFault.NOT_DRAFT]))] if one.is_late else found


def _said(
    found: Iterable[Mapping[str, str]], words: Mapping[str, Promise]
) -> list[tuple[str, str]]:
    """Where, and what is to be said there."""
    return [
        (
            " ".join(filter(None, (one["cell"], one["field"]))),
            str(words[one["code"]]) % {"value": one["value"]},
        )
        for one in found
    ]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def form_places(request: HttpRequest, pk: int, form_pk: int) -> HttpResponse:
    """What stands where in a form that is not ours, said beside its cells; remembered for the plan."""
    found = _form(request, pk, form_pk)
    is_sent = request.method == "POST"
    if found.state != FormState.PLACES and not is_sent:
        return redirect(found)
    initial = {"version": found.version, **services.places_of(found.plan)}
    form = PlacesForm(request.POST if is_sent else None, initial=initial)
    if is_sent and form.is_valid():
        try:
            said = services.say_places(
                found.pk,
                form.places(),
                actor=actor_of(request),
                expected_version=form.cleaned_data["version"],
            )
            return redirect(said)
        except InputRefused as refused:
            place = refused.place if refused.place in form.fields else None
            words = " ".join(filter(None, (_(refused.message), _(refused.next_step or ""))))
            form.add_error(place, words)
    context = {**frame(found.plan), "found": found, "form": form, **_grid(request, found)}
    return render(request, "plans/form_places.html", context, status=422 if form.errors else 200)


def _grid(request: HttpRequest, found: FilledForm) -> dict[str, object]:
    """The first cells of the worksheet that is looked at, under their letters and numbers."""
    names = list(found.cells)
    here = request.GET.get("worksheet", "")
    here = here if here in names else names[0]
    rows = {int(n): cells for n, cells in found.cells[here]["rows"].items()}
    width = min(max((len(cells) for cells in rows.values()), default=0), _COLUMNS_SHOWN)
    return {
        "worksheets": names,
        "here": here,
        "letters": [column_letters(n) for n in range(width)],
        "grid": [
            (n + 1, [*rows[n][:width], *[""] * (width - len(rows[n]))])
            for n in sorted(rows)[:_ROWS_SHOWN]
        ],
    }


@login_required
@require_POST
def form_act(request: HttpRequest, pk: int, form_pk: int, action: str) -> HttpResponse:
    """Take the file, leave it aside, take it back, or say anew what stands where."""
    found = _form(request, pk, form_pk)
    deeds: dict[str, Callable[[TakeFormForm], FilledForm]] = {
        FormAction.TAKE: lambda form: taking.take_form(
            found.pk,
            actor=actor_of(request),
            expected_version=form.cleaned_data["version"],
            only_good=form.cleaned_data["only_good"],
            seen=form.versions(),
        ),
        FormAction.DROP: lambda form: services.drop_form(found.pk, **_by(request, form)),
        FormAction.UNDO: lambda form: taking.undo_form(found.pk, **_by(request, form)),
        FormAction.REPLACE: lambda form: services.change_places(found.pk, **_by(request, form)),
    }
    if action not in deeds:
        raise Http404
    form = TakeFormForm(request.POST)
    status = 422
    if form.is_valid():
        try:
            after = deeds[action](form)
        except InputRefused as refused:
            place = refused.place if refused.place in form.fields else None
            words = " ".join(filter(None, (_(refused.message), _(refused.next_step or ""))))
            form.add_error(place, words)
        except WrongState as refused:
            form.add_error(None, " ".join(filter(None, (_(refused.message), refused.next_step))))
            status = refused.status
        except VersionMovedOn as refused:
            # Read again: what others wrote meanwhile stands beside what the file says, and nothing is lost.
            found, status = _form(request, pk, form_pk), refused.status
            form = TakeFormForm({"version": found.version})
            form.add_error(None, _second(found))
        else:
            messages.success(request, _DONE[action]())
            return redirect(after)
    return _detail(request, found, form, status)


def _second(found: FilledForm) -> str:
    """To whoever came second, at the file or at a sheet of it."""
    if found.state == FormState.PREVIEW:
        return _(
            "Somebody changed this file or one of its sheets meanwhile. Compare below, then take it, or leave it aside."
        )
    return _("Somebody else was first with this file. This is how it stands now.")


def _by(request: HttpRequest, form: TakeFormForm) -> dict[str, Any]:
    return {"actor": actor_of(request), "expected_version": form.cleaned_data["version"]}


_DONE: dict[str, Callable[[], str]] = {
    FormAction.TAKE: lambda: _("The drafts are as the file says. Nothing is submitted yet."),
    FormAction.DROP: lambda: _("The file is left aside; it changed nothing."),
    FormAction.UNDO: lambda: _("The drafts are as they were before the file was taken."),
    FormAction.REPLACE: lambda: _("Say anew what stands where."),
}
