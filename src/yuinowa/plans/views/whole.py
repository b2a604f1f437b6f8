"""A whole plan as a file: taken along from here, looked at and taken in there."""

from __future__ import annotations

import json

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from yuinowa.core.acting import actor_of
from yuinowa.core.rights import require
from yuinowa.kernel.errors import AlreadyDone, InputRefused, Unreadable
from yuinowa.plans import services
from yuinowa.plans.domain.run import FileForm
from yuinowa.plans.exchange import PlanFileRefused, whole
from yuinowa.plans.exchange.carried import WholePaper
from yuinowa.plans.exchange.faults import SHOWN
from yuinowa.plans.forms.whole import PlanFileForm
from yuinowa.plans.models import Plan
from yuinowa.plans.views import files
from yuinowa.plans.views.frame import visible_plan


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def plan_whole(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """Everything the plan holds, drafts too, as JSON or as a workbook in data form. POST: once more, where it failed."""
    plan = visible_plan(request, pk)
    require(actor_of(request), "plan.take_along", plan)
    paper, asked = WholePaper(plan), FileForm(f"whole.{form}")
    deed = files.made_again if request.method == "POST" else files.given
    return deed(request, paper, asked)


@require_safe
def plan_whole_schema(_request: HttpRequest) -> HttpResponse:
    text = json.dumps(whole.schema(), ensure_ascii=False, indent=1)
    return HttpResponse(text, content_type="application/schema+json")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def plan_take_in(request: HttpRequest) -> HttpResponse:
    """Send a file; it is looked at, or taken in whole. What is wrong is named by its place."""
    actor = actor_of(request)
    owner = actor.institution or 0
    require(actor, "plan.import", Plan(owner_id=owner))
    form = PlanFileForm(request.POST, request.FILES) if request.method == "POST" else PlanFileForm()
    found: services.Looked | None = None
    faults: tuple[object, ...] = ()
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data["plan"].read()
        try:
            if "take" in request.POST:
                taken = services.import_plan(
                    data, owner_institution=owner, actor=actor, editable=True
                )
                messages.success(request, _taken_words(taken))
                for note in taken.notes:
                    messages.warning(request, str(note))
                return redirect(taken.plan)
            found = services.look_at_plan(data)
        except PlanFileRefused as refused:
            faults = refused.faults
            form.add_error("plan", refused.message.partition("\n")[0])
        except (Unreadable, InputRefused, AlreadyDone) as refused:
            form.add_error("plan", " ".join(filter(None, (str(refused), refused.next_step))))
    context = {"form": form, "found": found, "faults": faults[:SHOWN], "more": len(faults) - SHOWN}
    return render(request, "plans/plan_take_in.html", context, status=422 if form.errors else 200)


def _taken_words(taken: services.Imported) -> str:
    if not taken.is_fresh:
        return _("This file was taken in before; here is its plan.")
    return _("The plan is taken in, with everything the file holds.")
