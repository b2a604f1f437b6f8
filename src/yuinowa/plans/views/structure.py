"""Begin a plan, change it, see its whole structure and its history."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from yuinowa.core import clock
from yuinowa.core.acting import actor_of
from yuinowa.core.idempotency import once
from yuinowa.core.rights import can, require
from yuinowa.kernel.errors import AlreadyDone, InputRefused, VersionMovedOn, WrongState
from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.plans.domain.structure import Part
from yuinowa.plans.forms.structure import OncePlanForm, VersionPlanForm
from yuinowa.plans.labels.levels import Levels
from yuinowa.plans.labels.structure import COLUMNS, DEEDS
from yuinowa.plans.models import Plan
from yuinowa.plans.queries import structure
from yuinowa.plans.services.beginning import begin_plan, change_plan, second_half
from yuinowa.plans.views.frame import frame, levels_of, visible_plan
from yuinowa.plans.views.moved_on import MovedOn, moved_on, on_top
from yuinowa.plans.views.turns import editions_now, plan_turn

#: Deeds on one page of the history (R4).
_PAGE = 50


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def plan_begin(request: HttpRequest) -> HttpResponse:
    """The form of a new plan; then its structure, empty."""
    actor = actor_of(request)
    require(actor, "plan.begin", Plan(owner_id=actor.institution or 0))
    year = FiscalYear.of(clock.today()).start_year
    form = OncePlanForm(
        request.POST if request.method == "POST" else None,
        initial={
            "as_of": clock.today(),
            "first_year": year,
            "last_year": year + 4,
        },
    )
    if request.method == "POST" and form.is_valid():
        key = form.cleaned_data["once"]
        try:
            plan, fresh = once(key, actor, lambda: begin_plan(form.entry(), key=key, actor=actor))
        except (InputRefused, AlreadyDone) as refused:
            add_fault(form, refused)
        else:
            if fresh:
                messages.success(request, _("The plan is begun. Add its goals."))
            return redirect("plans:plan-structure", plan.pk)
    return render(request, "plans/plan_begin.html", {"form": form}, status=status_of(form))


def add_fault(form: BaseForm, refused: InputRefused | AlreadyDone | WrongState) -> None:
    """The refusal at its field, or over the form, with its next step."""
    place = getattr(refused, "place", "")
    words = " ".join(filter(None, (_(refused.message), _(refused.next_step or ""))))
    form.add_error(place if place in form.fields else None, words)
    form.refused = refused.status  # type: ignore[attr-defined]  # read by status_of


def status_of(form: BaseForm) -> int:
    """What a page with ``form`` answers: 409 where the state or a twin refused, 422 where a field did."""
    refused: int = getattr(form, "refused", 422)
    return refused if form.errors else 200


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def plan_change(request: HttpRequest, pk: int) -> HttpResponse:
    """What the plan says about itself; the next report's day is set here too."""
    actor, plan = actor_of(request), visible_plan(request, pk)
    require(actor, "plan.edit", plan)
    form = _plan_form(plan, request.POST if request.method == "POST" else None)
    moved: MovedOn | None = None
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        try:
            change_plan(plan.pk, form.entry(), actor=actor, expected_version=version)
        except (InputRefused, AlreadyDone, WrongState) as refused:
            add_fault(form, refused)
        except VersionMovedOn:
            plan = visible_plan(request, pk)
            form = _plan_form(plan, on_top(request.POST, plan.version))
            moved = moved_on(plan, form)
        else:
            messages.success(request, _("The plan is changed."))
            return redirect("plans:plan-structure", plan.pk)
    return render(
        request,
        "plans/plan_change.html",
        {**frame(plan), "form": form, "moved_on": moved},
        status=409 if moved else status_of(form),
    )


def _plan_form(plan: Plan, data: QueryDict | None) -> VersionPlanForm:
    """What the plan says about itself, or what was typed instead."""
    return VersionPlanForm(
        data,
        initial={
            "name": plan.name,
            "body": plan.body,
            "first_year": plan.first_year,
            "last_year": plan.last_year,
            "second_half": second_half(plan),
            "as_of": plan.as_of_date,
            "level": plan.level,
            "version": plan.version,
        },
    )


@login_required
@require_safe
def plan_structure(request: HttpRequest, pk: int) -> HttpResponse:
    """All parts of the plan with what can be done to each, and the next step."""
    actor, plan = actor_of(request), visible_plan(request, pk)
    require(actor, "plan.edit", plan)
    context = {
        "goals": structure.structure_of(plan),
        "turn": plan_turn(plan, actor, editions_now(plan, actor)),
    }
    return render(request, "plans/plan_structure.html", {**frame(plan), **context})


@login_required
@require_safe
def plan_history(request: HttpRequest, pk: int) -> HttpResponse:
    """Who changed what in the plan, and when."""
    actor, plan = actor_of(request), visible_plan(request, pk)
    require(actor, "plan.history", plan)
    page = Paginator(structure.deeds_on(plan), _PAGE).get_page(request.GET.get("page"))
    levels = levels_of(plan)
    rows = [
        (
            deed,
            DEEDS.get(deed.what, deed.what),
            levels.of(Part(deed.part)) if deed.part else "",
            [(_column(key, levels), before, after) for key, before, after in deed.values],
        )
        for deed in structure.told(page.object_list)
    ]
    context = {"deeds": page, "rows": rows, "can_edit": can(actor, "plan.edit", plan)}
    return render(request, "plans/plan_history.html", {**frame(plan), **context})


def _column(key: str, levels: Levels) -> object:
    """What a value in the history is called."""
    return levels.measure if key == "measure" else COLUMNS.get(key, key)
