"""The pages of a project and its sheets: read, enter, take a step."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yuinowa.core import move
from yuinowa.core.acting import actor_of
from yuinowa.core.models import Wait
from yuinowa.core.rights import Actor, Role, can, require
from yuinowa.documents import xlsx
from yuinowa.kernel.errors import InputRefused, NotAllowed, TransitionRefused, VersionMovedOn
from yuinowa.plans import queries, services
from yuinowa.plans.domain.sheet import SheetAction, SheetRole, SheetState
from yuinowa.plans.exchange import workbooks
from yuinowa.plans.forms import SheetForm, StepForm
from yuinowa.plans.forms.comments import AnswerForm, ClaimForm, CommentForm
from yuinowa.plans.labels import SHEET_ACTIONS, SHEET_DONE, SHEET_ROLES, SHEET_STATES
from yuinowa.plans.labels.comments import COMMENT_STATES
from yuinowa.plans.labels.rounds import NAMES_A_CHECKER, advice, said
from yuinowa.plans.models import Sheet
from yuinowa.plans.permissions import keepers_of, roles_toward
from yuinowa.plans.queries.checkers import without_checker
from yuinowa.plans.queries.comments import CommentRow, comments_of, parts_of
from yuinowa.plans.queries.structure import same_projects
from yuinowa.plans.views.claims import claims_context
from yuinowa.plans.views.frame import chart_of, file_response, frame
from yuinowa.plans.views.moved_on import MovedOn, moved_on, on_top
from yuinowa.plans.views.partners import partners_context, together_context
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
            {**frame(project.plan), "project": project, **together_context(project, actor)},
        )
    return sheet_page_of(request, sheets[0])


@require_safe
def sheet_detail(request: HttpRequest, pk: int, sheet_pk: int) -> HttpResponse:
    return sheet_page_of(request, visible_sheet(request, pk, sheet_pk))


def visible_sheet(request: HttpRequest, pk: int, sheet_pk: int) -> Sheet:
    return get_object_or_404(
        queries.sheets_visible_to(actor_of(request)), pk=sheet_pk, project__plan=pk
    )


def sheet_page_of(
    request: HttpRequest,
    sheet: Sheet,
    *,
    status: int = 200,
    step_form: StepForm | None = None,
    comment_form: CommentForm | None = None,
    answer: tuple[int, AnswerForm] | None = None,
    claim_form: ClaimForm | None = None,
    moved: MovedOn | None = None,
) -> HttpResponse:
    """The page of ``sheet``, with whichever form on it was sent and has faults."""
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
        "waited_role": _waited(sheet, wait) if wait else "",
        "then_what": _(wait.then_what) if wait else "",
        "is_ours": wait is not None
        and actor.institution == wait.institution
        and actor.has(Role(wait.role)),
        "steps": [(action, SHEET_ACTIONS[action]) for action in move.buttons(sheet, actor)],
        "moved_on": moved,
        "step_form": step_form or StepForm(initial={"version": sheet.version}),
        "can_edit": can(actor, "sheet.edit", sheet),
        "asks_rating": page.asks_rating,
        **claims_context(page, actor, claim_form),
        **_comments(page, actor, comment_form, answer),
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
        **partners_context(page.project, sheet.fiscal_year, actor),
    }
    return render(
        request,
        "plans/sheet_detail.html",
        {**frame(page.plan), **context},
        status=status,
    )


def _waited(sheet: Sheet, wait: Wait) -> object:
    """Who is waited for: where nobody can check the sheet, whoever names a checker."""
    in_vain = (
        sheet.state == SheetState.SUBMITTED and without_checker(sheet.project.plan, [sheet]).sheets
    )
    return NAMES_A_CHECKER if in_vain else SHEET_ROLES[SheetRole(wait.role)]


def _comments(
    page: queries.SheetPage,
    actor: Actor,
    comment_form: CommentForm | None,
    answer: tuple[int, AnswerForm] | None,
) -> dict[str, object]:
    """What was said on the sheet, for those who keep the plan; ``answer`` by comment has faults."""
    if not keepers_of(actor, page.plan):
        return {}
    form = comment_form
    if form is None and can(actor, "sheet.comment", page.sheet):
        form = CommentForm(parts_of(page))
    rows = comments_of(page.sheet, actor)
    failed = dict([answer]) if answer else {}
    return {
        "comments": [
            (row, COMMENT_STATES[row.state], failed.get(row.comment.pk) or _answer_form(row))
            for row in rows
        ],
        "open_comments": sum(row.is_open for row in rows),
        "comment_form": form,
    }


def _answer_form(row: CommentRow) -> AnswerForm:
    return AnswerForm(
        initial={"version": row.comment.version}, auto_id=f"comment-{row.comment.pk}_%s"
    )


def _under_way(page: queries.SheetPage, *, is_kept: bool) -> dict[str, object]:
    """What those who keep the plan see until a sheet is published: what it owes, last year beside this year."""
    if page.sheet.is_open or not is_kept:
        return {}
    return {
        "owed": [_owed(one) for one in queries.owing(page)],
        "compared": queries.beside(page),
    }


def _owed(one: queries.Owing) -> tuple[str, str, str]:
    """The field that is missing, why it is asked for, and what to do."""
    advices = dict.fromkeys(advice(gap) for gap in one.gaps)
    return one.field, " ".join(map(said, one.gaps)), " ".join(advices)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sheet_edit(request: HttpRequest, pk: int, sheet_pk: int) -> HttpResponse:
    actor, sheet = actor_of(request), visible_sheet(request, pk, sheet_pk)
    is_officer = SheetRole.OFFICER in roles_toward(actor, sheet)
    if request.method == "POST" and is_officer and not is_draft(sheet):
        return _no_longer(request, sheet)
    require(actor, "sheet.edit", sheet)
    page = queries.sheet_page(sheet)
    form = SheetForm(page, request.POST if request.method == "POST" else None)
    moved: MovedOn | None = None
    if request.method == "POST" and form.is_valid():
        try:
            services.enter_sheet(
                sheet.pk, form.entry(), actor=actor, expected_version=form.cleaned_data["version"]
            )
        except InputRefused as refused:
            form.add_error(None, " ".join(filter(None, (_(refused.message), _(refused.next_step)))))
        except VersionMovedOn:
            page = queries.sheet_page(visible_sheet(request, pk, sheet_pk))
            form = SheetForm(page, on_top(request.POST, page.sheet.version))
            moved = moved_on(page.sheet, form)
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
        "moved_on": moved,
        "comments": [row for row in comments_of(sheet, actor) if row.is_open],
    }
    status = 409 if moved else 422 if form.errors else 200
    return render(request, "plans/sheet_edit.html", context, status=status)


def is_draft(sheet: Sheet) -> bool:
    return sheet.state == SheetState.DRAFT


def _no_longer(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    """The sheet was taken to its next step while somebody wrote: every word typed, to be copied (R31)."""
    form = SheetForm(queries.sheet_page(sheet), request.POST)
    typed = [(row.label, row.data) for row in form.visible_fields() if row.data]
    context = {
        **frame(sheet.project.plan),
        "sheet": sheet,
        "project": sheet.project,
        "state": SHEET_STATES[SheetState(sheet.state)],
        "moved_on": moved_on(sheet),
        "typed": typed,
    }
    return render(request, "plans/sheet_moved_on.html", context, status=409)


@login_required
@require_POST
def sheet_act(request: HttpRequest, pk: int, sheet_pk: int, action: str) -> HttpResponse:
    sheet = visible_sheet(request, pk, sheet_pk)
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
        except (VersionMovedOn, TransitionRefused):
            return _step_too_late(request, visible_sheet(request, pk, sheet_pk))
        else:
            messages.success(request, SHEET_DONE[SheetAction(action)])
            return redirect(moved)
    return sheet_page_of(request, sheet, step_form=form, status=422)


def _step_too_late(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    """The sheet as it is now, with the reason that was typed kept where its step is still open."""
    form = StepForm(on_top(request.POST, sheet.version))
    return sheet_page_of(request, sheet, status=409, step_form=form, moved=moved_on(sheet))


@require_safe
def sheet_workbook(request: HttpRequest, pk: int, sheet_pk: int) -> HttpResponse:
    sheet = visible_sheet(request, pk, sheet_pk)
    page = queries.sheet_page(sheet)
    return file_response(
        workbooks.sheet_workbook(page),
        xlsx.MEDIA_TYPE,
        f"sheet-{page.project.key}-{sheet.fiscal_year}.xlsx",
    )
