"""Deeds on an activity before it is held: propose, change, host, announce, put off, give up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods

from yuinowa.core.acting import actor_of
from yuinowa.core.rights import require
from yuinowa.kernel.errors import InputRefused
from yuinowa.partnerships.forms.activities import (
    ChangeForm,
    HostForm,
    ProposeForm,
    ReasonForm,
    SetDayForm,
    values_of,
)
from yuinowa.partnerships.forms.partnerships import VersionForm
from yuinowa.partnerships.models import Activity
from yuinowa.partnerships.queries.activities import own_host
from yuinowa.partnerships.queries.partnerships import joined, own_party
from yuinowa.partnerships.services import activities as deeds
from yuinowa.partnerships.views.activities import activity_of
from yuinowa.partnerships.views.frame import done, frame, partnership_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def activity_propose(request: HttpRequest, pk: int) -> HttpResponse:
    """An activity more; other sides named as hosts are asked."""
    actor, partnership = actor_of(request), partnership_of(request, pk)
    require(actor, "partnership.write", partnership)
    own = own_party(partnership, actor)
    form = ProposeForm(
        request.POST if request.method == "POST" else None,
        sides=joined(partnership),
        initial={"hosts": [str(own.pk)] if own else []},
    )
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            made, fresh = deeds.propose(
                pk, form.plan(), once=form.cleaned_data["once"], actor=actor
            )
        except InputRefused as refused:
            form.add_error(refused.place if refused.place in form.fields else None, refused.message)
        else:
            if fresh:
                messages.success(request, _("It is planned. The other sides see it."))
            return redirect(made)
    context = {
        **frame(request, partnership),
        "form": form,
        "title": _("Propose an activity"),
        "about": _("What you want to do together, when and where. A side you name answers itself."),
        "button": pgettext("an activity", "Propose it"),
        "back": reverse("partnerships:activity-list", args=[pk]),
    }
    return render(request, "partnerships/change.html", context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def activity_change(request: HttpRequest, pk: int, activity: int) -> HttpResponse:
    """Change what is planned; where day or place change, the other hosts are asked anew."""
    actor, partnership, found = (
        actor_of(request),
        partnership_of(request, pk),
        written(request, pk, activity),
    )
    form = ChangeForm(
        request.POST if request.method == "POST" else None,
        sides=joined(partnership),
        initial=values_of(found, own_host(found, actor)),
    )
    return done_with(
        request,
        found,
        form,
        lambda: deeds.change(
            found.pk, form.plan(), expected_version=form.cleaned_data["version"], actor=actor
        ),
        _("It is changed."),
        title=_("Change the plan"),
        about=_("Where the day, the time or the place changes, the other hosts are asked anew."),
        button=_("Keep it"),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def activity_host(request: HttpRequest, pk: int, activity: int) -> HttpResponse:
    """Say for one's own side whether it hosts; a side speaks for itself alone."""
    actor, found = actor_of(request), activity_of(request, pk, activity)
    require(actor, "activity.host", found)
    own = own_host(found, actor)
    initial = {"part": own.part if own else "", "answer": "yes"}
    form = HostForm(request.POST if request.method == "POST" else None, initial=initial)
    return done_with(
        request,
        found,
        form,
        lambda: deeds.answer(
            found.pk,
            hosts=form.cleaned_data["answer"] == "yes",
            part=form.cleaned_data["part"],
            actor=actor,
        ),
        _("Your answer is kept. The other sides see it."),
        title=_("Say whether your side hosts it"),
        about=found.title,
        button=_("Give the answer"),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def activity_announce(request: HttpRequest, pk: int, activity: int) -> HttpResponse:
    """Tell it beyond the sides."""
    actor, found = actor_of(request), written(request, pk, activity)
    form = VersionForm(
        request.POST if request.method == "POST" else None, initial={"version": found.version}
    )
    return done_with(
        request,
        found,
        form,
        lambda: deeds.announce(
            found.pk, expected_version=form.cleaned_data["version"], actor=actor
        ),
        _("It is announced."),
        title=_("Announce it"),
        about=_("Whoever may see the partnership sees it too. Its day, place and hosts then stand.")
        if found.is_open
        else _("Only the sides read it. Its day, place and hosts then stand."),
        button=_("Announce it"),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def activity_postpone(request: HttpRequest, pk: int, activity: int) -> HttpResponse:
    """Put it off, with the reason; the new day is set later."""
    return for_a_reason(
        request,
        pk,
        activity,
        deeds.postpone,
        _("It is put off."),
        title=_("Put it off"),
        about=_("It stays in the list, with the reason. Set the new day when you know it."),
        button=_("Put it off"),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def activity_cancel(request: HttpRequest, pk: int, activity: int) -> HttpResponse:
    """Give it up, with the reason."""
    return for_a_reason(
        request,
        pk,
        activity,
        deeds.cancel,
        _("It is given up."),
        title=_("Give it up"),
        about=_("It stays in the list, with the reason. This cannot be undone; plan a new one."),
        button=_("Give it up"),
        is_grave=True,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def activity_set_day(request: HttpRequest, pk: int, activity: int) -> HttpResponse:
    """Another day for what was put off."""
    actor, found = actor_of(request), written(request, pk, activity)
    initial = values_of(found) | {"day": None, "last_day": None}
    form = SetDayForm(request.POST if request.method == "POST" else None, initial=initial)
    return done_with(
        request,
        found,
        form,
        lambda: deeds.set_day(
            found.pk, form.when(), expected_version=form.cleaned_data["version"], actor=actor
        ),
        _("The new day is set. The other hosts are asked."),
        title=_("Set the new day"),
        about=found.title,
        button=_("Set it"),
    )


# ---------------------------------------------------------------- what these pages have in common


def written(request: HttpRequest, pk: int, activity: int) -> Activity:
    """The activity, if the actor writes for a side that hosts or proposed it."""
    found = activity_of(request, pk, activity)
    require(actor_of(request), "activity.write", found)
    return found


def done_with(
    request: HttpRequest,
    activity: Activity,
    form: forms.Form,
    deed: Callable[[], Any],
    said: str,
    **context: Any,
) -> HttpResponse:
    """``views.frame.done`` of an activity: back to its page."""
    pk, number = activity.partnership_id, activity.pk
    context.setdefault("version", lambda: activity_of(request, pk, number).version)
    return done(
        request,
        activity.partnership,
        form,
        deed,
        said,
        back=activity.get_absolute_url(),
        **context,
    )


def for_a_reason(
    request: HttpRequest,
    pk: int,
    activity: int,
    deed: Callable[..., Activity],
    said: str,
    **context: Any,
) -> HttpResponse:
    """A deed on the activity that asks for a reason."""
    actor, found = actor_of(request), written(request, pk, activity)
    form = ReasonForm(
        request.POST if request.method == "POST" else None, initial={"version": found.version}
    )
    return done_with(
        request,
        found,
        form,
        lambda: deed(
            found.pk,
            form.cleaned_data["reason"],
            expected_version=form.cleaned_data["version"],
            actor=actor,
        ),
        said,
        **context,
    )
