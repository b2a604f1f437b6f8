"""Pages of one body: its meetings and promises, how it works, its calendar."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from yuinowa.core import clock, sockets
from yuinowa.core.acting import actor_of
from yuinowa.core.mail import absolute
from yuinowa.core.rights import can, require
from yuinowa.governance import labels, queries
from yuinowa.governance.domain.bodies import BodyKind, BodyStatus, Rule
from yuinowa.governance.domain.meetings import MeetingState
from yuinowa.governance.domain.promises import PromiseState
from yuinowa.governance.forms import BodyForm
from yuinowa.governance.models import Meeting
from yuinowa.governance.services import bodies as deeds
from yuinowa.governance.views.frame import Words, body_of, done, name_of
from yuinowa.kernel.icalendar import Entry, calendar_text
from yuinowa.ui.paging import page_of


@login_required
@require_safe
def body_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Meetings, open promises, how the body works; for those who only follow it, that and when it met."""
    actor, body = actor_of(request), body_of(request, pk)
    reads = any(side.institution_id == actor.institution for side in body.sides.all())
    rows = page_of(request, queries.meetings_followed(body, actor))
    promises = queries.promises_visible_to(actor).filter(meeting__body=body)
    stands = queries.status_of(body)
    context = {
        "body": body,
        "way": sockets.way_to(body, actor),
        "panels": sockets.panels(body, actor),
        "sides": queries.current_sides(body),
        "kind": labels.KINDS[BodyKind(body.kind)],
        "rule": labels.RULES[Rule(body.rule)],
        "stands": labels.STATUSES[stands],
        "is_silent": stands is BodyStatus.SILENT,
        "rows": rows,
        "meetings": [(row, name_of(row), labels.STATES[MeetingState(row.state)]) for row in rows],
        "reads": reads,
        "kept": queries.kept_in(body),
        "promises": list(promises.filter(state=PromiseState.OPEN.value)) if reads else [],
        "may_edit": can(actor, "body.edit", body),
        "today": clock.today(),
        "own": actor.institution,
    }
    return render(request, "governance/body_detail.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def body_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Say how the body works."""
    actor, body = actor_of(request), body_of(request, pk)
    require(actor, "body.edit", body)
    form = BodyForm(
        request.POST if request.method == "POST" else None,
        initial={
            name: getattr(body, name)
            for name in (
                "title",
                "kind",
                "quorum",
                "rule",
                "next_meeting_due",
                "term_until",
                "version",
            )
        },
    )
    return done(
        request,
        form,
        body,
        Words(
            title=_("How the meetings work"),
            about=_("What was decided before stays as it was decided."),
            button=_("Keep it so"),
            done=_("The meetings work like this from now on."),
        ),
        lambda: deeds.shape_body(
            body.pk, form.ways(), expected_version=form.cleaned_data["version"], actor=actor
        ),
        lambda: body_of(request, pk).version,
    )


@login_required
@require_safe
def body_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """The meetings for calendar programs; cancelled ones say so, that they go there too."""
    actor, body = actor_of(request), body_of(request, pk)
    found = queries.meetings_visible_to(actor).filter(body=body)
    text = calendar_text(map(_entry, found), about="meetings", stamp=clock.now())
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="meetings-{body.pk}.ics"'
    return response


def _entry(meeting: Meeting) -> Entry:
    return Entry(
        uid=f"meeting-{meeting.pk}@yuinowa",
        day=meeting.day,
        title=f"{meeting.body.title} {name_of(meeting)}",
        begins=meeting.begins,
        ends=meeting.ends,
        place=meeting.place,
        url=absolute(reverse("governance:meeting-detail", args=[meeting.pk])),
        text="\n".join([*meeting.agenda, *filter(None, [meeting.online])]),
        is_cancelled=meeting.state == MeetingState.CANCELLED,
        sequence=meeting.version - 1,
    )
