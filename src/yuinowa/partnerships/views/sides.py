"""The sides of a partnership: who is there, asking more, answering, leaving, who may see it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yuinowa.core.acting import actor_of
from yuinowa.core.rights import Level, can, require
from yuinowa.kernel.errors import Unreadable, WrongState
from yuinowa.partnerships.domain.forms_and_zones import Form, Zone
from yuinowa.partnerships.domain.parties import PartyRole, PartyState
from yuinowa.partnerships.forms.partnerships import AskForm, ReasonForm, ShowForm
from yuinowa.partnerships.labels import partnerships as words
from yuinowa.partnerships.models import Party
from yuinowa.partnerships.queries.accessions import accedes
from yuinowa.partnerships.queries.lists import turns_in
from yuinowa.partnerships.queries.partnerships import own_party
from yuinowa.partnerships.queries.reading import Reading
from yuinowa.partnerships.queries.workspace import is_asked, sides_in_words
from yuinowa.partnerships.queries.zones import zone_names
from yuinowa.partnerships.services import sides as deeds
from yuinowa.partnerships.views.frame import done, frame, partnership_of
from yuinowa.ui.paging import page_of
from yuinowa.ui.parts import Link


@login_required
@require_safe
def party_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Who is a side, who was asked, who declined or left."""
    actor, partnership = actor_of(request), partnership_of(request, pk)
    leads = can(actor, "partnership.lead", partnership) and not partnership.is_over
    own = own_party(partnership, actor)
    of = request.GET.get("of", "")
    if of not in ("", WAITED_FOR):
        raise Unreadable(_("The list has no such part."), place="of")
    follows = can(actor, "partnership.follow", partnership)
    turns = turns_in([partnership]) if follows else {}
    shown = _in_order(partnership.parties.all())
    waiting = [party for party in shown if party.pk in turns]
    page = page_of(request, waiting if of else shown)
    context = {
        **frame(request, partnership, "sides"),
        "rows": page,
        "lines": [
            (
                party,
                words.ROLES[PartyRole(party.role)],
                words.STATES[PartyState(party.state)],
                leads and party.state == PartyState.INVITED,
                turns.get(party.pk),
            )
            for party in page.object_list
        ],
        "parts": [
            Link(label, url, current=code == of)
            for code, url, label in (
                ("", "?", _("All sides (%(n)s)") % {"n": len(shown)}),
                (WAITED_FOR, f"?of={WAITED_FOR}", _("Waited for (%(n)s)") % {"n": len(waiting)}),
            )
        ]
        if follows
        else [],
        "leads": leads,
        "own": own,
        "seen_by": words.LEVELS[Level(partnership.level)],
        "our_level": words.LEVELS[Level(own.level)] if own else "",
    }
    return render(request, "partnerships/party_list.html", context)


#: The part of the list that can be read alone; the workspace leads to it.
WAITED_FOR: Final = "waiting"


def _in_order(parties: Iterable[Party]) -> list[Party]:
    places = {state.value: place for place, state in enumerate(_SHOWN)}
    return sorted(parties, key=lambda party: (places[party.state], party.pk))


_SHOWN = (
    PartyState.JOINED,
    PartyState.INVITED,
    PartyState.LEFT,
    PartyState.DECLINED,
    PartyState.TAKEN_BACK,
)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def party_ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask further institutions to join."""
    actor, partnership = actor_of(request), partnership_of(request, pk)
    require(actor, "partnership.lead", partnership)
    form = AskForm(request.POST if request.method == "POST" else None, actor=actor)

    return done(
        request,
        partnership,
        form,
        lambda: deeds.ask_sides(
            partnership.pk,
            [one.pk for one in form.chosen],
            role=PartyRole(form.cleaned_data["role"]),
            actor=actor,
        ),
        _("They are asked. They see title, purpose and sides, and answer for themselves."),
        title=_("Ask another side"),
        about=_(
            "Whoever is asked sees title, purpose, form and sides; what sides write only after joining."
        ),
        button=_("Ask them"),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def partnership_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept or decline the invitation of our institution."""
    actor, partnership = actor_of(request), partnership_of(request, pk)
    require(actor, "partnership.answer", partnership)
    party = own_party(partnership, actor)
    if not is_asked(partnership, actor):
        raise WrongState(
            _("The invitation has been answered, or taken back."),
            next_step=_("Look at the partnership; its sides are named there."),
        )
    form = ReasonForm()
    status = 200
    if request.method == "POST":
        if request.POST.get("answer") == "accept" and party is not None and accedes(party):
            return redirect("partnerships:accession-begin", partnership.pk)
        if request.POST.get("answer") == "accept":
            deeds.accept(partnership.pk, actor=actor)
            messages.success(
                request, _("Your institution has joined. Now each side writes what it needs.")
            )
            return redirect(partnership)
        form, status = ReasonForm(request.POST), 422
        if form.is_valid():
            deeds.decline(partnership.pk, reason=form.cleaned_data["reason"], actor=actor)
            messages.success(request, _("You declined. The other sides read why."))
            return redirect(partnership)
    context = {
        **frame(request, partnership),
        "form": form,
        "own": party,
        "form_name": words.FORMS[Form(partnership.form)],
        "zone_name": zone_names(Reading.of(partnership))[Zone(partnership.zone)],
        "role_name": words.ROLES[PartyRole(party.role)] if party else "",
        "sides_in_words": sides_in_words(partnership),
    }
    return render(request, "partnerships/partnership_answer.html", context, status=status)


@login_required
@require_POST
def party_take_back(request: HttpRequest, pk: int, party: int) -> HttpResponse:
    """Take an invitation back that was not answered yet."""
    actor, partnership = actor_of(request), partnership_of(request, pk)
    require(actor, "partnership.lead", partnership)
    deeds.take_back(partnership.pk, party, actor=actor)
    messages.success(request, _("The invitation is taken back."))
    return redirect("partnerships:party-list", partnership.pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def party_leave(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave the partnership, with the reason."""
    actor, partnership = actor_of(request), partnership_of(request, pk)
    require(actor, "partnership.lead", partnership)
    if partnership.is_over:
        raise WrongState(
            _("This partnership is over. What was written stays as it is."),
            next_step=_("Begin a new one if you go on together."),
        )
    form = ReasonForm(request.POST if request.method == "POST" else None)
    return done(
        request,
        partnership,
        form,
        lambda: deeds.leave(partnership.pk, reason=form.cleaned_data["reason"], actor=actor),
        _("Your institution has left. What it wrote stays."),
        title=_("Leave the partnership"),
        about=_(
            "What your side wrote stays. With fewer than two sides left, the partnership is given up; the others can begin anew."
        ),
        button=_("Leave"),
        is_grave=True,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def party_show(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose who may see the partnership, as far as our side goes."""
    actor, partnership = actor_of(request), partnership_of(request, pk)
    require(actor, "partnership.lead", partnership)
    own = own_party(partnership, actor)
    form = ShowForm(
        request.POST if request.method == "POST" else None,
        initial={"level": own.level if own else Level.PARTIES.value},
    )
    return done(
        request,
        partnership,
        form,
        lambda: deeds.show_to(partnership.pk, form.chosen(), actor=actor),
        _("It is kept. The narrowest side decides, at once."),
        title=_("Who may see it"),
        about=_("What your side allows. Everybody sees it only when every side has said so."),
        button=_("Keep it"),
    )
