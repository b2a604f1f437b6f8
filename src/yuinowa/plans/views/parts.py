"""Add, change, move and remove a goal, a measure, a project or an indicator; adopt its targets."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from yuinowa.core.acting import actor_of
from yuinowa.core.idempotency import once
from yuinowa.core.rights import Actor, require
from yuinowa.kernel.errors import InputRefused, VersionMovedOn, WrongState
from yuinowa.plans.domain.structure import Part
from yuinowa.plans.forms import slot as slot_forms
from yuinowa.plans.forms import structure as structure_forms
from yuinowa.plans.models import Plan
from yuinowa.plans.queries import structure
from yuinowa.plans.services import slots as slot_services
from yuinowa.plans.services import structure as services
from yuinowa.plans.services.ordering import label_of, name_of
from yuinowa.plans.views.frame import frame, levels_of, visible_plan
from yuinowa.plans.views.moved_on import MovedOn, moved_on, on_top
from yuinowa.plans.views.structure import add_fault, status_of

#: Where a new part of each kind goes.
_PARENTS = {Part.MEASURE: Part.GOAL, Part.PROJECT: Part.MEASURE, Part.SLOT: Part.PROJECT}


def editable_plan(request: HttpRequest, pk: int) -> Plan:
    plan = visible_plan(request, pk)
    require(actor_of(request), "plan.edit", plan)
    return plan


def part_of(plan: Plan, kind: Part, pk: int) -> Any:
    found = structure.part_of(plan, kind, pk)
    if found is None:
        raise Http404
    return found


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def part_new(request: HttpRequest, pk: int, kind: str, parent: int) -> HttpResponse:
    """A new part after the last one of its kind; ``parent`` is the plan's id for a goal."""
    actor, plan, part = actor_of(request), editable_plan(request, pk), Part(kind)
    if part is Part.GOAL and parent != plan.pk:
        raise Http404
    above: Any = plan if part is Part.GOAL else part_of(plan, _PARENTS[part], parent)
    data = request.POST if request.method == "POST" else None
    share = _share_form(request, above, actor) if part is Part.SLOT else None
    is_shared = data is not None and "share" in data and share is not None
    form = _empty_form(part, plan, actor, None if is_shared else data)
    asked = share if is_shared and share is not None else form
    if data is not None and asked.is_valid():
        try:
            _made, fresh = once(
                asked.cleaned_data["once"], actor, _maker(part, above, asked, actor)
            )
        except (InputRefused, WrongState) as refused:
            add_fault(asked, refused)
        else:
            if fresh:
                messages.success(request, _("It is added."))
            return redirect("plans:plan-structure", plan.pk)
    context = {
        "form": form,
        "share": share,
        "title": levels_of(plan).add(part),
        "above": "" if part is Part.GOAL else f"{label_of(above)} {name_of(above)}",
        "metrics": structure.metrics_to_choose(plan) if part is Part.SLOT else [],
        "button": _("Add"),
    }
    return part_page(request, plan, context, status=status_of(asked))


def _share_form(request: HttpRequest, project: Any, actor: Actor) -> Any:
    rows = structure.shareable(project, actor)
    if not rows:
        return None
    is_asked = request.method == "POST" and "share" in request.POST
    return slot_forms.ShareForm(rows, request.POST if is_asked else None)


def _empty_form(part: Part, plan: Plan, actor: Actor, data: Any) -> Any:
    match part:
        case Part.PROJECT:
            others = structure.projects_elsewhere(plan, actor)
            return structure_forms.OnceProjectForm(others, data)
        case Part.SLOT:
            return slot_forms.NewSlotForm(data, plan=plan, metrics=_metrics(plan))
    return structure_forms.OnceNameForm(data)


def _metrics(plan: Plan) -> list[Any]:
    return [(row, name) for row, name, _sentence in structure.metrics_to_choose(plan)]


def _maker(part: Part, above: Any, form: Any, actor: Actor) -> Callable[[], Any]:
    match part:
        case Part.GOAL:
            return lambda: services.add_goal(above.pk, form.cleaned_data["name"], actor=actor)
        case Part.MEASURE:
            return lambda: services.add_measure(above.pk, form.cleaned_data["name"], actor=actor)
        case Part.PROJECT:
            return lambda: services.add_project(above.pk, form.entry(), actor=actor)
    if isinstance(form, slot_forms.ShareForm):
        chosen = int(form.cleaned_data["share"])
        return lambda: slot_services.share_indicator(above.pk, chosen, actor=actor)
    return lambda: slot_services.add_indicator(above.pk, form.entry(), form.targets(), actor=actor)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def part_edit(request: HttpRequest, pk: int, kind: str, part: int) -> HttpResponse:
    actor, plan, known = actor_of(request), editable_plan(request, pk), Part(kind)
    row = part_of(plan, known, part)
    if known is Part.SLOT and row.indicator is None:
        raise Http404
    form = _filled_form(known, plan, row, actor, request.POST if request.method == "POST" else None)
    moved: MovedOn | None = None
    if request.method == "POST" and form.is_valid():
        try:
            _change(known, row, form, actor)
        except (InputRefused, WrongState) as refused:
            add_fault(form, refused)
        except VersionMovedOn:
            plan = editable_plan(request, pk)
            row = part_of(plan, known, part)
            data = on_top(request.POST, plan.version)
            form = _filled_form(known, plan, row, actor, data)
            moved = moved_on(plan, form)
        else:
            messages.success(request, _("The change is saved."))
            return redirect("plans:plan-structure", plan.pk)
    context = {
        "moved_on": moved,
        "form": form,
        "title": _("Change: %(what)s") % {"what": levels_of(plan).of(known)},
        "above": f"{label_of(row)} {name_of(row)}",
        "metrics": structure.metrics_to_choose(plan) if known is Part.SLOT else [],
        "button": _("Save"),
    }
    return part_page(request, plan, context, status=409 if moved else status_of(form))


def _filled_form(part: Part, plan: Plan, row: Any, actor: Actor, data: Any) -> Any:
    initial: dict[str, Any] = {"version": plan.version, "name": name_of(row)}
    match part:
        case Part.PROJECT:
            initial |= {
                "description": row.description,
                "departments": row.department.replace("、", "\n"),
                "plan_page": row.plan_page,
                "is_priority": row.is_priority,
                "is_new": row.is_new,
                "has_indicators": "yes" if row.has_indicators else "no",
                "actions": "\n".join(
                    f"{action.department}：{action.description}" for action in row.actions.all()
                ),
                "same_as": row.same_as_id or "",
                "measure": row.measure_id,
            }
            others = structure.projects_elsewhere(plan, actor)
            form = structure_forms.VersionProjectForm(
                others, structure.measures_of(plan), data, initial=initial
            )
            form.fields["measure"].label = levels_of(plan).measure
            return form
        case Part.SLOT:
            names = (
                "definition", "excluded", "kind", "nature", "direction", "unit", "decimals", "over_hundred",
                "numerator", "denominator", "baseline_year", "counted_on", "statistic", "per_residents", "source",
            )  # fmt: skip
            initial |= {name: getattr(row.indicator, name) for name in names}
            initial["baseline"] = (
                "" if row.indicator.baseline is None else f"{row.indicator.baseline.normalize():,f}"
            )
            initial["department"] = row.department
            initial["metric"] = row.indicator.metric_id or ""
            return slot_forms.VersionSlotForm(data, metrics=_metrics(plan), initial=initial)
    return structure_forms.VersionNameForm(data, initial=initial)


def _change(part: Part, row: Any, form: Any, actor: Actor) -> None:
    version = form.cleaned_data["version"]
    match part:
        case Part.PROJECT:
            services.change_project(
                row.pk,
                form.entry(),
                measure_id=int(form.cleaned_data["measure"]),
                actor=actor,
                expected_version=version,
            )
        case Part.SLOT:
            slot_services.change_indicator(
                row.pk, form.entry(), actor=actor, expected_version=version
            )
        case _:
            services.rename(row, form.cleaned_data["name"], actor=actor, expected_version=version)


@login_required
@require_POST
def part_move(request: HttpRequest, pk: int, kind: str, part: int) -> HttpResponse:
    """One place up (``step`` -1) or down (1)."""
    actor, plan = actor_of(request), editable_plan(request, pk)
    row = part_of(plan, Part(kind), part)
    form = structure_forms.VersionForm(request.POST)
    if not form.is_valid():
        raise InputRefused(_("The form has expired."), next_step=_("Open the page again."))
    step = -1 if request.POST.get("step") == "-1" else 1
    services.move_part(row, step, actor=actor, expected_version=form.cleaned_data["version"])
    return redirect("plans:plan-structure", plan.pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def part_remove(request: HttpRequest, pk: int, kind: str, part: int) -> HttpResponse:
    """Asks once, then removes it."""
    actor, plan, known = actor_of(request), editable_plan(request, pk), Part(kind)
    row = part_of(plan, known, part)
    form = structure_forms.VersionForm(
        request.POST if request.method == "POST" else None, initial={"version": plan.version}
    )
    if request.method == "POST" and form.is_valid():
        services.remove_part(row, actor=actor, expected_version=form.cleaned_data["version"])
        messages.success(request, _("It is removed. The numbers after it moved up."))
        return redirect("plans:plan-structure", plan.pk)
    context = {
        "form": form,
        "title": _("Remove: %(what)s") % {"what": levels_of(plan).of(known)},
        "above": f"{label_of(row)} {name_of(row)}",
        "warning": _(
            "It goes only if nothing hangs on it. The history of the plan keeps its name."
        ),
        "button": _("Remove"),
    }
    return part_page(request, plan, context, status=status_of(form))


def part_page(
    request: HttpRequest, plan: Plan, context: dict[str, Any], *, status: int
) -> HttpResponse:
    return render(request, "plans/part_form.html", {**frame(plan), **context}, status=status)
