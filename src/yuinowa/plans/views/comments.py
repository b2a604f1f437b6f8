"""What those who keep and check a plan say to each other about a sheet, and to what the claim check found."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yuinowa.core.acting import actor_of
from yuinowa.core.idempotency import once
from yuinowa.core.rights import require
from yuinowa.kernel.errors import InputRefused
from yuinowa.plans import queries
from yuinowa.plans.domain.comments import CommentAction
from yuinowa.plans.forms.comments import AnswerForm, ClaimForm, CommentForm
from yuinowa.plans.labels.comments import DONE
from yuinowa.plans.queries import comments
from yuinowa.plans.services.claims import acknowledge_claim
from yuinowa.plans.services.comments import act_on_comment, begin_comment
from yuinowa.plans.views.sheets import sheet_page_of, visible_sheet


@login_required
@require_POST
def sheet_comment(request: HttpRequest, pk: int, sheet_pk: int) -> HttpResponse:
    """Begin a comment on a part of the sheet."""
    actor, sheet = actor_of(request), visible_sheet(request, pk, sheet_pk)
    require(actor, "sheet.comment", sheet)
    form = CommentForm(comments.parts_of(queries.sheet_page(sheet)), request.POST)
    if form.is_valid():
        field = form.cleaned_data["part"]
        comment, fresh = once(
            form.cleaned_data["once"],
            actor,
            lambda: begin_comment(
                sheet.pk,
                form.cleaned_data["text"],
                field=field,
                part=form.parts[field] if field else "",
                actor=actor,
            ),
        )
        if fresh:
            messages.success(request, _("The comment stands on the sheet."))
        return redirect(comment)
    return sheet_page_of(request, sheet, status=422, comment_form=form)


@login_required
@require_POST
def comment_act(
    request: HttpRequest, pk: int, sheet_pk: int, comment: int, action: str
) -> HttpResponse:
    """Answer a comment, or settle it."""
    actor, sheet = actor_of(request), visible_sheet(request, pk, sheet_pk)
    found = get_object_or_404(comments.comments_visible_to(actor), pk=comment, sheet=sheet)
    form = AnswerForm(request.POST)

    def act() -> HttpResponse:
        moved = act_on_comment(
            found.pk,
            CommentAction(action),
            text=form.cleaned_data["text"],
            actor=actor,
            expected_version=form.cleaned_data["version"],
        )
        messages.success(request, DONE[CommentAction(action)])
        return redirect(moved)

    if action not in set(CommentAction):
        raise Http404
    return _done(form, "text", act) or sheet_page_of(
        request, sheet, status=422, answer=(found.pk, form)
    )


@login_required
@require_POST
def sheet_claim(request: HttpRequest, pk: int, sheet_pk: int) -> HttpResponse:
    """Say that a finding was seen, and why the text stands."""
    actor, sheet = actor_of(request), visible_sheet(request, pk, sheet_pk)
    require(actor, "sheet.acknowledge", sheet)
    form = ClaimForm(request.POST)

    def keep() -> HttpResponse:
        values = form.cleaned_data
        acknowledge_claim(sheet.pk, values["fingerprint"], values["reason"], actor=actor)
        messages.success(
            request, _("It is kept with your name. A changed text or figure asks again.")
        )
        return redirect(f"{sheet.get_absolute_url()}#claims")

    return _done(form, "reason", keep) or sheet_page_of(request, sheet, status=422, claim_form=form)


def _done(
    form: AnswerForm | ClaimForm, place: str, deed: Callable[[], HttpResponse]
) -> HttpResponse | None:
    """What ``deed`` answers; None where ``form`` has faults, those of the refusal with them."""
    if not form.is_valid():
        return None
    try:
        return deed()
    except InputRefused as refused:
        form.add_error(place, _(refused.message))
    return None
