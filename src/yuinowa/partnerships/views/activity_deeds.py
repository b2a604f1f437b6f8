"""Deeds on an activity: propose, change, host, announce, put off, give up; write down what came of it, put it right."""

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
from yuinowa.kernel.fiscal import FiscalYear, parse_date
from yuinowa.ledger.queries.closings import is_closed_for
from yuinowa.partnerships.forms.activities import (
    ChangeForm,
    CorrectForm,
    HoldForm,
    HostForm,
    ProposeForm,
    ReasonForm,
    SetDayForm,
    TellForm,
    values_of,
)
from yuinowa.partnerships.forms.partnerships import VersionForm
from yuinowa.partnerships.models import Activity
from yuinowa.partnerships.queries.activities import own_host
from yuinowa.partnerships.queries.partnerships import joined, own_party
from yuinowa.partnerships.services import activities as deeds
from yuinowa.partnerships.services import holding
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
        _written(request, pk, activity),
    )
    form = ChangeForm(
        request.POST if request.method == "POST" else None,
        sides=joined(partnership),
        initial=values_of(found, own_host(found, actor)),
    )
    return _done(
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
    return _done(
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
    actor, found = actor_of(request), _written(request, pk, activity)
    form = VersionForm(
        request.POST if request.method == "POST" else None, initial={"version": found.version}
    )
    return _done(
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
    return _for_a_reason(
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
    return _for_a_reason(
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
def activity_take_back(request: HttpRequest, pk: int, activity: int) -> HttpResponse:
    """Say that it did not take place after all; it no longer counts."""
    return _for_a_reason(
        request,
        pk,
        activity,
        holding.take_back,
        _("It is taken back and counts no longer."),
        title=_("It did not take place"),
        about=_("What was written stays readable. The ledger takes its figures back."),
        button=_("Take it out of the count"),
        is_grave=True,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def activity_set_day(request: HttpRequest, pk: int, activity: int) -> HttpResponse:
    """Another day for what was put off."""
    actor, found = actor_of(request), _written(request, pk, activity)
    initial = values_of(found) | {"day": None, "last_day": None}
    form = SetDayForm(request.POST if request.method == "POST" else None, initial=initial)
    return _done(
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


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def activity_hold(request: HttpRequest, pk: int, activity: int) -> HttpResponse:
    """Write down what came of it; from then on it counts in the ledger, once for all hosts."""
    actor, found = actor_of(request), _written(request, pk, activity)
    own = own_host(found, actor)
    form = HoldForm(
        request.POST if request.method == "POST" else None,
        initial=values_of(found),
        hosts=own is not None and own.hosts,
        asks_late_reason=_is_late(request, found),
    )
    return _done(
        request,
        found,
        form,
        lambda: holding.hold(
            found.pk,
            form.held(),
            once=form.cleaned_data["once"],
            expected_version=form.cleaned_data["version"],
            own=form.told(),
            late_reason=form.cleaned_data.get("late_reason", ""),
            actor=actor,
        ),
        _("It is written down and counts in the ledger. The other hosts add their own part."),
        title=_("Write down what came of it"),
        about=found.title,
        button=_("It was held"),
    )


def _is_late(request: HttpRequest, activity: Activity) -> bool:
    """Whether a host has closed the year of the day that is given, or planned: then the ledger asks why only now."""
    given = parse_date(request.POST.get("day", "")[:40]).value or activity.day
    hosts = [row.party.institution_id for row in activity.hosts.all() if row.hosts]
    return is_closed_for(hosts, FiscalYear.of(given))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def activity_correct(request: HttpRequest, pk: int, activity: int) -> HttpResponse:
    """Put right what was written down; both versions stay."""
    actor, found = actor_of(request), _written(request, pk, activity)
    form = CorrectForm(request.POST if request.method == "POST" else None, initial=values_of(found))
    return _done(
        request,
        found,
        form,
        lambda: holding.correct(
            found.pk,
            form.held(),
            reason=form.cleaned_data["reason"],
            expected_version=form.cleaned_data["version"],
            actor=actor,
        ),
        _("It is put right. The ledger counts the new figures."),
        title=_("Put right what was written down"),
        about=found.title,
        button=_("Put it right"),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def activity_tell(request: HttpRequest, pk: int, activity: int) -> HttpResponse:
    """What one's own side says of its part: its people, what it paid, what it learnt."""
    actor, found = actor_of(request), activity_of(request, pk, activity)
    require(actor, "activity.tell", found)
    own = own_host(found, actor)
    form = TellForm(
        request.POST if request.method == "POST" else None,
        initial={
            name: getattr(own, name, None) for name in ("staff", "cost_yen", "learnt", "version")
        },
    )
    return _done(
        request,
        found,
        form,
        lambda: holding.tell(
            found.pk, form.told(), expected_version=form.cleaned_data["version"], actor=actor
        ),
        _("It is kept."),
        title=_("What your side says of it"),
        about=_("Your own people, your own cost. Each host writes its own."),
        button=_("Keep it"),
        version=lambda: getattr(own_host(activity_of(request, pk, activity), actor), "version", 1),
    )


# ---------------------------------------------------------------- what these pages have in common


def _written(request: HttpRequest, pk: int, activity: int) -> Activity:
    """The activity, if the actor writes for a side that hosts or proposed it."""
    found = activity_of(request, pk, activity)
    require(actor_of(request), "activity.write", found)
    return found


def _done(
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


def _for_a_reason(
    request: HttpRequest,
    pk: int,
    activity: int,
    deed: Callable[..., Activity],
    said: str,
    **context: Any,
) -> HttpResponse:
    actor, found = actor_of(request), _written(request, pk, activity)
    form = ReasonForm(
        request.POST if request.method == "POST" else None, initial={"version": found.version}
    )
    return _done(
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
