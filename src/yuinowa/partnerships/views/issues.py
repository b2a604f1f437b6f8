"""Issues between the sides: the list, one of them, raising, rewording, each step, wanting to talk about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yuinowa.core import clock
from yuinowa.core.acting import actor_of
from yuinowa.core.move import ask, buttons
from yuinowa.core.rights import can, require
from yuinowa.core.waits import open_waits
from yuinowa.documents.csv import csv_response
from yuinowa.partnerships.domain.issues import IssueLevel, IssueRole, IssueState, IssueStep
from yuinowa.partnerships.forms.issues import RaiseForm, RewordForm, SaidForm
from yuinowa.partnerships.forms.partnerships import VersionForm
from yuinowa.partnerships.labels import issues as words
from yuinowa.partnerships.models import Issue
from yuinowa.partnerships.permissions.issues import (
    require_raiser,
    require_step,
    roles_toward_issue,
)
from yuinowa.partnerships.queries import issues as queries
from yuinowa.partnerships.queries.partnerships import joined
from yuinowa.partnerships.services import issues as deeds
from yuinowa.partnerships.views.frame import done, frame, partnership_of
from yuinowa.partnerships.views.tables import csv_of, narrowing
from yuinowa.ui.files import csv_links
from yuinowa.ui.paging import page_of
from yuinowa.ui.parts import Tag

#: Steps that are not the next one: a button less loud.
_STYLES = {IssueStep.SETTLE: "second", IssueStep.REOPEN: "second", IssueStep.DROP: "quiet"}


def _issue_of(request: HttpRequest, pk: int, issue: int) -> Issue:
    found = queries.issues_visible_to(actor_of(request)).filter(partnership=pk)
    return get_object_or_404(found, pk=issue)


@login_required
@require_safe
def issue_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Issues of a partnership, open ones unless others are asked for; as CSV with ``?format=csv``."""
    actor, partnership = actor_of(request), partnership_of(request, pk)
    require(actor, "partnership.read", partnership)
    chosen = narrowing(request, joined(partnership), words.ISSUE_ORDERS)
    found = queries.issues_of(partnership, actor, of=chosen.of, side=chosen.side)
    rows = found.order_by(*queries.ISSUE_ORDERS[chosen.sort])
    if request.GET.get("format") == "csv":
        return csv_response(request, f"issues-{pk}.csv", *_as_table(list(rows)))
    page = page_of(request, rows)
    today = clock.today()
    context = {
        **frame(request, partnership),
        "rows": page,
        "lines": [(row, _state(row), row.due < today and not row.status.is_over) for row in page],
        "chosen": chosen,
        "may_raise": not partnership.is_over and can(actor, "partnership.write", partnership),
        "downloads": csv_links(_("This table"), csv_of(request)),
    }
    return render(request, "partnerships/issue_list.html", context)


def _state(issue: Issue) -> list[Tag]:
    return [Tag(str(words.STATES[issue.status]), words.TONES[issue.status])]


def _as_table(rows: Sequence[Issue]) -> tuple[list[str], list[list[str]]]:
    columns = [
        _("What stands in the way"),
        _("What lies behind it"),
        _("Where it sits"),
        _("Raised by"),
        _("Looked after by"),
        _("Due"),
        _("How it stands"),
        _("What was done, or why"),
    ]
    return columns, [
        [
            row.what,
            row.more,
            str(words.LEVELS[IssueLevel(row.level)]),
            row.raised_by.institution.name,
            row.owner.institution.name,
            row.due.isoformat(),
            str(words.STATES[row.status]),
            row.said,
        ]
        for row in rows
    ]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def issue_raise(request: HttpRequest, pk: int) -> HttpResponse:
    """Raise an issue; the side that looks after it is waited for until its day."""
    actor, partnership = actor_of(request), partnership_of(request, pk)
    require(actor, "partnership.write", partnership)
    form = RaiseForm(request.POST if request.method == "POST" else None, sides=joined(partnership))
    return done(
        request,
        partnership,
        form,
        lambda: deeds.raise_issue(pk, form.told(), once=form.cleaned_data["once"], actor=actor),
        _("It is raised. All sides read it, and the side you named is waited for."),
        title=_("Raise an issue"),
        about=_("Early and plainly: what is said now need not be quarrelled about later."),
        button=_("Raise it"),
        back=reverse("partnerships:issue-list", args=[pk]),
    )


@login_required
@require_safe
def issue_detail(request: HttpRequest, pk: int, issue: int) -> HttpResponse:
    """One issue: whose turn it is, what was said, what can be done."""
    actor, partnership = actor_of(request), partnership_of(request, pk)
    found = _issue_of(request, pk, issue)
    stands = queries.standing_of(found, partnership, actor)
    sides = {party.pk: party.institution for party in joined(partnership)}
    is_going_on = not partnership.is_over
    steps = buttons(found, actor) if is_going_on else ()
    wait = open_waits(found).first()
    own = {party.party_id for party in found.wishes.all()}
    mine = next((pk for pk, one in sides.items() if one.pk == actor.institution), None)
    context = {
        **frame(request, partnership),
        "issue": found,
        "state": _state(found),
        "level": words.LEVELS[IssueLevel(found.level)],
        "stands": stands,
        "wait": wait,
        "then_what": _(wait.then_what) if wait else "",
        "is_ours": bool(wait and wait.institution == actor.institution),
        "steps": [(step.value, words.STEPS[step], _style(step, steps)) for step in steps],
        "may_edit": is_going_on
        and found.status is IssueState.OPEN
        and IssueRole.RAISER in roles_toward_issue(actor, found),
        "may_talk": is_going_on
        and not found.status.is_over
        and mine is not None
        and mine not in own
        and can(actor, "partnership.write", partnership),
    }
    return render(request, "partnerships/issue_detail.html", context)


def _style(step: IssueStep, steps: Sequence[IssueStep]) -> str:
    """How loud the button of ``step`` is among ``steps``: settling is the next one where nothing is left to take."""
    is_next = step is IssueStep.SETTLE and IssueStep.TAKE not in steps
    return "" if is_next else _STYLES.get(step, "")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def issue_edit(request: HttpRequest, pk: int, issue: int) -> HttpResponse:
    """Word an open issue anew, or name another side or day; for the side that raised it."""
    actor, partnership = actor_of(request), partnership_of(request, pk)
    found = _issue_of(request, pk, issue)
    require_raiser(actor, found)
    if request.method != "POST":
        deeds.refuse_in_hand(found)
    form = RewordForm(
        request.POST if request.method == "POST" else None,
        sides=joined(partnership),
        initial={name: getattr(found, name) for name in ("what", "more", "level", "due", "version")}
        | {"owner": found.owner_id},
    )
    return done(
        request,
        partnership,
        form,
        lambda: deeds.rewrite(
            found.pk, form.told(), expected_version=form.cleaned_data["version"], actor=actor
        ),
        _("It is kept."),
        title=_("Word the issue anew"),
        about=found.what,
        button=_("Keep it"),
        back=found.get_absolute_url(),
        version=lambda: _issue_of(request, pk, issue).version,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def issue_step(request: HttpRequest, pk: int, issue: int, step: str) -> HttpResponse:
    """Take it in hand, settle, drop or open it again."""
    actor, partnership = actor_of(request), partnership_of(request, pk)
    found = _issue_of(request, pk, issue)
    if step not in [code.value for code in IssueStep]:
        raise Http404
    taken = IssueStep(step)
    require_step(actor, found, taken)
    sent = request.POST if request.method == "POST" else None
    if sent is None:
        ask(found, taken, actor=actor)
    initial = {"version": found.version}
    form: Any = (
        SaidForm(sent, initial=initial, asked=str(words.ASKED[taken]))
        if taken.needs_words
        else VersionForm(sent, initial=initial)
    )
    return done(
        request,
        partnership,
        form,
        lambda: deeds.take_step(
            found.pk,
            taken,
            said=form.cleaned_data.get("said", ""),
            expected_version=form.cleaned_data["version"],
            actor=actor,
        ),
        str(words.SAID[taken]),
        title=words.STEPS[taken],
        about=found.what if taken.needs_words else f"{found.what}。{words.ASKED[taken]}",
        button=words.STEPS[taken],
        back=found.get_absolute_url(),
        version=lambda: _issue_of(request, pk, issue).version,
    )


@login_required
@require_POST
def issue_talk(request: HttpRequest, pk: int, issue: int) -> HttpResponse:
    """Want it talked about at the next meeting, for our side."""
    actor, partnership = actor_of(request), partnership_of(request, pk)
    found = _issue_of(request, pk, issue)
    require(actor, "partnership.write", partnership)
    deeds.want_to_talk(found.pk, actor=actor)
    messages.success(
        request,
        _("Your side wants to talk about it. When two sides do, it is for the next meeting."),
    )
    return redirect(found)
