"""The first page: today's turns for those who are signed in, what this is for everybody else."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from yuinowa.accounts.domain.policy import DEMO_PASSWORD
from yuinowa.accounts.queries import demo_names
from yuinowa.core import clock
from yuinowa.core.acting import actor_of
from yuinowa.core.rights import Actor
from yuinowa.portal import queries
from yuinowa.relations.services import may_record
from yuinowa.ui.parts import Link

#: Turns of the other side beyond these are behind a link: the page is about one's own.
THEIRS_SHOWN = 20


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    return _today(request, actor) if actor.is_signed_in else _welcome(request, actor)


def _today(request: HttpRequest, actor: Actor) -> HttpResponse:
    day = queries.day_of(actor)
    shown = None if request.GET.get("theirs") == "all" else THEIRS_SHOWN
    context = {
        "today": clock.today(),
        "day": day,
        "theirs": day.theirs[:shown],
        "theirs_hidden": len(day.theirs) - len(day.theirs[:shown]),
        "may_record": may_record(actor),
        "to_acting": [Link(_("Choose an affiliation"), reverse("accounts:acting"))],
        "cards": _cards(request, actor),
    }
    return render(request, "portal/home.html", context)


def _welcome(request: HttpRequest, actor: Actor) -> HttpResponse:
    context = {
        "cards": _cards(request, actor),
        "demo_names": demo_names() if settings.DEMO else [],
        "demo_password": DEMO_PASSWORD,
    }
    return render(request, "portal/welcome.html", context)


def _cards(request: HttpRequest, actor: Actor) -> list[SafeString]:
    """What the wings have for a reader of the roles of ``actor``, the most needed first."""
    return [
        render_to_string(card.template, card.context, request) for card in queries.cards_of(actor)
    ]
