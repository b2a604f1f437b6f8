"""What came of one thing that a side said beforehand: what was said of it, the newest first, and the form of that side."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST

from yuinowa.core import clock
from yuinowa.core.acting import actor_of
from yuinowa.core.rights import Actor, can, require
from yuinowa.partnerships.domain.phases import BEGUN
from yuinowa.partnerships.forms.balance import AfterwardsForm, TakeBackForm
from yuinowa.partnerships.models import Afterwards, Benefit, Contribution, Partnership
from yuinowa.partnerships.queries.balance import counts, versions_of
from yuinowa.partnerships.queries.statements import benefits_visible_to, contributions_visible_to
from yuinowa.partnerships.services import balance as deeds
from yuinowa.partnerships.views.frame import done, partnership_of
from yuinowa.ui.paging import page_of

#: Versions of a page of the history.
VERSIONS_A_PAGE = 20


def url_of(row: Benefit | Contribution) -> str:
    """Where the words on ``row`` are read and, by its side, written."""
    kind = row._meta.model_name
    return reverse("partnerships:afterwards-say", args=[row.party.partnership_id, kind, row.pk])


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def afterwards_say(request: HttpRequest, pk: int, kind: str, row: int) -> HttpResponse:
    """Say what came of it, for our side; the other sides read here what was said, and when."""
    actor, partnership = actor_of(request), partnership_of(request, pk)
    require(actor, "partnership.read", partnership)
    found = _row(actor, partnership, kind, row)
    if request.method == "POST":
        require(actor, f"{kind}.edit", found)
        deeds.refuse_saying(found, actor)
    versions = versions_of(found, actor)
    last = versions.first()
    is_counted = counts(found, actor)
    writes = can(actor, f"{kind}.edit", found) and partnership.phase in BEGUN
    form = AfterwardsForm(request.POST if request.method == "POST" else None, initial=_from(last))
    return done(
        request,
        partnership,
        form,
        lambda: deeds.say_afterwards(
            type(found),
            found.pk,
            form.words(),
            expected_number=form.cleaned_data["version"],
            actor=actor,
        ),
        _("It is kept. The other sides read it, and cannot change it."),
        title=pgettext("said and counted", "What came of it"),
        button=_("Keep it"),
        back=reverse("partnerships:balance-detail", args=[pk]),
        template="partnerships/afterwards.html",
        row=found,
        kind=kind,
        history=page_of(request, versions, size=VERSIONS_A_PAGE),
        writes=writes and not is_counted,
        is_counted=is_counted,
        take_back=TakeBackForm(initial={"version": last.number})
        if writes and last and last.text
        else None,
        version=lambda: getattr(versions_of(found, actor).first(), "number", 0),
    )


@login_required
@require_POST
def afterwards_take_back(request: HttpRequest, pk: int, kind: str, row: int) -> HttpResponse:
    """Take back what our side said came of it; the history keeps it."""
    actor, partnership = actor_of(request), partnership_of(request, pk)
    require(actor, "partnership.read", partnership)
    found = _row(actor, partnership, kind, row)
    require(actor, f"{kind}.edit", found)
    form = TakeBackForm(request.POST)
    # A form without the number it was made with takes back nothing: 0 is never the last number.
    seen = form.cleaned_data["version"] if form.is_valid() else 0
    deeds.take_afterwards_back(type(found), found.pk, expected_number=seen, actor=actor)
    messages.success(request, _("It is taken back."))
    return redirect("partnerships:balance-detail", pk)


def _row(actor: Actor, partnership: Partnership, kind: str, row: int) -> Benefit | Contribution:
    doors: dict[str, QuerySet[Any]] = {
        "benefit": benefits_visible_to(actor),
        "contribution": contributions_visible_to(actor),
    }
    if kind not in doors:
        raise Http404
    found: Benefit | Contribution = get_object_or_404(
        doors[kind].filter(party__partnership=partnership).select_related("party__institution"),
        pk=row,
    )
    return found


def _from(last: Afterwards | None) -> dict[str, object]:
    """What the form shows first: the last words, or nothing said and today."""
    today = {"as_of": clock.today(), "version": last.number if last else 0}
    if last is None or last.is_taken_back:
        return today
    return {**today, "text": last.text, "amount": last.amount, "unit": last.unit}
