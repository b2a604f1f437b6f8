"""The partnerships a project is carried out with: linked by the plan's people, doubted by a side, taken off again."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yuinowa.core import move
from yuinowa.core.acting import actor_of
from yuinowa.core.idempotency import made_by, once
from yuinowa.core.rights import Actor
from yuinowa.kernel.errors import InputRefused, NotAllowed, VersionMovedOn, WrongState
from yuinowa.partnerships.queries.workspace import sides_in_words
from yuinowa.plans.domain.together import LinkAction
from yuinowa.plans.forms.together import LinkForm, LinkStepForm
from yuinowa.plans.labels.together import LINK_ABOUT, LINK_ACTIONS, LINK_DONE
from yuinowa.plans.models import ProjectPartnership
from yuinowa.plans.permissions import roles_toward_link
from yuinowa.plans.queries import together
from yuinowa.plans.services.together import act_on_link, link_partnership
from yuinowa.plans.views.evidence import project_to_link
from yuinowa.plans.views.frame import frame
from yuinowa.plans.views.moved_on import on_top
from yuinowa.ui.paging import page_of

#: Partnerships offered on one page; as long as words to search for may be (R5).
OFFERED, WORDS = 10, 100


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def project_partnerships(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """The partnerships of a project, those taken off too, and the form that links another one."""
    actor, project = actor_of(request), project_to_link(request, pk, key)
    sent = request.POST if request.method == "POST" else None
    if sent is not None and made_by(sent.get("once", ""), actor, ProjectPartnership):
        return redirect("plans:project-partnerships", pk=pk, key=key)
    words = request.GET.get("q", "")[:WORDS].strip()
    found = page_of(request, together.to_link(project, actor, words), size=OFFERED)
    form = LinkForm([(row, sides_in_words(row)) for row in found], sent)
    if form.is_bound and form.is_valid():
        chosen, about = int(form.cleaned_data["partnership"]), form.cleaned_data["what_for"]
        try:
            once(
                form.cleaned_data["once"],
                actor,
                lambda: link_partnership(project.pk, chosen, about, actor=actor),
            )
        except InputRefused as refused:
            form.add_error(refused.place if refused.place in form.fields else None, refused.message)
        else:
            messages.success(request, _("The project and the partnership show each other."))
            return redirect("plans:project-partnerships", pk=pk, key=key)
    rows = together.of_project(project, actor, whole=True)
    context = {
        "project": project,
        "rows": [row for row in rows if not row.link.is_over],
        "past": [row for row in rows if row.link.is_over],
        "found": found,
        "words": words,
        "form": form,
    }
    return render(
        request,
        "plans/project_partnerships.html",
        {**frame(project.plan), **context},
        status=422 if form.errors else 200,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def link_act(request: HttpRequest, link: int, action: str) -> HttpResponse:
    """Say that a project is none of one's partnership's, take that back, or take the partnership off."""
    if action not in set(LinkAction):
        raise Http404
    actor, step = actor_of(request), LinkAction(action)
    row = get_object_or_404(together.links_visible_to(actor), pk=link)
    if not roles_toward_link(actor, row):
        raise NotAllowed(f"{action} is for the plan's people or a side")
    if step not in move.buttons(row, actor):
        raise WrongState(
            _("This cannot be done with the link now."),
            next_step=_("Open it again and look at it."),
        )
    back = _back(row, actor)
    form = LinkStepForm(
        step,
        request.POST if request.method == "POST" else None,
        initial={"version": row.version},
    )
    moved_on = False
    if form.is_bound and form.is_valid():
        try:
            act_on_link(
                row.pk,
                step,
                reason=form.cleaned_data.get("reason", ""),
                actor=actor,
                expected_version=form.cleaned_data["version"],
            )
        except VersionMovedOn:
            row = together.links_visible_to(actor).get(pk=link)
            form = LinkStepForm(step, on_top(request.POST, row.version))
            moved_on = True
        else:
            messages.success(request, str(LINK_DONE[step]))
            return redirect(back)
    context = {
        "row": replace(together.told(row, actor), steps=()),
        "form": form,
        "title": LINK_ACTIONS[step],
        "about": LINK_ABOUT[step],
        "back": back,
        "moved_on": moved_on,
    }
    status = 409 if moved_on else 422 if form.errors else 200
    return render(request, "plans/link_act.html", context, status=status)


def _back(link: ProjectPartnership, actor: Actor) -> str:
    """Where the step was begun: the plan's people at the project, a side at its partnership."""
    is_keeper = actor.institution == link.project.plan.owner_id
    return link.get_absolute_url() if is_keeper else link.partnership.get_absolute_url()
