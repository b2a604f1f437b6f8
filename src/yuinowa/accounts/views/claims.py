"""Pages for whoever asks for an institution and has no name here yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from yuinowa.accounts import services
from yuinowa.accounts.forms.claims import AnswerForm, ClaimForm, CodeForm, RegistrationForm
from yuinowa.accounts.models import EntryClaim
from yuinowa.accounts.views.frame import posted, told_when
from yuinowa.core import idempotency
from yuinowa.core.acting import actor_of
from yuinowa.core.addresses import address_of
from yuinowa.core.rights import Actor
from yuinowa.directory.domain.matching import fingerprint
from yuinowa.directory.queries import find_institutions, institutions_visible_to
from yuinowa.kernel.errors import AlreadyDone, InputRefused, TooMany, WrongState

if TYPE_CHECKING:
    from yuinowa.directory.models import Institution

#: So many entries are offered as "is it one of these?".
MOST_ALIKE = 8


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def claim_new(request: HttpRequest, institution: int) -> HttpResponse:
    """Ask to act for a listed institution that has nobody here yet."""
    actor = actor_of(request)
    found = get_object_or_404(institutions_visible_to(actor), pk=institution)
    form = ClaimForm(posted(request))
    refusal: TooMany | None = None
    if request.method == "POST" and form.is_valid():
        try:
            idempotency.once(
                form.cleaned_data["once"],
                actor,
                lambda: services.claim_entry(
                    found.pk, form.claimant(), network_address=address_of(request), actor=actor
                ),
            )
        except ValidationError as error:
            form.add_error("email", error.messages)
        except (AlreadyDone, WrongState) as error:
            form.add_error(None, f"{error.message} {error.next_step}")
        except TooMany as error:
            refusal = error
        else:
            return redirect("accounts:claim-sent")
    return _page(request, "claim_new", {"form": form, "institution": found}, refusal)


def _page(
    request: HttpRequest, name: str, context: dict[str, Any], refusal: TooMany | None = None
) -> HttpResponse:
    """The form, with what was written in it also when too much was sent for now."""
    form = context["form"]
    if refusal is not None:
        form.add_error(None, f"{refusal.message} {refusal.next_step}")
    status = refusal.status if refusal else 422 if form.errors else 200
    response = render(request, f"accounts/{name}.html", context, status=status)
    return told_when(response, refusal) if refusal else response


@require_safe
def claim_sent(request: HttpRequest) -> HttpResponse:
    """The next step is in the mail."""
    return render(request, "accounts/claim_sent.html")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def registration_new(request: HttpRequest) -> HttpResponse:
    """Enter an institution that is not listed; those that look alike are shown first."""
    actor = actor_of(request)
    form = RegistrationForm(posted(request))
    alike: list[Institution] = []
    refusal: TooMany | None = None
    if request.method == "POST" and form.is_valid():
        if not form.cleaned_data["another"]:
            alike = _alike(form.cleaned_data["institution_name"], actor)
        if not alike:
            try:
                _register(request, form, actor)
            except ValidationError as error:
                form.add_error(None, error.messages)
            except TooMany as error:
                refusal = error
            else:
                return redirect("accounts:claim-sent")
    return _page(request, "registration_new", {"form": form, "alike": alike}, refusal)


def _register(request: HttpRequest, form: RegistrationForm, actor: Actor) -> EntryClaim:
    made, _fresh = idempotency.once(
        form.cleaned_data["once"],
        actor,
        lambda: services.register_institution(
            form.entry(), form.claimant(), network_address=address_of(request), actor=actor
        ),
    )
    return made


def _alike(name: str, actor: Actor) -> list[Institution]:
    """Listed institutions whose name is like this one, also without 特定非営利活動法人 and the like."""
    found: dict[int, Institution] = {}
    for words in dict.fromkeys((name, fingerprint(name).without_form)):
        try:
            near = find_institutions(words, actor, most=MOST_ALIKE)
        except InputRefused:  # too many words to search for: the name is like no other
            continue
        found |= {institution.pk: institution for institution in near}
    return list(found.values())[:MOST_ALIKE]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def claim_confirm(request: HttpRequest, token: str) -> HttpResponse:
    """A page with one button, so that a program that follows links confirms nothing."""
    claim = services.claim_of("claim", token)
    if request.method == "POST":
        services.confirm_claim(token)
        return redirect("accounts:claim-done")
    return render(request, "accounts/claim_confirm.html", {"claim": claim})


@require_safe
def claim_done(request: HttpRequest) -> HttpResponse:
    """Now it is the region office's turn."""
    return render(request, "accounts/claim_done.html")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def claim_code(request: HttpRequest, token: str) -> HttpResponse:
    """Where the code of the letter is written."""
    claim = services.claim_of("claim-letter", token)
    form = CodeForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            services.type_code(token, form.cleaned_data["code"])
        except (InputRefused, WrongState) as error:
            form.add_error("code", f"{error.message} {error.next_step}")
        else:
            return redirect("accounts:claim-done")
    context = {"form": form, "claim": claim, "title": _("The code of the letter")}
    return render(request, "accounts/claim_write.html", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def claim_answer(request: HttpRequest, token: str) -> HttpResponse:
    """Where the region office's question is answered."""
    claim = services.claim_of("claim-answer", token)
    form = AnswerForm(posted(request))
    if request.method == "POST" and form.is_valid():
        services.answer_claim(token, form.cleaned_data["answer"])
        return redirect("accounts:claim-done")
    context = {
        "form": form,
        "claim": claim,
        "title": _("A question of the region office"),
        "question": claim.question,
    }
    return render(request, "accounts/claim_write.html", context, status=422 if form.errors else 200)
