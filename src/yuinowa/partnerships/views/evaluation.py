"""How a partnership is evaluated: what is proposed, who agreed, proposing something else, agreeing."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yuinowa.core.acting import actor_of
from yuinowa.core.rights import can, require
from yuinowa.core.text import whole_number
from yuinowa.evaluation import labels as terms_words
from yuinowa.evaluation.domain.bank import Anchor
from yuinowa.evaluation.domain.policy import FEW
from yuinowa.evaluation.queries import Proposed, proposed, versions_of
from yuinowa.kernel.errors import Unreadable, WrongState
from yuinowa.partnerships.forms.evaluation import TermsForm, as_proposed, first_choice
from yuinowa.partnerships.queries.evaluation import can_be_agreed_to, is_open, stands
from yuinowa.partnerships.queries.partnerships import joined
from yuinowa.partnerships.services import evaluation as deeds
from yuinowa.partnerships.views.frame import done, frame, partnership_of


@login_required
@require_safe
def evaluation_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What is proposed and who has agreed to it."""
    actor, partnership = actor_of(request), partnership_of(request, pk)
    require(actor, "partnership.read", partnership)
    now = proposed(partnership.evaluation_id)
    sides = stands(joined(partnership), now)
    planned = is_open(partnership)
    is_missing = any(
        stand.agreed_at is None and stand.party.institution_id == actor.institution
        for stand in sides
    )
    context = {
        **frame(request, partnership, "evaluation"),
        "now": now,
        "said": _said(now) if now else {},
        "stands": sides,
        "is_agreed": now is not None and all(stand.agreed_at for stand in sides),
        "versions": versions_of(now.version.plan_id) if now else [],
        "may_propose": planned and can(actor, "partnership.write", partnership),
        "may_agree": can_be_agreed_to(partnership)
        and now is not None
        and is_missing
        and can(actor, "partnership.lead", partnership),
    }
    return render(request, "partnerships/evaluation_detail.html", context)


def _said(now: Proposed) -> dict[str, object]:
    """The newest proposal in words, with the scales its items are answered on."""
    terms, kept = now.terms, now.version.terms
    anchors = {Anchor(item["anchor"]) for item in kept["items"]}
    if terms.own:
        anchors.add(Anchor.AGREEMENT)
    return {
        "items": [
            (terms_words.kept_words(item), terms_words.ANCHORS[Anchor(item["anchor"])])
            for item in kept["items"]
        ]
        + [(words, terms_words.ANCHORS[Anchor.AGREEMENT]) for words in terms.own],
        "is_much": terms.asked > FEW,
        "scales": [
            (terms_words.ANCHORS[anchor], terms_words.steps_of(anchor))
            for anchor in Anchor
            if anchor in anchors
        ],
        "voices": [terms_words.VOICES[voice] for voice in terms.voices],
        "moments": [terms_words.MOMENTS[moment] for moment in terms.moments],
        "residents": terms_words.RESIDENTS[terms.residents],
    }


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def evaluation_propose(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose what is asked, of whom and when; every side is asked to agree anew."""
    actor, partnership = actor_of(request), partnership_of(request, pk)
    require(actor, "partnership.write", partnership)
    if not is_open(partnership):
        raise WrongState(
            _("How it is evaluated is agreed on while the work is planned."),
            next_step=_("Look at what was agreed."),
        )
    now = proposed(partnership.evaluation_id)
    form = TermsForm(
        request.POST if request.method == "POST" else None,
        initial=as_proposed(now.terms, now.version.number) if now else first_choice(),
    )
    return done(
        request,
        partnership,
        form,
        lambda: deeds.propose_terms(
            partnership.pk,
            form.terms(),
            expected_version=form.cleaned_data["version"],
            actor=actor,
        ),
        _("It is proposed. Every side is asked to agree, yours too."),
        title=_("Propose how it is evaluated"),
        about=_(
            "Before the work begins, all sides agree on what they will be asked. Each new proposal asks all of them anew."
        ),
        button=_("Propose it"),
        back=reverse("partnerships:evaluation-detail", args=[partnership.pk]),
        version=lambda: _number(pk, request),
    )


def _number(pk: int, request: HttpRequest) -> int:
    now = proposed(partnership_of(request, pk).evaluation_id)
    return now.version.number if now else 0


@login_required
@require_POST
def evaluation_agree(request: HttpRequest, pk: int) -> HttpResponse:
    """Agree to the version that was read."""
    actor, partnership = actor_of(request), partnership_of(request, pk)
    require(actor, "partnership.lead", partnership)
    try:
        number = whole_number(request.POST.get("number", ""), low=1, high=2**31 - 1)
    except ValidationError as fault:
        raise Unreadable(_("What you agree to cannot be read."), place="number") from fault
    deeds.agree_to_terms(partnership.pk, number, actor=actor)
    messages.success(request, _("Your side has agreed to how it is evaluated."))
    return redirect("partnerships:evaluation-detail", partnership.pk)
