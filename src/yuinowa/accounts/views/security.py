"""Pages of the own second factors: passkeys, apps that make codes, recovery codes."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yuinowa.accounts import services
from yuinowa.accounts.domain.factors import FactorKind, provisioning_uri
from yuinowa.accounts.domain.policy import RECOVERY_CODES
from yuinowa.accounts.forms.factors import AppCodeForm, FactorNameForm, NewPasskeyForm
from yuinowa.accounts.queries import factors
from yuinowa.accounts.views.entry import ask_device, what_was_asked
from yuinowa.accounts.views.frame import (
    own_person,
    refuse,
    renew_key,
    session_key,
)
from yuinowa.core import mail, rights
from yuinowa.core.acting import actor_of
from yuinowa.core.addresses import address_of
from yuinowa.documents.qr import qr_code
from yuinowa.kernel.errors import InputRefused, NotFound, TooMany


@never_cache
@login_required
@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """What one signs in with beside the password; for some the only page until there is something."""
    actor, person = actor_of(request), own_person(request)
    found = factors.own_factors(actor)
    context = {
        "factors": found,
        "codes_left": factors.recovery_codes_left(actor),
        "codes_made": RECOVERY_CODES,
        "is_required": settings.REQUIRE_SECOND_FACTOR and factors.works_somewhere(person),
        "passkeys_work": services.passkeys_work(),
        "next": "",
    }
    return render(request, "accounts/security.html", context)


# ---------------------------------------------------------------- passkeys


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def passkey_add(request: HttpRequest) -> HttpResponse:
    """A name for the passkey; the script of the page asks the device and sends its answer along."""
    rights.require_fresh(actor_of(request))
    form = NewPasskeyForm(request.POST or None)
    if request.method == "POST":
        # Once, whatever else is wrong with the form: the device is asked anew.
        state = what_was_asked(request)
        if form.is_valid():
            try:
                services.add_passkey(
                    form.cleaned_data["name"],
                    form.cleaned_data["answer"],
                    state,
                    session_key=session_key(request),
                    actor=actor_of(request),
                )
            except InputRefused as error:
                refuse(form, error)
            else:
                return _added(request, _("The passkey is added."))
    context = {"form": form, "passkeys_work": services.passkeys_work()}
    return render(request, "accounts/passkey_add.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def passkey_options(request: HttpRequest) -> HttpResponse:
    """What the device is asked for a new passkey."""
    return ask_device(request, services.registration_options(actor=actor_of(request)))


def _added(request: HttpRequest, sentence: str) -> HttpResponse:
    renew_key(request)
    messages.success(request, sentence)
    if not factors.recovery_codes_left(actor_of(request)):
        messages.info(
            request, _("Now make recovery codes, for the day the device is lost or broken.")
        )
    return redirect("accounts:security")


# ---------------------------------------------------------------- an app that makes codes


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def app_add(request: HttpRequest) -> HttpResponse:
    """A name for the app; then its secret is shown."""
    rights.require_fresh(actor_of(request))
    form = FactorNameForm(request.POST or None, initial={"name": _("My phone")})
    if request.method == "POST" and form.is_valid():
        app = services.begin_code_app(form.cleaned_data["name"], actor=actor_of(request))
        return redirect("accounts:security-app-confirm", pk=app.pk)
    return render(
        request, "accounts/app_add.html", {"form": form}, status=422 if form.errors else 200
    )


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def app_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """The secret as a picture and in letters, until a code of the app was typed; then never again."""
    actor = actor_of(request)
    waiting = factors.apps_waiting_for_a_code(actor).filter(pk=pk).first()
    if waiting is None:
        raise NotFound("this app does not exist")
    rights.require_fresh(actor)
    form = AppCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.confirm_code_app(
                pk,
                form.cleaned_data["code"],
                session_key=session_key(request),
                address=address_of(request),
                actor=actor,
            )
        except (TooMany, InputRefused) as error:
            refuse(form, error, "code")
        else:
            return _added(request, _("The app is added."))
    secret = services.secret_of(waiting)
    issuer = f"{_('Yuinowa')} {mail.region_name(get_language() or 'ja')}"
    context = {
        "form": form,
        "app": waiting,
        "secret": " ".join(secret[start : start + 4] for start in range(0, len(secret), 4)),
        "picture": qr_code(provisioning_uri(secret, login=waiting.person.login, issuer=issuer)),
    }
    return render(request, "accounts/app_confirm.html", context, status=422 if form.errors else 200)


# ---------------------------------------------------------------- recovery codes


@never_cache
@login_required
@require_POST
def recovery_new(request: HttpRequest) -> HttpResponse:
    """Ten new codes, on this page and never again: a redirect would have to keep them somewhere."""
    codes = services.new_recovery_codes(actor=actor_of(request))
    return render(request, "accounts/recovery_codes.html", {"codes": codes})


# ---------------------------------------------------------------- naming, removing


def _kind(kind: str) -> FactorKind:
    if kind not in {FactorKind.PASSKEY.value, FactorKind.CODE_APP.value}:
        raise NotFound("there is no such kind of factor")
    return FactorKind(kind)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def factor_name(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Call a passkey or an app otherwise, or take it away."""
    found = _own(request, kind, pk)
    form = FactorNameForm(request.POST or None, initial={"name": found.name})
    if request.method == "POST" and form.is_valid():
        services.name_factor(_kind(kind), pk, form.cleaned_data["name"], actor=actor_of(request))
        messages.success(request, _("The name is changed."))
        return redirect("accounts:security")
    context = {"form": form, "factor": found}
    return render(request, "accounts/factor_name.html", context, status=422 if form.errors else 200)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def factor_remove(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Ask before taking a passkey or an app away, then do it."""
    found = _own(request, kind, pk)
    rights.require_fresh(actor_of(request))
    if request.method == "POST":
        services.remove_factor(_kind(kind), pk, actor=actor_of(request))
        messages.success(request, _("%(name)s is removed.") % {"name": found.name})
        return redirect("accounts:security")
    is_last = len(factors.own_factors(actor_of(request))) == 1
    return render(request, "accounts/factor_remove.html", {"factor": found, "is_last": is_last})


def _own(request: HttpRequest, kind: str, pk: int) -> factors.OwnFactor:
    for found in factors.own_factors(actor_of(request)):
        if (found.kind, found.pk) == (_kind(kind), pk):
            return found
    raise NotFound("this factor does not exist")
