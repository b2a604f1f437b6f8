"""Proving once more who one is, before what hurts; then on to where it was asked (R27)."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from yuinowa.accounts import services
from yuinowa.accounts.forms import AgainForm
from yuinowa.accounts.forms.factors import PasskeyAnswerForm
from yuinowa.accounts.queries import factors
from yuinowa.accounts.views.entry import ask_device, not_taken, what_was_asked
from yuinowa.accounts.views.frame import (
    own_person,
    refuse,
    renew_key,
    session_key,
    wanted,
    way_on,
)
from yuinowa.core.acting import actor_of
from yuinowa.core.addresses import address_of
from yuinowa.kernel.errors import InputRefused, TooMany


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def again(request: HttpRequest) -> HttpResponse:
    """The password, and a code where there is a second factor."""
    person = own_person(request)
    needs_code = factors.has_second_factor(person.pk)
    form = AgainForm(request.POST or None, needs_code=needs_code)
    if request.method == "POST" and form.is_valid():
        try:
            services.sign_in_again(
                form.cleaned_data["password"],
                form.cleaned_data.get("code", ""),
                session_key=session_key(request),
                address=address_of(request),
                actor=actor_of(request),
            )
        except TooMany as error:
            refuse(form, error, "password")
        except ValidationError as error:
            form.add_error(None, error)
        else:
            renew_key(request)
            return way_on(request)
    context = {
        "form": form,
        "person": person,
        "answer_form": PasskeyAnswerForm(),
        "passkeys_work": services.passkeys_work() and factors.has_passkey(person.pk),
        "next": wanted(request),
    }
    return render(request, "accounts/again.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def again_options(request: HttpRequest) -> HttpResponse:
    """What a device of the person who acts is asked."""
    return ask_device(request, services.proof_options(own_person(request).pk))


@login_required
@require_POST
def again_passkey(request: HttpRequest) -> HttpResponse:
    """A passkey of the person who acts, instead of password and code."""
    try:
        services.sign_in_again_with_passkey(
            request.POST.get("answer", ""),
            what_was_asked(request),
            session_key=session_key(request),
            address=address_of(request),
            actor=actor_of(request),
        )
    except InputRefused as error:
        return not_taken(request, error, "accounts:again")
    renew_key(request)
    return way_on(request)
