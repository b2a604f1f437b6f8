"""Ideas of residents at the desk of an institution or the region office: the list, one of them, the answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_safe

from yuinowa.core.acting import actor_of
from yuinowa.core.clock import TOKYO
from yuinowa.core.move import ask, buttons
from yuinowa.core.rights import require
from yuinowa.core.text import clean_text
from yuinowa.documents.csv import csv_response
from yuinowa.kernel.errors import InputRefused, NotAllowed, Unreadable, VersionMovedOn
from yuinowa.partnerships.domain.ideas import IdeaState, IdeaStep
from yuinowa.partnerships.domain.policy import MAX_PURPOSE, MAX_SEARCH, MOST_EXPORTED
from yuinowa.partnerships.forms.idea_answers import DeclineForm, PassOnForm, TakeUpForm
from yuinowa.partnerships.labels import ideas as words
from yuinowa.partnerships.models import Idea
from yuinowa.partnerships.permissions.ideas import is_office, reads_ideas
from yuinowa.partnerships.queries.ideas import Wanted, ideas_visible_to, wanted_of, way_of
from yuinowa.partnerships.services import idea_answers as deeds
from yuinowa.partnerships.views.tables import csv_of
from yuinowa.ui.files import csv_links
from yuinowa.ui.paging import page_of

ALL = "all"


def _wanted(request: HttpRequest) -> Wanted:
    try:
        text = clean_text(request.GET.get("q", ""), max_len=MAX_SEARCH, blank_ok=True)
    except ValidationError as fault:
        raise Unreadable(fault.messages[0], place="q") from fault
    state = request.GET.get("state", IdeaState.WAITING.value)
    if state not in {ALL, *(one.value for one in IdeaState)}:
        raise Unreadable(_("The list has no such part."), place="state")
    at_office = request.GET.get("at") == "office"
    return Wanted(text, None if state == ALL else IdeaState(state), at_office)


@login_required
@require_safe
def idea_list(request: HttpRequest) -> HttpResponse:
    """Ideas that lie with us, narrowed by the address; the region office reads all. As CSV with ``?format=csv``."""
    actor = actor_of(request)
    if not reads_ideas(actor):
        raise NotAllowed("ideas are for those who write for an institution, and the region office")
    wanted = _wanted(request)
    found = wanted_of(ideas_visible_to(actor), wanted)
    if request.GET.get("format") == "csv":
        return csv_response(request, "ideas.csv", *_as_table(list(found[:MOST_EXPORTED])))
    page = page_of(request, found)
    states = [(state.value, label, state is wanted.state) for state, label in words.STATES.items()]
    context = {
        "rows": page,
        "lines": [(idea, words.STATES[idea.status]) for idea in page],
        "wanted": wanted,
        "waiting": IdeaState.WAITING,
        "states": [*states, (ALL, pgettext("ideas", "All"), wanted.state is None)],
        "is_office": is_office(actor),
        "downloads": csv_links(_("This list"), csv_of(request)),
    }
    return render(request, "partnerships/idea_list.html", context)


def _as_table(rows: list[Idea]) -> tuple[list[str], list[list[str]]]:
    """Without names: a file goes further than a page."""
    columns = [
        _("Idea in one line"),
        _("What it is"),
        pgettext("audience", "For whom"),
        _("Whom she asked"),
        _("With whom it lies"),
        _("How it stands"),
        _("Came on"),
        pgettext("an idea", "Answered on"),
    ]
    return columns, [
        [
            idea.title,
            idea.words,
            idea.for_whom,
            idea.asked.name if idea.asked else "",
            idea.institution.name if idea.institution else str(words.OFFICE),
            str(words.STATES[idea.status]),
            idea.came_at.astimezone(TOKYO).date().isoformat(),
            idea.ended_at.astimezone(TOKYO).date().isoformat() if idea.ended_at else "",
        ]
        for idea in rows
    ]


def _idea_of(request: HttpRequest, idea: int) -> Idea:
    return get_object_or_404(ideas_visible_to(actor_of(request)), pk=idea)


@login_required
@require_safe
def idea_detail(request: HttpRequest, idea: int) -> HttpResponse:
    """One idea in the resident's words, and what can be answered."""
    actor, found = actor_of(request), _idea_of(request, idea)
    context = {
        "idea": found,
        "state": words.STATES[found.status],
        "steps": {step.name.lower(): words.STEPS[step] for step in buttons(found, actor)},
        "with_whom": found.institution.name if found.institution else words.OFFICE,
        "way": way_of(found),
        "waits": found.status is IdeaState.WAITING,
    }
    return render(request, "partnerships/idea_detail.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def idea_take_up(request: HttpRequest, idea: int) -> HttpResponse:
    """Begin a partnership from it; the resident hears of it."""
    actor, found = actor_of(request), _idea_of(request, idea)
    require(actor, "idea.answer", found)
    if found.institution_id is None:
        raise NotAllowed("the region office passes on; an institution takes up")
    initial = {
        "title": found.title,
        "purpose": found.words[:MAX_PURPOSE],
        "version": found.version,
    }
    form = TakeUpForm(_sent(request), initial=initial, actor=actor)
    return _answered(
        request,
        found,
        form,
        lambda: deeds.take_up(
            found.pk,
            form.outline(),
            asked=[one.pk for one in form.chosen],
            once=form.cleaned_data["once"],
            expected_version=form.cleaned_data["version"],
            actor=actor,
        )[0],
        step=IdeaStep.TAKE_UP,
        said=_("It is taken up: this is the partnership. The resident is told by mail."),
        title=_("Take the idea up"),
        about=_("A partnership begins, as an idea. Her own words stay beside it as they are."),
        button=_("Begin it"),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def idea_pass_on(request: HttpRequest, idea: int) -> HttpResponse:
    """Pass it on to another institution, or to the region office, with the reason."""
    actor, found = actor_of(request), _idea_of(request, idea)
    require(actor, "idea.answer", found)
    form = PassOnForm(_sent(request), initial={"version": found.version}, actor=actor)

    def deed() -> None:
        deeds.pass_on(
            found.pk,
            form.chosen.pk if form.chosen else None,
            form.cleaned_data["reason"],
            expected_version=form.cleaned_data["version"],
            actor=actor,
        )

    return _answered(
        request,
        found,
        form,
        deed,
        step=IdeaStep.PASS_ON,
        said=_("It is passed on. The resident is told by mail."),
        title=_("Pass the idea on"),
        about=_("Then it lies there, and you do not read it any more."),
        button=_("Pass it on"),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def idea_decline(request: HttpRequest, idea: int) -> HttpResponse:
    """Decline it, with a reason for the resident."""
    actor, found = actor_of(request), _idea_of(request, idea)
    require(actor, "idea.answer", found)
    form = DeclineForm(_sent(request), initial={"version": found.version})

    def deed() -> None:
        deeds.decline(
            found.pk,
            form.cleaned_data["reason"],
            expected_version=form.cleaned_data["version"],
            actor=actor,
        )

    return _answered(
        request,
        found,
        form,
        deed,
        step=IdeaStep.DECLINE,
        said=_("It is answered. The resident is told by mail."),
        title=_("Decline the idea"),
        about=_("She took the trouble to write. Say why, and what would be possible."),
        button=_("Send the answer"),
    )


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _answered(
    request: HttpRequest,
    idea: Idea,
    form: forms.Form,
    deed: Callable[[], Any],
    *,
    step: IdeaStep,
    said: str,
    **context: object,
) -> HttpResponse:
    """Do ``deed`` if the form is right and go to what it made, or to the list; else show the form."""
    if not form.is_bound:
        ask(idea, step, actor=actor_of(request))
    status, moved_on = (422 if form.is_bound else 200), False
    if form.is_bound and form.is_valid():
        try:
            made = deed()
        except VersionMovedOn:
            form.on_top_of(_idea_of(request, idea.pk).version)  # type: ignore[attr-defined]  # a VersionForm
            status, moved_on = 409, True
        except InputRefused as refused:
            form.add_error(refused.place if refused.place in form.fields else None, refused.message)
        else:
            messages.success(request, said)
            return redirect(made or "partnerships:idea-list")
    context |= {"form": form, "idea": idea, "moved_on": moved_on}
    return render(request, "partnerships/idea_answer.html", context, status=status)
