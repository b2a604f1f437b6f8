"""Pages of what was decided and promised at a meeting."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from yuinowa.core.acting import actor_of
from yuinowa.core.rights import require
from yuinowa.governance import queries
from yuinowa.governance.domain.promises import PromiseState
from yuinowa.governance.forms import DecisionForm, PromiseForm, SettleForm
from yuinowa.governance.models import Meeting
from yuinowa.governance.services import entries as deeds
from yuinowa.governance.views.frame import Words, done, meeting_of
from yuinowa.kernel.errors import WrongState


def _to_write(request: HttpRequest, pk: int) -> Meeting:
    """The meeting whose minutes can be written now.

    Raises:
        NotAllowed: the actor writes for no side of the body.
        WrongState: it is to come, was cancelled, or its minutes are agreed.
    """
    meeting = meeting_of(request, pk)
    require(actor_of(request), "meeting.write", meeting)
    if not meeting.is_held:
        raise WrongState(
            _("Only what is held and not yet agreed can be written."),
            next_step=_("Open the meeting and look at it."),
        )
    return meeting


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def decision_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down one decision."""
    actor, meeting = actor_of(request), _to_write(request, pk)
    form = DecisionForm(
        request.POST if request.method == "POST" else None, initial={"rule": meeting.body.rule}
    )
    return done(
        request,
        form,
        meeting,
        Words(
            title=_("Write down a decision"),
            about=_("One decision at a time. Who thought otherwise is written down with it."),
            button=_("Write it down"),
            done=_("The decision is written down."),
        ),
        lambda: deeds.add_decision(
            meeting.pk, form.decided(), once=form.cleaned_data["once"], actor=actor
        ),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def promise_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down one promise."""
    actor, meeting = actor_of(request), _to_write(request, pk)
    there = meeting.attendances.values_list("institution", "institution__name")
    form = PromiseForm(request.POST if request.method == "POST" else None, sides=there)
    return done(
        request,
        form,
        meeting,
        Words(
            title=_("Write down a promise"),
            about=_(
                "When the minutes are agreed, the side that promised finds it among its turns."
            ),
            button=_("Write it down"),
            done=_("The promise is written down."),
        ),
        lambda: deeds.add_promise(
            meeting.pk, form.promised(), once=form.cleaned_data["once"], actor=actor
        ),
    )


@login_required
@require_POST
def decision_take_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Take out a decision that was written by mistake."""
    actor = actor_of(request)
    decision = get_object_or_404(queries.decisions_visible_to(actor), pk=pk)
    meeting = deeds.take_out(decision, actor=actor)
    messages.success(request, _("The decision is taken out."))
    return redirect(meeting)


@login_required
@require_POST
def promise_take_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Take out a promise that was written by mistake."""
    actor = actor_of(request)
    promise = get_object_or_404(queries.promises_visible_to(actor), pk=pk)
    meeting = deeds.take_out(promise, actor=actor)
    messages.success(request, _("The promise is taken out."))
    return redirect(meeting)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def promise_settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Say whether a promise of one's own was kept."""
    actor = actor_of(request)
    promise = get_object_or_404(queries.promises_visible_to(actor), pk=pk)
    require(actor, "promise.settle", promise)
    form = SettleForm(request.POST if request.method == "POST" else None)
    return done(
        request,
        form,
        meeting_of(request, promise.meeting_id),
        Words(
            title=_("Say whether it was kept"),
            about=promise.text,
            button=_("Say so"),
            done=_("The other sides read it now."),
        ),
        lambda: deeds.settle_promise(
            promise.pk,
            PromiseState(form.cleaned_data["state"]),
            form.cleaned_data["outcome"],
            actor=actor,
        ),
    )
