"""Pages of signing in and out, and of choosing for whom one acts."""

from __future__ import annotations

from django.conf import settings
from django.contrib import auth, messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from yuinowa.accounts import queries, services
from yuinowa.accounts.domain.policy import DEMO_PASSWORD, LONGEST_LOGIN
from yuinowa.accounts.forms import ActingForm, AgainForm, SignInForm
from yuinowa.accounts.models import Person
from yuinowa.accounts.views.frame import (
    actor_of,
    address_of,
    in_language,
    own_person,
    renew_key,
    session_key,
    wait_sentence,
    wanted,
    way_on,
)
from yuinowa.core.rights import Actor
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
    except TooMany as error:
        form.add_error(None, wait_sentence(error.retry_after))
        response = _sign_in_page(request, form, status=error.status)
        response["Retry-After"] = str(error.retry_after)
        return response
    except InputRefused as error:
        form.add_error(None, error.message)
        return _sign_in_page(request, form, status=error.status)
    return _signed_in(request, person)


def _sign_in_page(request: HttpRequest, form: SignInForm, *, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "next": wanted(request),
        "demo_names": queries.demo_names() if settings.DEMO else [],
        "demo_password": DEMO_PASSWORD,
    }
    return render(request, "accounts/sign_in.html", context, status=status)


def _signed_in(request: HttpRequest, person: Person) -> HttpResponse:
    """A new session key, whatever the browser brought along (R27)."""
    services.sign_out(session_key(request), actor=Actor(person=person.pk))
    request.session.flush()
    auth.login(request, person)
    actor = services.start_session(
        person,
        request.session.session_key or "",
        user_agent=request.headers.get("User-Agent", ""),
    )
    response = way_on(request)
    if actor.institution is None:
        response = redirect(reverse("accounts:acting", query={"next": wanted(request)}))
    return in_language(response, person.language)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this session; signing out twice is signing out."""
    if actor_of(request).is_signed_in:
        services.sign_out(session_key(request), actor=actor_of(request))
        auth.logout(request)
    return redirect(settings.LOGIN_REDIRECT_URL)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def again(request: HttpRequest) -> HttpResponse:
    """Prove once more who one is, before what hurts; then on to where it was asked (R27)."""
    form = AgainForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.sign_in_again(
                form.cleaned_data["password"],
                session_key=session_key(request),
                address=address_of(request),
                actor=actor_of(request),
            )
        except TooMany as error:
            form.add_error("password", wait_sentence(error.retry_after))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            renew_key(request)
            return way_on(request)
    context = {"form": form, "person": own_person(request), "next": wanted(request)}
    return render(request, "accounts/again.html", context, status=422 if form.errors else 200)


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
