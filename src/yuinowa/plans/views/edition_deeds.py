"""Prepare an edition, publish it, withdraw it; the page of the work on one of many sheets."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yuinowa.core import clock
from yuinowa.core.acting import actor_of
from yuinowa.core.idempotency import once
from yuinowa.core.rights import Level, can, require
from yuinowa.kernel.errors import InputRefused
from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.plans.domain.edition import EditionAction
from yuinowa.plans.domain.run import RunState
from yuinowa.plans.domain.sheet import SheetState
from yuinowa.plans.forms.edition import EditionForm
from yuinowa.plans.forms.sheet import StepForm
from yuinowa.plans.labels import SHEET_STATES
from yuinowa.plans.labels.editions import EDITION_DONE, place_words
from yuinowa.plans.labels.structure import LEVELS
from yuinowa.plans.models import Edition, Plan
from yuinowa.plans.queries import edition_drafts as drafts
from yuinowa.plans.queries.runs import at_work, edition_runs_visible_to
from yuinowa.plans.services import edition_runs as runs
from yuinowa.plans.services import editions as services
from yuinowa.plans.views.editions import edition_or_404, edition_page
from yuinowa.plans.views.frame import frame, visible_plan
from yuinowa.plans.views.structure import add_fault, status_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edition_prepare(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    """See what an edition would freeze and what it lacks, then prepare it."""
    actor, plan = actor_of(request), visible_plan(request, pk)
    require(actor, "plan.edit", plan)
    if not plan.first_year <= year <= plan.last_year:
        raise Http404
    going_on = at_work(plan, actor, year)
    if going_on is not None:
        return redirect(going_on)
    day = _usual_day(plan, year)
    form = EditionForm(
        request.POST if request.method == "POST" else None,
        day=day,
        is_correction=drafts.has_edition(plan, year),
        is_lacking=drafts.is_lacking(plan, year),
    )
    if request.method == "POST" and form.is_valid():
        try:
            made, _fresh = once(
                form.cleaned_data["once"],
                actor,
                lambda: runs.prepare_or_begin(plan.pk, year, form.entry(), actor=actor),
            )
        except InputRefused as refused:
            add_fault(form, refused)
        else:
            if isinstance(made, Edition):
                messages.success(
                    request, _("The edition is prepared. A second person publishes it.")
                )
            return redirect(made)
    draft = drafts.draft_of(plan, year, as_of=day, as_of_text=services.as_of_text(plan, day))
    context = {
        **frame(plan),
        "year": year,
        "draft": draft,
        "lacks": [(lack, _lack_words(lack)) for lack in drafts.lacks_of(draft)],
        "unconfirmed": drafts.unconfirmed_of(draft),
        "prepared": drafts.prepared_edition(plan, year),
        "corrections": [
            (row, place_words(row.part, row.name, row.fiscal_year))
            for row in drafts.change_rows(draft, _("The reason you write below"))
        ],
        "seen_by": "" if plan.level == Level.PUBLIC else LEVELS[Level(plan.level)],
        "form": form,
    }
    return render(request, "plans/edition_prepare.html", context, status=status_of(form))


def _usual_day(plan: Plan, year: int) -> date:
    """The day the plan reports as of, or the end of the year; not ahead."""
    day = plan.as_of_date if plan.as_of_year == year else FiscalYear(year).end
    return min(day, clock.today())


def _lack_words(lack: drafts.Lack) -> object:
    return SHEET_STATES[SheetState(lack.sheet.state)] if lack.sheet else _("No sheet")


@login_required
@require_POST
def edition_act(request: HttpRequest, pk: int, year: int, number: int, action: str) -> HttpResponse:
    """Publish a prepared edition, or withdraw it."""
    actor = actor_of(request)
    edition = edition_or_404(request, pk, year, number)
    if action not in set(EditionAction):
        raise Http404
    require(actor, "edition.act", edition)
    form = StepForm(request.POST)
    if not form.is_valid():
        return edition_page(request, edition, form, status=422)
    seen = form.cleaned_data["version"]
    if EditionAction(action) is EditionAction.WITHDRAW:
        services.withdraw_edition(edition.pk, actor=actor, expected_version=seen)
        messages.success(request, str(EDITION_DONE[EditionAction.WITHDRAW]))
        return redirect("plans:edition-list", pk)
    made = runs.publish_or_begin(edition, actor=actor, expected_version=seen)
    if isinstance(made, Edition):
        messages.success(request, str(EDITION_DONE[EditionAction.PUBLISH]))
    return redirect(made)


@never_cache
@login_required
@require_safe
def edition_run(request: HttpRequest, pk: int, year: int, run_pk: int) -> HttpResponse:
    """How far the work on an edition is; once it is done, the edition itself."""
    actor = actor_of(request)
    run = get_object_or_404(edition_runs_visible_to(actor), pk=run_pk, plan=pk, fiscal_year=year)
    if run.edition is not None and run.state == RunState.DONE:
        return redirect(run.edition)
    context = {
        **frame(run.plan, "edition-list"),
        "run": run,
        "trying": runs.tried_again(run),
        "sheets": drafts.published_sheets(pk, year),
        "can_edit": can(actor, "plan.edit", run.plan),
    }
    return render(request, "plans/edition_run.html", context)
