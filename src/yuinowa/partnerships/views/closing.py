"""The end of a partnership: what our side says of each goal; taking it up again as another one."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods

from yuinowa.core.acting import actor_of
from yuinowa.core.rights import require
from yuinowa.kernel.errors import WrongState
from yuinowa.partnerships.domain.phases import SUCCEEDED, Phase
from yuinowa.partnerships.forms.motions import AgainForm, ClosingForm
from yuinowa.partnerships.models import ClosingWords, Partnership
from yuinowa.partnerships.queries.motions import closing_words_visible_to
from yuinowa.partnerships.queries.statements import goals_visible_to
from yuinowa.partnerships.services import closing as deeds
from yuinowa.partnerships.views.frame import done, frame, partnership_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def closing_write(request: HttpRequest, pk: int) -> HttpResponse:
    """Say, for our side, what came of each goal and what is left."""
    actor, partnership = actor_of(request), partnership_of(request, pk)
    require(actor, "partnership.write", partnership)
    if partnership.phase is not Phase.CLOSING:
        raise WrongState(
            _("Results are written while the partnership is being closed."),
            next_step=_("Propose to close it, if the work is done."),
        )
    goals = list(goals_visible_to(actor.under(partnership)).filter(partnership=partnership))
    said = _own_words(request, partnership)
    form = ClosingForm(
        request.POST if request.method == "POST" else None,
        goals=goals,
        initial=_initial(said),
    )
    return done(
        request,
        partnership,
        form,
        lambda: deeds.write_closing(
            pk,
            form.results(),
            form.cleaned_data["remains"],
            waives=form.cleaned_data["waives"],
            expected_version=form.cleaned_data["version"],
            actor=actor,
        ),
        _("It is kept. When every side has said what came of it, the partnership is closed."),
        title=_("Say what came of it"),
        about=_("In your own side's words, one line for each goal. All sides read it."),
        button=_("Keep it"),
        version=lambda: getattr(_own_words(request, partnership), "version", 0),
    )


def _own_words(request: HttpRequest, partnership: Partnership) -> ClosingWords | None:
    actor = actor_of(request)
    found = closing_words_visible_to(actor.under(partnership)).filter(
        party__partnership=partnership
    )
    return found.filter(party__institution=actor.institution or 0).first()


def _initial(said: ClosingWords | None) -> dict[str, object]:
    if said is None:
        return {"version": 0}
    results = {f"goal-{result.goal_id}": result.text for result in said.results.all()}
    return {
        "version": said.version,
        "waives": said.waives,
        "remains": said.remains,
        **results,
    }


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def partnership_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin another partnership like the one that is over; its sides are asked."""
    actor, partnership = actor_of(request), partnership_of(request, pk)
    require(actor, "partnership.lead", partnership)
    if partnership.phase not in SUCCEEDED:
        raise WrongState(
            _("Only a partnership that was at work and is over can be taken up again."),
            next_step=_("Look at where it stands."),
        )
    form = AgainForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        made, _fresh = deeds.take_up_again(pk, once=form.cleaned_data["once"], actor=actor)
        return redirect(made)
    context = {
        **frame(request, partnership),
        "form": form,
        "title": pgettext("a partnership", "Take it up again"),
        "about": _(
            "Another partnership with the same title, purpose and form begins; the sides that were there are asked, and plan it anew."
        ),
        "button": _("Begin and ask the sides"),
        "back": partnership.get_absolute_url(),
    }
    return render(
        request, "partnerships/change.html", context, status=422 if form.is_bound else 200
    )
