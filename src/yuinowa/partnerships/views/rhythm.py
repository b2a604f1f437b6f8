"""How often the sides are in touch: what was agreed, when they were, by when they are next; proposing and agreeing."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yuinowa.core.acting import actor_of
from yuinowa.core.rights import Actor, can, require
from yuinowa.partnerships.domain.phases import RESTING
from yuinowa.partnerships.domain.pulse import USUAL_MONTHS
from yuinowa.partnerships.forms.rhythm import RhythmForm
from yuinowa.partnerships.labels import rhythm as words
from yuinowa.partnerships.models import Partnership, Rhythm
from yuinowa.partnerships.queries import rhythm as queries
from yuinowa.partnerships.queries.partnerships import joined, own_party
from yuinowa.partnerships.services import rhythm as deeds
from yuinowa.partnerships.services.frame import refuse_over
from yuinowa.partnerships.views.frame import done, frame, partnership_of
from yuinowa.partnerships.views.proposals import act_on_proposal

#: Earlier agreements that stand on the page.
MOST_EARLIER = 10


def spoken(rhythm: Rhythm) -> dict[str, object]:
    """A proposal in words."""
    return {
        "row": rhythm,
        "often": words.HOW_OFTEN[rhythm.terms.frequency],
        "pulse": words.PULSE_EVERY[rhythm.pulse_months],
    }


@login_required
@require_safe
def rhythm_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What was agreed, when the sides were in touch last, by when they are next, and what is proposed."""
    actor, partnership = actor_of(request), partnership_of(request, pk)
    require(actor, "partnership.read", partnership)
    now = queries.agreed(partnership)
    context = {
        **frame(request, partnership),
        **_proposal(partnership, now, actor),
        "now": spoken(now.in_force) if now.in_force else None,
        "touch": _touch(partnership, now),
        "rests": partnership.phase in RESTING,
        "earlier": [spoken(row) for row in _earlier(partnership, actor)],
        "partner": _only_other(partnership, actor),
        "may_write": not partnership.is_over and can(actor, "partnership.write", partnership),
    }
    return render(request, "partnerships/rhythm_detail.html", context)


def _proposal(partnership: Partnership, now: queries.Agreed, actor: Actor) -> dict[str, object]:
    sides = joined(partnership)
    wanted = set(queries.asked(sides))
    lacking = set(now.lacking(wanted))
    own = own_party(partnership, actor)
    leads = (
        not partnership.is_over
        and own is not None
        and own.pk in wanted
        and can(actor, "partnership.lead", partnership)
    )
    return {
        "proposed": spoken(now.proposed) if now.proposed else None,
        "stands": [(side, side.pk not in lacking) for side in sides if side.pk in wanted],
        "may_propose": leads,
        "may_agree": leads and own is not None and own.pk in lacking,
        "may_take_back": leads
        and own is not None
        and now.proposed is not None
        and now.proposed.proposed_for_id == own.pk,
    }


def _touch(partnership: Partnership, now: queries.Agreed) -> dict[str, object] | None:
    found = queries.in_touch(partnership, now)
    if found is None:
        return None
    lines = [(words.SORTS[sort], day) for sort, day in found.days.items()]
    return {"is": found.touch, "lines": lines, "without_contact": found.without_contact}


def _earlier(partnership: Partnership, actor: Actor) -> list[Rhythm]:
    """What held before, the newest first; proposals that nobody agreed to are not told."""
    found = queries.rhythms_visible_to(actor).filter(
        partnership=partnership, agreed_at__isnull=False, ended_at__isnull=False
    )
    return list(found.order_by("-number")[:MOST_EARLIER])


def _only_other(partnership: Partnership, actor: Actor) -> int | None:
    """The institution with which a contact is recorded where there is only one other side."""
    others = [
        side.institution_id
        for side in joined(partnership)
        if side.institution_id != actor.institution
    ]
    return others[0] if len(others) == 1 else None


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def rhythm_propose(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose how often we are in touch; our side agrees by it, every other is asked."""
    actor, partnership = actor_of(request), partnership_of(request, pk)
    require(actor, "partnership.lead", partnership)
    refuse_over(partnership)
    now = queries.agreed(partnership).in_force
    form = RhythmForm(
        request.POST if request.method == "POST" else None,
        initial={
            "frequency": now.frequency if now else None,
            "pulse_months": now.pulse_months if now else USUAL_MONTHS,
            "number": queries.newest_number(partnership),
        },
    )
    return done(
        request,
        partnership,
        form,
        lambda: deeds.propose(
            pk,
            form.terms(),
            expected_number=form.cleaned_data["number"],
            once=form.cleaned_data["once"],
            actor=actor,
        ),
        _("It is proposed, and your side agrees to it. The other sides are asked."),
        title=_("Propose how often you are in touch"),
        about=_("It holds when every side has agreed. What holds today goes on until then."),
        button=_("Propose it"),
        back=reverse("partnerships:rhythm-detail", args=[pk]),
        version=lambda: queries.newest_number(partnership),
    )


@login_required
@require_POST
def rhythm_agree(request: HttpRequest, pk: int) -> HttpResponse:
    """Agree, for our side, to what is proposed."""
    said = _("Your side agrees. It holds when every side has agreed.")
    return act_on_proposal(request, pk, deeds.agree, said=said, back="partnerships:rhythm-detail")


@login_required
@require_POST
def rhythm_take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what our side proposed."""
    said = _("The proposal is taken back.")
    back = "partnerships:rhythm-detail"
    return act_on_proposal(request, pk, deeds.take_back, said=said, back=back)
