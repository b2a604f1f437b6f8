"""The files of plans and editions, whoever asks for them: given at once, or the page that tells how far the work on one is."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from yuinowa.core.acting import actor_of
from yuinowa.kernel.fiscal import today
from yuinowa.plans import queries
from yuinowa.plans.domain.run import PRINTED, FileForm, RunState
from yuinowa.plans.exchange import kept_files
from yuinowa.plans.exchange.papers import EditionPaper, Paper, PlanPaper
from yuinowa.plans.labels.editions import FILE_FORMS
from yuinowa.plans.models import FileRun
from yuinowa.plans.services import file_runs
from yuinowa.plans.views.editions import edition_or_404
from yuinowa.plans.views.frame import file_response, frame, visible_plan
from yuinowa.ui.parts import Progress, Step


@require_safe
def plan_workbook(request: HttpRequest, pk: int) -> HttpResponse:
    return given(request, _plan_paper(request, pk), FileForm.WORKBOOK)


@require_safe
def plan_report_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    return given(request, _plan_paper(request, pk), FileForm.PDF)


@require_safe
def edition_pdf(request: HttpRequest, pk: int, year: int, number: int) -> HttpResponse:
    return _of_edition(request, pk, year, number, FileForm.PDF)


@require_safe
def edition_workbook(request: HttpRequest, pk: int, year: int, number: int) -> HttpResponse:
    return _of_edition(request, pk, year, number, FileForm.WORKBOOK)


def _plan_paper(request: HttpRequest, pk: int) -> PlanPaper:
    """The plan as whoever asks is shown it now: the file has the same."""
    return PlanPaper(queries.printed_plan(visible_plan(request, pk), actor_of(request)))


def _of_edition(
    request: HttpRequest, pk: int, year: int, number: int, form: FileForm
) -> HttpResponse:
    """What is kept needs no more than the edition's row; only to make it is it read whole."""
    paper = EditionPaper(edition_or_404(request, pk, year, number))
    data = kept_files.read_kept(paper, form)
    if data is not None:
        return _sent(paper, form, data)
    run = kept_files.work_of(paper).get(form)
    if _is_to_begin(run):
        paper = EditionPaper(edition_or_404(request, pk, year, number, whole=True))
    return given(request, paper, form, run)


def given(
    request: HttpRequest, paper: Paper, form: FileForm, run: FileRun | None = None
) -> HttpResponse:
    """A small file is made here; a large one was kept, or its page tells how far the work on it is.

    Whether this reader may have it was asked before.
    """
    if run is None or _is_to_begin(run):
        if not paper.is_large:
            return _sent(paper, form, paper.printed_as(form))
        data = kept_files.read_kept(paper, form)
        if data is not None:
            return _sent(paper, form, data)
        run = kept_files.work_of(paper).get(form)
        if run is None or _is_to_begin(run):
            file_runs.begin_file(paper, form, actor=actor_of(request))
            run = kept_files.work_of(paper)[form]
    return _told_of_work(request, run, paper)


def _is_to_begin(run: FileRun | None) -> bool:
    """Never begun, or lost since: a folder may be emptied at any time."""
    return run is None or run.state == RunState.DONE


def _sent(paper: Paper, form: FileForm, data: bytes) -> HttpResponse:
    return file_response(data, kept_files.MEDIA_TYPES[form], paper.file_name(form))


def _told_of_work(request: HttpRequest, run: FileRun, paper: Paper) -> HttpResponse:
    """That the file is being made, or why it could not be; asked for anew each time."""
    edition = paper.edition
    context = {
        **frame(paper.plan, "plan-detail" if edition is None else "edition-list"),
        "edition": edition,
        "run": run,
        "name": FILE_FORMS[FileForm(run.form)],
        "sheets": paper.count,
        "steps": _steps(run),
        "trying": file_runs.tried_again(run),
        "again": _again_address(paper, run)
        if file_runs.may_print_again(paper, actor=actor_of(request))
        else "",
        **_whence(paper),
    }
    status = HTTPStatus.CONFLICT if run.is_failed else HTTPStatus.ACCEPTED
    answer = render(request, "plans/file_run.html", context, status=status)
    add_never_cache_headers(answer)
    return answer


def _whence(paper: Paper) -> dict[str, str]:
    """The page on which the file was asked for."""
    if paper.fiscal_year is not None:
        address = reverse("plans:plan-forms", args=[paper.plan.pk, paper.fiscal_year])
        return {"open_url": address, "open_label": _("Back to the forms")}
    if paper.edition is not None:
        return {"open_url": paper.edition.get_absolute_url(), "open_label": _("Open the edition")}
    return {"open_url": paper.plan.get_absolute_url(), "open_label": _("Open the plan")}


def _again_address(paper: Paper, run: FileRun) -> str:
    if FileForm(run.form) not in PRINTED:
        return run.get_absolute_url()
    if paper.edition is None:
        return reverse("plans:plan-file-again", args=[paper.plan.pk, run.form])
    place = [paper.plan.pk, paper.edition.fiscal_year, paper.edition.number, run.form]
    return reverse("plans:edition-file-again", args=place)


def _steps(run: FileRun) -> tuple[Step, ...]:
    """How far it is: asked for, taken up by a job, there."""
    is_taken_up = run.started_at is not None
    return (
        Step(_("Asked for"), Progress.DONE, day=today(run.created_at)),
        Step(_("Waits for other work"), Progress.DONE if is_taken_up else Progress.HERE),
        Step(_("Is being printed"), Progress.HERE if is_taken_up else Progress.OPEN),
        Step(_("Is kept, to be taken")),
    )


@login_required
@require_POST
def edition_file_again(
    request: HttpRequest, pk: int, year: int, number: int, form: str
) -> HttpResponse:
    """Print a file once more that could not be printed."""
    return _again(request, EditionPaper(edition_or_404(request, pk, year, number)), form)


@login_required
@require_POST
def plan_file_again(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """Print a file once more that could not be printed, as the plan is now."""
    return _again(request, _plan_paper(request, pk), form)


def _again(request: HttpRequest, paper: Paper, form: str) -> HttpResponse:
    if form not in set(PRINTED):
        raise Http404
    return made_again(request, paper, FileForm(form))


def made_again(request: HttpRequest, paper: Paper, form: FileForm) -> HttpResponse:
    """Make a file once more that could not be made, and tell how far the work is."""
    file_runs.print_again(paper, form, actor=actor_of(request))
    return redirect(kept_files.work_of(paper)[form])
