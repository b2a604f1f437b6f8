"""Goals and tasks: write, change and take them back; agree to them as they stand."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from yuinowa.core.acting import actor_of
from yuinowa.core.rights import Actor, require
from yuinowa.ledger.queries.indicators import indicators_visible_to
from yuinowa.partnerships.domain.statements import Shared
from yuinowa.partnerships.forms.shared import (
    AddGoalForm,
    AddTaskForm,
    ChangeGoalForm,
    ChangeTaskForm,
)
from yuinowa.partnerships.models import Goal, Partnership, Task
from yuinowa.partnerships.queries.partnerships import joined
from yuinowa.partnerships.queries.statements import goals_visible_to, tasks_visible_to
from yuinowa.partnerships.services import shared as deeds
from yuinowa.partnerships.services.frame import refuse_begun
from yuinowa.partnerships.views.frame import done, partnership_of

#: So many indicators are offered; a side that has more names the measure in words.
MOST_INDICATORS = 100
GOAL, TASK = "goal", "task"


def _open(request: HttpRequest, pk: int, kind: str) -> tuple[Actor, Partnership]:
    if kind not in (GOAL, TASK):
        raise Http404
    actor, partnership = actor_of(request), partnership_of(request, pk)
    require(actor, "partnership.write", partnership)
    refuse_begun(partnership)
    return actor, partnership


def _choices(partnership: Partnership, kind: str, actor: Actor) -> dict[str, Any]:
    sides = joined(partnership)
    if kind == TASK:
        return {"sides": sides}
    institutions = [party.institution_id for party in sides]
    found = indicators_visible_to(actor).filter(institution__in=institutions)
    return {"sides": sides, "indicators": found.order_by("name", "pk")[:MOST_INDICATORS]}


def _row(kind: str, partnership: Partnership, row: int, actor: Actor) -> Goal | Task:
    if kind == GOAL:
        return get_object_or_404(goals_visible_to(actor).filter(partnership=partnership), pk=row)
    return get_object_or_404(tasks_visible_to(actor).filter(partnership=partnership), pk=row)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def shared_new(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Write a goal or a task more; what was agreed to before is asked again."""
    actor, partnership = _open(request, pk, kind)
    sent = request.POST if request.method == "POST" else None
    given = _choices(partnership, kind, actor)
    form: Any = AddGoalForm(sent, **given) if kind == GOAL else AddTaskForm(sent, **given)
    return done(
        request,
        partnership,
        form,
        lambda: deeds.add_row(pk, form.words(), once=form.cleaned_data["once"], actor=actor),
        _("It is written. Each side agrees to it for itself."),
        title=_("Write a goal") if kind == GOAL else _("Write a task"),
        about=_("All sides share this; any of them may write. Consents to what stood before end."),
        button=_("Write it down"),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def shared_edit(request: HttpRequest, pk: int, kind: str, row: int) -> HttpResponse:
    """Change a goal or a task."""
    actor, partnership = _open(request, pk, kind)
    found = _row(kind, partnership, row, actor)
    sent = request.POST if request.method == "POST" else None
    given = _choices(partnership, kind, actor) | {"initial": _initial(found)}
    form: Any = ChangeGoalForm(sent, **given) if kind == GOAL else ChangeTaskForm(sent, **given)
    return done(
        request,
        partnership,
        form,
        lambda: deeds.change_row(
            found, form.words(), expected_version=form.cleaned_data["version"], actor=actor
        ),
        _("It is kept. Each side agrees to it anew."),
        title=_("Change the goal") if kind == GOAL else _("Change the task"),
        about=_("All sides share this; any of them may write. Consents to what stood before end."),
        button=_("Keep it"),
        version=lambda: _row(kind, partnership, row, actor).version,
    )


def _initial(row: Goal | Task) -> dict[str, object]:
    if isinstance(row, Goal):
        names = ("what", "measure", "amount", "unit", "by_when", "version")
        return {name: getattr(row, name) for name in names} | {
            "owner": row.owner_id,
            "indicator": row.indicator_id or "",
        }
    return {name: getattr(row, name) for name in ("text", "due", "done_when", "version")} | {
        "accountable": row.accountable_id,
        "helpers": [helper.party_id for helper in row.contributors.all()],
    }


@login_required
@require_POST
def shared_remove(request: HttpRequest, pk: int, kind: str, row: int) -> HttpResponse:
    """Take a goal or a task away."""
    actor, partnership = _open(request, pk, kind)
    found = _row(kind, partnership, row, actor)
    deeds.remove_row(found, expected_version=found.version, actor=actor)
    messages.success(request, _("It is taken away. Each side agrees anew to what is left."))
    return redirect(partnership)


@login_required
@require_POST
def party_agree(request: HttpRequest, pk: int, about: str) -> HttpResponse:
    """Agree, for our side, to the goals or the roles as they stand."""
    actor, partnership = actor_of(request), partnership_of(request, pk)
    if about not in [code.value for code in Shared]:
        raise Http404
    require(actor, "partnership.lead", partnership)
    deeds.agree(pk, Shared(about), actor=actor)
    messages.success(request, _("Your side agrees. If anything is changed, you are asked again."))
    return redirect(partnership)
