"""What the pages of bodies and meetings have in common."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from yuinowa.core import sockets
from yuinowa.core.acting import actor_of
from yuinowa.governance import queries
from yuinowa.governance.labels import NUMBERED
from yuinowa.governance.models import Body, Meeting
from yuinowa.kernel.errors import InputRefused, VersionMovedOn


@dataclass(frozen=True, slots=True)
class Words:
    """What a page with one form says."""

    title: str
    about: str
    button: str
    done: str
    is_grave: bool = False


def body_of(request: HttpRequest, pk: int) -> Body:
    """The body, if its page may be seen; else 404."""
    return get_object_or_404(queries.bodies_visible_to(actor_of(request)), pk=pk)


def meeting_of(request: HttpRequest, pk: int) -> Meeting:
    """The meeting, if it may be read; else 404."""
    return get_object_or_404(queries.meetings_visible_to(actor_of(request)), pk=pk)


def name_of(meeting: Meeting) -> str:
    return str(NUMBERED % {"number": meeting.number})


def done(
    request: HttpRequest,
    form: forms.Form,
    on: Body | Meeting,
    words: Words,
    deed: Callable[[], Any],
    version: Callable[[], int] | None = None,
) -> HttpResponse:
    """Do ``deed`` if the form is right and go back to ``on``, else show it with what was typed kept (R31)."""
    status, moved_on = (422 if form.is_bound else 200), False
    if form.is_bound and form.is_valid():
        try:
            deed()
        except VersionMovedOn:
            if version is None or not hasattr(form, "on_top_of"):
                raise
            form.on_top_of(version())
            status, moved_on = 409, True
        except InputRefused as refused:
            place = refused.place if refused.place in form.fields else None
            form.add_error(place, f"{refused.message}{refused.next_step}")
        else:
            messages.success(request, words.done)
            return redirect(on)
    meeting = on if isinstance(on, Meeting) else None
    body = on.body if isinstance(on, Meeting) else on
    context = {
        "form": form,
        "words": words,
        "back": on.get_absolute_url(),
        "body": body,
        "way": sockets.way_to(body, actor_of(request)),
        "meeting": meeting,
        "meeting_name": name_of(meeting) if meeting else "",
        "moved_on": moved_on,
    }
    return render(request, "governance/form_page.html", context, status=status)
