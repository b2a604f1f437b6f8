"""What is done about a request for support: take it, answer, decline, withdraw, take it up again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from yuinowa.core import clock, move
from yuinowa.core.acting import actor_of
from yuinowa.kernel.errors import NotAllowed, TransitionRefused
from yuinowa.relations.domain.support import SUPPORT_WORKFLOW, SupportAction, SupportState
from yuinowa.relations.forms.relations import VersionForm
from yuinowa.relations.forms.support import AnswerForm, ReasonForm
from yuinowa.relations.models import SupportRequest
from yuinowa.relations.permissions.support import roles_toward
from yuinowa.relations.services import support as deeds
from yuinowa.relations.views.changing import done
from yuinowa.relations.views.support import request_of


def _able(request: HttpRequest, pk: int, action: SupportAction) -> SupportRequest:
    """The request, if ``action`` can be taken on it now; asked for before the form is shown."""
    found, actor = request_of(request, pk), actor_of(request)
    if action in move.buttons(found, actor):
        return found
    held = roles_toward(actor, found)
    if any(action in SUPPORT_WORKFLOW.actions(state, held) for state in SupportState):
        raise TransitionRefused(
            _("This has moved on to another state."), next_step=_("Open it again and look at it.")
        )
    raise NotAllowed(f"{action} is for the other side")


@login_required
@require_POST
def support_take(request: HttpRequest, pk: int) -> HttpResponse:
    found = request_of(request, pk)
    deeds.take_request(found.pk, actor=actor_of(request))
    messages.success(request, _("The request is in hand. The side that asked sees it."))
    return redirect(found)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def support_answer(request: HttpRequest, pk: int) -> HttpResponse:
    found = _able(request, pk, SupportAction.ANSWER)
    form = AnswerForm(
        request.POST if request.method == "POST" else None,
        initial={
            "answer": found.answer,
            "done_on": clock.today(),
            "minutes": found.minutes,
            "version": found.version,
        },
    )
    return _done(
        request,
        found,
        form,
        lambda version: deeds.answer_request(
            pk, form.what(), expected_version=version, actor=actor_of(request)
        ),
        _("The request is answered. It counts once in the ledger, and both sides read the answer."),
        title=_("Answer the request"),
        button=_("Answer it"),
        about=_("It counts once in the ledger, as support given by the supporter."),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def support_decline(request: HttpRequest, pk: int) -> HttpResponse:
    return _with_reason(
        request,
        pk,
        SupportAction.DECLINE,
        deeds.decline_request,
        _("The request is declined. The side that asked reads why."),
        title=_("Decline the request"),
        button=_("Decline it"),
        about=_("Say what hinders it, or who else could be asked."),
        is_grave=True,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def support_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    return _with_reason(
        request,
        pk,
        SupportAction.WITHDRAW,
        deeds.withdraw_request,
        _("The request is withdrawn. It stays readable to both sides and no longer counts."),
        title=_("Withdraw the request"),
        button=_("Withdraw it"),
        about=_("It stays readable to both sides and no longer counts."),
        is_grave=True,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def support_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    return _with_reason(
        request,
        pk,
        SupportAction.REOPEN,
        deeds.reopen_request,
        _("The request is in hand again. Its answer no longer counts until it is given anew."),
        title=_("Take the request up again"),
        button=_("Take it up again"),
        about=_(
            "For an answer that was not right, or not the last. What was written stays in the form."
        ),
    )


def _with_reason(
    request: HttpRequest,
    pk: int,
    action: SupportAction,
    deed: Callable[..., Any],
    said: str,
    **words: object,
) -> HttpResponse:
    found = _able(request, pk, action)
    form = ReasonForm(
        request.POST if request.method == "POST" else None, initial={"version": found.version}
    )
    return _done(
        request,
        found,
        form,
        lambda version: deed(
            pk,
            reason=form.cleaned_data["reason"],
            expected_version=version,
            actor=actor_of(request),
        ),
        said,
        **words,
    )


def _done(
    request: HttpRequest,
    found: SupportRequest,
    form: VersionForm,
    deed: Callable[[int], Any],
    said: str,
    **words: object,
) -> HttpResponse:
    return done(
        request,
        found,
        form,
        lambda: deed(form.cleaned_data["version"]),
        said,
        lambda: request_of(request, found.pk).version,
        template="relations/support_change.html",
        context={"found": found, **words},
    )
