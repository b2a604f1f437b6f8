"""The ledger's decisions: which of two figures counts, and closing a year."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from yuinowa.core.acting import actor_of
from yuinowa.core.rights import Actor, can, require, require_fresh
from yuinowa.kernel.errors import NotAllowed, WrongState
from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.ledger import services
from yuinowa.ledger.domain.deeds import Side, Voice
from yuinowa.ledger.forms import ChoiceForm
from yuinowa.ledger.labels import SIDES, VOICES, kind_word
from yuinowa.ledger.models import Closing
from yuinowa.ledger.queries import choices, closings
from yuinowa.ledger.queries.institutions import names_of
from yuinowa.ledger.views import asking
from yuinowa.ui.words import fiscal_year as year_word

#: Years that are offered to be closed: those a report may still be made of.
YEARS_TO_CLOSE = 5


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def choice_decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Two figures for the same thing, side by side; an administrator says which counts."""
    actor = actor_of(request)
    choice = get_object_or_404(choices.choices_visible_to(actor), pk=pk)
    if request.method == "POST":
        require(actor, "choice.decide", choice)
    figures = choices.figures_of(choice)
    form = ChoiceForm(request.POST if request.method == "POST" else None, figures=figures)
    if request.method == "POST" and form.is_valid():
        services.decide(
            choice.pk,
            form.cleaned_data["voice"],
            reason=form.cleaned_data["reason"],
            actor=actor,
        )
        messages.success(
            request,
            _("It is settled: “%(voice)s” counts in every figure of %(year)s.")
            % {
                "voice": VOICES[form.cleaned_data["voice"]],
                "year": year_word(choice.fiscal_year),
            },
        )
        return redirect(f"{reverse('ledger:explorer')}?year={choice.fiscal_year}")
    context = {
        "form": form,
        "choice": choice,
        "kind": kind_word(choice.kind),
        "side": SIDES[Side(choice.side)],
        "counting": VOICES[Voice(choice.voice)],
        "figures": [
            (VOICES[figure.voice], figure, figure.voice == choice.voice) for figure in figures
        ],
        "may_decide": can(actor, "choice.decide", choice),
    }
    return render(request, "ledger/choice_decide.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def closing_list(request: HttpRequest) -> HttpResponse:
    """The closed years of the institution acted for."""
    actor = actor_of(request)
    institution = _acting(actor)
    context = {
        "closings": closings.closings_visible_to(actor).filter(institution=institution),
        "open_years": _open_years(institution),
        "may_close": _may_close(actor, institution),
    }
    return render(request, "ledger/closing_list.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def closing_close(request: HttpRequest, year: int) -> HttpResponse:
    """What closing this year means and what is still open in it, and the button that closes it."""
    actor = actor_of(request)
    institution = _acting(actor)
    if not _may_close(actor, institution):
        raise NotAllowed(_("A year is closed by an administrator of the institution."))
    require_fresh(actor)
    closing = next((y for y in _open_years(institution) if y.start_year == year), None)
    if closing is None:
        raise WrongState(
            _("This year cannot be closed: it is not over, is closed already or is long past."),
            next_step=_("Choose one of the years the list offers."),
        )
    if request.method == "POST":
        services.close_year(institution, year, actor=actor)
        messages.success(
            request,
            _("%(year)s is closed. What is recorded later needs a reason and is marked.")
            % {"year": year_word(closing)},
        )
        return redirect("ledger:closing-list")
    context = {
        "year": closing,
        "institution": names_of([institution])[institution],
        "questions": [
            (choice, kind_word(choice.kind), SIDES[Side(choice.side)])
            for choice in choices.open_questions(institution, year, actor)
        ],
    }
    return render(request, "ledger/closing_close.html", context)


def _acting(actor: Actor) -> int:
    if actor.institution is None:
        raise NotAllowed(_("Choose an institution to act for."))
    return actor.institution


def _may_close(actor: Actor, institution: int) -> bool:
    return can(actor, "closing.close", Closing(institution_id=institution))


def _open_years(institution: int) -> list[FiscalYear]:
    return closings.years_to_close(institution, asking.this_year(), how_many=YEARS_TO_CLOSE)
