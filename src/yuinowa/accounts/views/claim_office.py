"""Pages of the region office about claims: what waits, one claim with its check, the letter to print."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from yuinowa.accounts import labels, services
from yuinowa.accounts.domain.claims import (
    Channel,
    ClaimAction,
    ClaimKind,
    ClaimSide,
    ClaimState,
)
from yuinowa.accounts.domain.reading import Reading
from yuinowa.accounts.forms.claims import CheckForm, QuestionForm, ReasonForm, VersionForm
from yuinowa.accounts.models import EntryClaim
from yuinowa.accounts.queries import claims as queries
from yuinowa.core import clock, move, waits
from yuinowa.core.acting import actor_of
from yuinowa.core.rights import Actor, Role
from yuinowa.kernel.errors import InputRefused, NotAllowed
from yuinowa.ui.paging import page_of
from yuinowa.ui.parts import Side

Deed = Callable[[EntryClaim, forms.Form, int, Actor], EntryClaim]


def _check(claim: EntryClaim, form: forms.Form, version: int, actor: Actor) -> EntryClaim:
    data = form.cleaned_data
    return services.record_check(
        claim.pk,
        Channel(data["channel"]),
        data.get("place", ""),
        expected_version=version,
        actor=actor,
    )


#: What the office can do, with the form that says it.
DEEDS: dict[str, tuple[type[VersionForm], Deed]] = {
    ClaimAction.RECORD_CHECK: (CheckForm, _check),
    ClaimAction.SEND_LETTER: (
        VersionForm,
        lambda claim, _form, version, actor: services.send_letter(
            claim.pk, expected_version=version, actor=actor
        ),
    ),
    ClaimAction.ASK: (
        QuestionForm,
        lambda claim, form, version, actor: services.ask_claimant(
            claim.pk, form.cleaned_data["text"], expected_version=version, actor=actor
        ),
    ),
    ClaimAction.APPROVE: (
        VersionForm,
        lambda claim, _form, version, actor: services.approve_claim(
            claim.pk, expected_version=version, actor=actor
        ),
    ),
    ClaimAction.REFUSE: (
        ReasonForm,
        lambda claim, form, version, actor: services.refuse_claim(
            claim.pk, form.cleaned_data["text"], expected_version=version, actor=actor
        ),
    ),
}


@never_cache
@login_required
@require_safe
def claim_list(request: HttpRequest) -> HttpResponse:
    """What waits, and what was decided."""
    actor = actor_of(request)
    if not (actor.region and actor.has(Role.REGION_ADMIN)):
        raise NotAllowed("claims are the region office's to check")
    context = {
        "waiting": [_line(claim) for claim in queries.open_claims(actor)],
        "decided": page_of(request, queries.decided_claims(actor)),
        "states": labels.CLAIM_STATES,
    }
    return render(request, "accounts/claim_list.html", context)


def _line(claim: EntryClaim) -> dict[str, object]:
    return {
        "claim": claim,
        "kind": labels.CLAIM_KINDS[ClaimKind(claim.kind)],
        "state": labels.CLAIM_STATES[ClaimState(claim.state)],
    }


@never_cache
@login_required
@require_safe
def claim_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One claim: who asks, by what to check it, what can be done. Reading it leaves a row (R43)."""
    actor = actor_of(request)
    claim = get_object_or_404(queries.claims_visible_to(actor), pk=pk)
    services.note_reading(Reading.CLAIM, claim.institution_id, obj=claim, actor=actor)
    return _page(request, claim, actor)


def _page(
    request: HttpRequest,
    claim: EntryClaim,
    actor: Actor,
    faulty: tuple[str, VersionForm] | None = None,
) -> HttpResponse:
    possible = move.buttons(claim, actor)
    made = {action: _form(action, claim) for action in DEEDS if action in possible}
    if faulty is not None:
        made[ClaimAction(faulty[0])] = faulty[1]
    context = _line(claim) | {
        "institution": claim.institution,
        "forms": {action.replace("-", "_"): form for action, form in made.items()},
        "form": faulty[1] if faulty else None,
        "turn": (turn := waits.open_waits(claim).first()),
        "turn_side": Side.OURS if turn and turn.role == ClaimSide.OFFICE else Side.THEIRS,
        "turn_since": turn.since.astimezone(clock.TOKYO).date() if turn else None,
        "then": gettext(turn.then_what) if turn else "",
        "rivals": queries.rivals_of(claim, actor),
        "checker": queries.checker_of(claim),
        "channel": labels.CHANNELS[Channel(claim.checked_by_channel)]
        if claim.checked_by_channel
        else "",
        "is_registration": claim.kind == ClaimKind.REGISTRATION,
    }
    return render(request, "accounts/claim_detail.html", context, status=422 if faulty else 200)


def _form(action: str, claim: EntryClaim, data: QueryDict | None = None) -> VersionForm:
    kind = DEEDS[action][0]
    initial = {"version": claim.version}
    if kind is CheckForm:
        return CheckForm(data, initial=initial, kind=ClaimKind(claim.kind), prefix=action)
    return kind(data, initial=initial, prefix=action)


@login_required
@require_POST
def claim_act(request: HttpRequest, pk: int, action: str) -> HttpResponse:
    """One of the office's deeds on a claim."""
    actor = actor_of(request)
    claim = get_object_or_404(queries.claims_visible_to(actor), pk=pk)
    if action not in DEEDS:
        raise Http404
    form = _form(action, claim, request.POST)
    if not form.is_valid():
        return _page(request, claim, actor, (action, form))
    try:
        after = DEEDS[action][1](claim, form, form.cleaned_data["version"], actor)
    except InputRefused as error:
        form.add_error(None, f"{error.message} {error.next_step}".strip())
        return _page(request, claim, actor, (action, form))
    messages.success(
        request,
        _("Recorded: %(state)s.") % {"state": labels.CLAIM_STATES[ClaimState(after.state)]},
    )
    if action == ClaimAction.SEND_LETTER:
        return redirect("accounts:claim-letter", pk=claim.pk)
    return redirect(after)


@never_cache
@login_required
@require_safe
def claim_letter(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter with its code, to be printed and posted to the entry's own address."""
    actor = actor_of(request)
    claim = get_object_or_404(queries.claims_visible_to(actor), pk=pk)
    code = services.letter_code(claim, actor=actor)
    context = {"claim": claim, "institution": claim.institution, "code": code}
    return render(request, "accounts/claim_letter.html", context)
