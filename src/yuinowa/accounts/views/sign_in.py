"""Pages of signing in and out, and of choosing for whom one acts."""

from __future__ import annotations

from django.conf import settings
from django.contrib import auth, messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from yuinowa.accounts import queries, services
from yuinowa.accounts.domain.policy import DEMO_PASSWORD, LONGEST_LOGIN
from yuinowa.accounts.forms import ActingForm, SignInForm
from yuinowa.accounts.forms.factors import PasskeyAnswerForm
from yuinowa.accounts.queries import factors
from yuinowa.accounts.views.entry import (
    ask_device,
    enter,
    not_taken,
    wait_for_second_step,
    what_was_asked,
)
from yuinowa.accounts.views.frame import (
    refuse,
    renew_key,
    session_key,
    told_when,
    wanted,
    way_on,
)
from yuinowa.core.acting import actor_of
from yuinowa.core.addresses import address_of
from yuinowa.kernel.errors import InputRefused, TooMany


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Name and password. Every refusal is the same page with the same words (R26)."""
    if request.method != "POST":
        if actor_of(request).is_signed_in:
            return way_on(request)
        initial = {"login": request.GET.get("login", "")[:LONGEST_LOGIN]}
        form = SignInForm(initial=initial)
        form.fields["password" if initial["login"] else "login"].widget.attrs["autofocus"] = True
        return _sign_in_page(request, form)
    form = SignInForm(request.POST)
    if not form.is_valid():
        return _sign_in_page(request, form, status=422)
    try:
        person = services.sign_in(
            form.cleaned_data["login"],
            form.cleaned_data["password"],
            address=address_of(request),
        )
    except (TooMany, InputRefused) as error:
        refuse(form, error)
        return told_when(_sign_in_page(request, form, status=error.status), error)
    if factors.has_second_factor(person.pk):
        return wait_for_second_step(request, person)
    return enter(request, person, second_factor=False)


def _sign_in_page(request: HttpRequest, form: SignInForm, *, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "answer_form": PasskeyAnswerForm(),
        "passkeys_work": services.passkeys_work(),
        "next": wanted(request),
        "demo_names": queries.demo_names() if settings.DEMO else [],
        "demo_password": DEMO_PASSWORD,
    }
    return render(request, "accounts/sign_in.html", context, status=status)


@require_POST
def sign_in_options(request: HttpRequest) -> HttpResponse:
    """What a device is asked that shall say who it belongs to. Only pressing the button makes a session (R28)."""
    return ask_device(request, services.proof_options(None))


@never_cache
@require_POST
def sign_in_passkey(request: HttpRequest) -> HttpResponse:
    """In with a passkey alone: something held, opened by something known or by one's own body."""
    try:
        person = services.sign_in_with_passkey(
            request.POST.get("answer", ""), what_was_asked(request), address=address_of(request)
        )
    except InputRefused as error:
        return not_taken(request, error, "accounts:sign-in")
    return enter(request, person, second_factor=True)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this session; signing out twice is signing out."""
    if request.user.is_authenticated:
        services.sign_out(session_key(request), actor=actor_of(request))
        auth.logout(request)
    return redirect(settings.LOGIN_REDIRECT_URL)


# ---------------------------------------------------------------- for whom one acts


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def acting(request: HttpRequest) -> HttpResponse:
    """Choose for whom to act in this session; the way to the own account and out."""
    actor = actor_of(request)
    affiliations = list(queries.own_affiliations(actor))
    initial = {"affiliation": queries.affiliation_acted_through(session_key(request))}
    form = ActingForm(request.POST or None, affiliations=affiliations, initial=initial)
    if request.method == "POST" and form.is_valid():
        chosen = services.act_for(
            form.cleaned_data["affiliation"], session_key(request), actor=actor
        )
        messages.success(
            request, _("You now act for %(name)s.") % {"name": queries.acts_for(chosen)}
        )
        renew_key(request)
        return way_on(request)
    context = {"form": form, "affiliations": affiliations, "next": wanted(request)}
    return render(request, "accounts/acting.html", context, status=422 if form.errors else 200)
