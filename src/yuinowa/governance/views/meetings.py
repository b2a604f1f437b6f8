"""Pages of one meeting: call it, change it, cancel it, write what came of it, agree to the minutes."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yuinowa.core import clock, sockets
from yuinowa.core.acting import actor_of
from yuinowa.core.rights import can, require
from yuinowa.core.text import whole_number
from yuinowa.governance import labels, queries
from yuinowa.governance.domain.bodies import Rule, can_decide
from yuinowa.governance.domain.meetings import MeetingState
from yuinowa.governance.domain.promises import PromiseState
from yuinowa.governance.forms import CancelForm, ChangeCallForm, PlanForm, RecordForm
from yuinowa.governance.services import meetings as deeds
from yuinowa.governance.services.turns import still_to_agree
from yuinowa.governance.views.frame import Words, body_of, done, meeting_of, name_of
from yuinowa.kernel.errors import Unreadable


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def meeting_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Call a meeting of the body."""
    actor, body = actor_of(request), body_of(request, pk)
    require(actor, "body.edit", body)
    form = PlanForm(request.POST if request.method == "POST" else None)
    return done(
        request,
        form,
        body,
        Words(
            title=_("Call a meeting"),
            about=_("All sides see it. Whoever calls it writes it up afterwards."),
            button=_("Call it"),
            done=_("The meeting stands in the list, and in the calendar of all sides."),
        ),
        lambda: deeds.plan_meeting(
            body.pk, form.call(), once=form.cleaned_data["once"], actor=actor
        ),
    )


@login_required
@require_safe
def meeting_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One meeting: when, where, what about, who was there, what was decided and promised, who agreed."""
    actor, meeting = actor_of(request), meeting_of(request, pk)
    writes = can(actor, "meeting.write", meeting)
    agreed = queries.agreements_of(meeting)
    missing = still_to_agree(meeting) if meeting.is_held else []
    context = {
        "meeting": meeting,
        "body": meeting.body,
        "way": sockets.way_to(meeting.body, actor),
        "name": name_of(meeting),
        "state": labels.STATES[MeetingState(meeting.state)],
        "agreed": agreed,
        "missing": missing,
        "decisions": [(row, labels.RULES[Rule(row.rule)]) for row in meeting.decisions.all()],
        "promises": [
            (row, labels.PROMISE_STATES[PromiseState(row.state)])
            for row in meeting.promises.select_related("owner")
        ],
        "can_decide": can_decide(len(agreed), meeting.body.quorum),
        "writes": writes,
        "may_agree": writes and any(side.pk == actor.institution for side in missing),
        "is_today_or_past": meeting.day <= clock.today(),
        "today": clock.today(),
        "own": actor.institution if writes else None,
    }
    return render(request, "governance/meeting_detail.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def meeting_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change when and where it is, as long as it is to come."""
    actor, meeting = actor_of(request), meeting_of(request, pk)
    require(actor, "meeting.write", meeting)
    form = ChangeCallForm(
        request.POST if request.method == "POST" else None,
        initial={
            name: getattr(meeting, name)
            for name in ("day", "begins", "ends", "place", "online", "agenda", "version")
        },
    )
    return done(
        request,
        form,
        meeting,
        Words(
            title=_("Change the meeting"),
            about=_("Calendars that have it take the change over."),
            button=_("Change it"),
            done=_("The meeting is changed."),
        ),
        lambda: deeds.change_meeting(
            meeting.pk, form.call(), expected_version=form.cleaned_data["version"], actor=actor
        ),
        lambda: meeting_of(request, pk).version,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def meeting_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Cancel it, with the reason."""
    actor, meeting = actor_of(request), meeting_of(request, pk)
    require(actor, "meeting.write", meeting)
    form = CancelForm(
        request.POST if request.method == "POST" else None, initial={"version": meeting.version}
    )
    return done(
        request,
        form,
        meeting,
        Words(
            title=_("Cancel the meeting"),
            about=_("It stays in the list, with the reason."),
            button=_("Cancel it"),
            done=_("The meeting is cancelled."),
            is_grave=True,
        ),
        lambda: deeds.cancel_meeting(
            meeting.pk,
            form.cleaned_data["reason"],
            expected_version=form.cleaned_data["version"],
            actor=actor,
        ),
        lambda: meeting_of(request, pk).version,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def meeting_record(request: HttpRequest, pk: int) -> HttpResponse:
    """Write who was there and what was said."""
    actor, meeting = actor_of(request), meeting_of(request, pk)
    require(actor, "meeting.write", meeting)
    there = list(meeting.attendances.values_list("institution", flat=True))
    belonged = {
        side.institution_id: side.institution.name
        for side in meeting.body.sides.all()
        if side.until is None or side.institution_id in there
    }
    form = RecordForm(
        request.POST if request.method == "POST" else None,
        sides=belonged.items(),
        initial={
            "present": there or list(belonged),
            "minutes": meeting.minutes or "\n".join(meeting.agenda),
            "next_due": meeting.body.next_meeting_due if meeting.is_held else None,
            "version": meeting.version,
        },
    )
    return done(
        request,
        form,
        meeting,
        Words(
            title=_("Write what came of it"),
            about=_(
                "Any side writes; each side that was there agrees. A change asks all of them anew."
            ),
            button=_("Keep the minutes"),
            done=_("The minutes are kept. Now write what was decided and promised."),
        ),
        lambda: deeds.record_meeting(
            meeting.pk, form.written(), expected_version=form.cleaned_data["version"], actor=actor
        ),
        lambda: meeting_of(request, pk).version,
    )


@login_required
@require_POST
def meeting_agree(request: HttpRequest, pk: int) -> HttpResponse:
    """Agree to the minutes as they were read."""
    actor, meeting = actor_of(request), meeting_of(request, pk)
    require(actor, "meeting.write", meeting)
    try:
        record = whole_number(request.POST.get("record", ""), low=1, high=2**31 - 1)
    except ValidationError as fault:
        raise Unreadable(_("What you agree to cannot be read."), place="record") from fault
    after = deeds.agree_minutes(meeting.pk, record, actor=actor)
    messages.success(
        request,
        _("You have agreed to the minutes; others are still to do so.")
        if after.is_held
        else _("All who were there have agreed. The minutes stand."),
    )
    return redirect(meeting)
