"""The pages of a project and its sheets: read, enter, take a step."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yuinowa.core import move
from yuinowa.core.rights import Role, can, require
from yuinowa.documents import xlsx
from yuinowa.kernel.errors import InputRefused, NotAllowed
from yuinowa.plans import queries, services
from yuinowa.plans.domain.sheet import SheetAction, SheetRole, SheetState
from yuinowa.plans.exchange import workbooks
from yuinowa.plans.forms import SheetForm, StepForm
from yuinowa.plans.labels import SHEET_ACTIONS, SHEET_DONE, SHEET_ROLES, SHEET_STATES
from yuinowa.plans.labels.rounds import said
from yuinowa.plans.models import Sheet
from yuinowa.plans.permissions import roles_toward
from yuinowa.plans.queries.structure import same_projects
from yuinowa.plans.views.claims import claims_context
from yuinowa.plans.views.frame import actor_of, chart_of, file_response, frame
from yuinowa.plans.views.rating import rating_context


@require_safe
def project_detail(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """The newest sheet of the project that may be seen, with all that belongs to the project."""
    actor = actor_of(request)
    project = get_object_or_404(queries.projects_visible_to(actor), plan=pk, key=key)
    sheets = queries.sheets_of_project(project, actor)
    if not sheets:
        return render(
            request,
            "plans/project_waiting.html",
            {**frame(project.plan), "project": project},
        )
    return _sheet_page(request, sheets[0])


@require_safe
def sheet_detail(request: HttpRequest, pk: int, sheet_pk: int) -> HttpResponse:
    return _sheet_page(request, _sheet(request, pk, sheet_pk))


def _sheet(request: HttpRequest, pk: int, sheet_pk: int) -> Sheet:
    return get_object_or_404(
        queries.sheets_visible_to(actor_of(request)), pk=sheet_pk, project__plan=pk
    )


def _sheet_page(
    request: HttpRequest, sheet: Sheet, step_form: StepForm | None = None, status: int = 200
) -> HttpResponse:
    actor, page = actor_of(request), queries.sheet_page(sheet)
    wait = queries.turn_of(sheet) if not sheet.is_open else None
    context = {
        "sheet_page": page,
        "sheet": sheet,
        "project": page.project,
        "identity": queries.identity_grid(page.plan, page.project, page.printed),
        "blocks": [(block, chart_of(block)) for block in page.indicators],
        "goal": page.project.measure.goal,
        "measure": page.project.measure,
        "state": SHEET_STATES[SheetState(sheet.state)],
        "wait": wait,
        "waited_role": SHEET_ROLES[SheetRole(wait.role)] if wait else "",
        "then_what": _(wait.then_what) if wait else "",
        "is_ours": wait is not None
        and actor.institution == wait.institution
        and actor.has(Role(wait.role)),
        "steps": [(action, SHEET_ACTIONS[action]) for action in move.buttons(sheet, actor)],
        "step_form": step_form or StepForm(initial={"version": sheet.version}),
        "can_edit": can(actor, "sheet.edit", sheet),
        **claims_context(page, actor),
        **rating_context(queries.rating_view(page)),
        "shows_variants": bool(roles_toward(actor, sheet)),
        "can_review": can(actor, "sheet.review", sheet),
        "others": [
            other
            for other in queries.sheets_of_project(page.project, actor)
            if other.pk != sheet.pk
        ],
        **_under_way(page, is_kept=bool(roles_toward(actor, sheet))),
        "neighbours": queries.neighbours(page.project),
        "same": same_projects(page.project, actor),
    }
    return render(
        request,
        "plans/sheet_detail.html",
        {**frame(page.plan), **context},
        status=status,
    )


def _under_way(page: queries.SheetPage, *, is_kept: bool) -> dict[str, object]:
    """What those who keep the plan see until a sheet is published: reasons owed, last year beside this year."""
    if page.sheet.is_open or not is_kept:
        return {}
    return {
        "gaps": [said(gap) for owing in queries.owing(page) for gap in owing.gaps],
        "compared": queries.beside(page),
    }


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sheet_edit(request: HttpRequest, pk: int, sheet_pk: int) -> HttpResponse:
    actor, sheet = actor_of(request), _sheet(request, pk, sheet_pk)
    require(actor, "sheet.edit", sheet)
    page = queries.sheet_page(sheet)
    form = SheetForm(page, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            services.enter_sheet(
                sheet.pk, form.entry(), actor=actor, expected_version=form.cleaned_data["version"]
            )
        except InputRefused as refused:
            form.add_error(None, _(refused.message))
        else:
            messages.success(request, _("The sheet is saved."))
            return redirect(sheet)
    context = {
        **frame(page.plan),
        "sheet": sheet,
        "project": page.project,
        "form": form,
        "goal": page.project.measure.goal,
        "measure": page.project.measure,
        "fed_by_ledger": page.fed_by_ledger,
    }
    return render(request, "plans/sheet_edit.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def sheet_act(request: HttpRequest, pk: int, sheet_pk: int, action: str) -> HttpResponse:
    sheet = _sheet(request, pk, sheet_pk)
    if action not in set(SheetAction):
        raise Http404
    if not roles_toward(actor_of(request), sheet):
        raise NotAllowed(f"{action} is for those who keep this plan")
    form = StepForm(request.POST)
    if form.is_valid():
        try:
            moved = services.move_sheet(
                sheet.pk,
                SheetAction(action),
                actor=actor_of(request),
                expected_version=form.cleaned_data["version"],
                note=form.cleaned_data["note"],
            )
        except InputRefused as refused:
            form.add_error("note", f"{_(refused.message)} {_(refused.next_step)}".strip())
        else:
            messages.success(request, SHEET_DONE[SheetAction(action)])
            return redirect(moved)
    return _sheet_page(request, sheet, form, status=422)


@require_safe
def sheet_workbook(request: HttpRequest, pk: int, sheet_pk: int) -> HttpResponse:
    sheet = _sheet(request, pk, sheet_pk)
    page = queries.sheet_page(sheet)
    return file_response(
        workbooks.sheet_workbook(page),
        xlsx.MEDIA_TYPE,
        f"sheet-{page.project.key}-{sheet.fiscal_year}.xlsx",
    )
