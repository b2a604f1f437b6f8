"""What came of an activity: written down, put right, taken back; what a side says of its own part."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yuinowa.core.acting import actor_of
from yuinowa.core.rights import require
from yuinowa.kernel.fiscal import FiscalYear, parse_date
from yuinowa.ledger.queries.closings import is_closed_for
from yuinowa.partnerships.forms.activities import values_of
from yuinowa.partnerships.forms.holding import CorrectForm, HoldForm, TellForm
from yuinowa.partnerships.models import Activity
from yuinowa.partnerships.queries.activities import own_host
from yuinowa.partnerships.services import holding
from yuinowa.partnerships.views.activities import activity_of
from yuinowa.partnerships.views.activity_deeds import done_with, for_a_reason, written


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def activity_hold(request: HttpRequest, pk: int, activity: int) -> HttpResponse:
    """Write down what came of it; from then on it counts in the ledger, once for all hosts."""
    actor, found = actor_of(request), written(request, pk, activity)
    own = own_host(found, actor)
    form = HoldForm(
        request.POST if request.method == "POST" else None,
        initial=values_of(found),
        hosts=own is not None and own.hosts,
        asks_late_reason=_is_late(request, found),
    )
    return done_with(
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
    actor, found = actor_of(request), written(request, pk, activity)
    form = CorrectForm(request.POST if request.method == "POST" else None, initial=values_of(found))
    return done_with(
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
    return done_with(
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


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def activity_take_back(request: HttpRequest, pk: int, activity: int) -> HttpResponse:
    """Say that it did not take place after all; it no longer counts."""
    return for_a_reason(
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
