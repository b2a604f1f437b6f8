"""The targets of an indicator, version by version, and the form of the next one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yuinowa.core.acting import actor_of
from yuinowa.kernel.errors import InputRefused, VersionMovedOn
from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.plans.domain.structure import Part
from yuinowa.plans.forms.targets import VersionTargetsForm
from yuinowa.plans.models import Plan
from yuinowa.plans.queries import structure
from yuinowa.plans.services import slots as slot_services
from yuinowa.plans.services.ordering import label_of, name_of
from yuinowa.plans.views.moved_on import MovedOn, moved_on, on_top
from yuinowa.plans.views.parts import editable_plan, part_of, part_page
from yuinowa.plans.views.structure import add_fault, status_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def slot_targets(request: HttpRequest, pk: int, part: int) -> HttpResponse:
    """The targets of an indicator, version by version, and the form of the next one (見直し)."""
    actor, plan = actor_of(request), editable_plan(request, pk)
    slot = part_of(plan, Part.SLOT, part)
    if slot.indicator is None:
        raise Http404
    years = list(range(plan.first_year, plan.last_year + 1))
    versions = structure.target_rows(slot, years)
    form = _targets_form(plan, slot, versions, request.POST if request.method == "POST" else None)
    moved: MovedOn | None = None
    if request.method == "POST" and form.is_valid():
        try:
            slot_services.adopt_targets(
                slot.pk,
                form.targets(),
                actor=actor,
                expected_version=form.cleaned_data["version"],
            )
        except InputRefused as refused:
            add_fault(form, refused)
        except VersionMovedOn:
            plan = editable_plan(request, pk)
            versions = structure.target_rows(slot, years)
            form = _targets_form(plan, slot, versions, on_top(request.POST, plan.version))
            moved = moved_on(plan, form)
        else:
            messages.success(
                request, _("The new targets are in force. The old ones stay readable.")
            )
            return redirect("plans:slot-targets", plan.pk, slot.pk)
    measured = structure.measured_against(slot)
    context = {
        "form": form,
        "title": _("Targets and their revision"),
        "above": f"{label_of(slot)} {name_of(slot)}",
        "versions": versions,
        "years": [FiscalYear(year).short for year in years],
        "measured": [
            (FiscalYear(year).short, text) for year, text in sorted(measured.items()) if text
        ],
        "button": _("Adopt new targets"),
        "moved_on": moved,
    }
    return part_page(request, plan, context, status=409 if moved else status_of(form))


def _targets_form(
    plan: Plan, slot: Any, versions: list[structure.TargetRow], data: Any
) -> VersionTargetsForm:
    """The form of the next version, filled with the newest."""
    years = range(plan.first_year, plan.last_year + 1)
    newest = dict(zip(years, versions[0].texts, strict=True)) if versions else {}
    return VersionTargetsForm(
        data,
        plan=plan,
        unit=slot.indicator.unit,
        decimals=slot.indicator.decimals,
        over_hundred=slot.indicator.over_hundred,
        initial={"version": plan.version}
        | {f"target-{year}": text for year, text in newest.items()},
    )
