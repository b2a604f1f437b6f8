"""Pages by a link from a mail: a new password, another address."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from yuinowa.accounts import services
from yuinowa.accounts.forms import NewPasswordForm
from yuinowa.accounts.forms.reset import EmailForm
from yuinowa.accounts.views.frame import own_person, refuse, told_when
from yuinowa.core import rights
from yuinowa.core.acting import actor_of
from yuinowa.core.addresses import address_of
from yuinowa.kernel.errors import TooMany


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def password_forgotten(request: HttpRequest) -> HttpResponse:
    """Ask for a link; the answer is the same whether or not the address is somebody's."""
    form = EmailForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            services.ask_for_reset(form.cleaned_data["email"], address=address_of(request))
        except TooMany as error:
            refuse(form, error)
            response = render(
                request, "accounts/password_forgotten.html", {"form": form}, status=error.status
            )
            return told_when(response, error)
        return redirect("accounts:password-sent")
    status = 422 if form.errors else 200
    return render(request, "accounts/password_forgotten.html", {"form": form}, status=status)


@require_safe
def password_sent(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/password_sent.html")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def password_new(request: HttpRequest, token: str) -> HttpResponse:
    """A new password by the link. Opening the page uses nothing up: mail programs open links too."""
    person = services.person_to_reset(token)
    form = NewPasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.reset_password(token, form.cleaned_data["new"])
        except ValidationError as error:
            form.add_error("new", error)
        else:
            messages.success(
                request, _("The password is changed. All sessions have ended; please sign in.")
            )
            return redirect("accounts:sign-in")
    context = {"form": form, "person": person}
    return render(
        request, "accounts/password_new.html", context, status=422 if form.errors else 200
    )


# ---------------------------------------------------------------- another mail address


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def me_email(request: HttpRequest) -> HttpResponse:
    """Ask for another mail address; it counts once the link sent to it was opened."""
    person = own_person(request)
    rights.require_fresh(actor_of(request))
    form = EmailForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.ask_for_email(form.cleaned_data["email"], actor=actor_of(request))
        except ValidationError as error:
            form.add_error("email", error)
        else:
            messages.success(
                request,
                _(
                    "If the address is free, a link is on its way there. Until then nothing changes."
                ),
            )
            return redirect("accounts:me")
    context = {"form": form, "person": person}
    return render(request, "accounts/me_email.html", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def email_confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Whoever holds the link holds the mailbox: no sign-in is asked for."""
    change = services.email_to_confirm(token)
    if request.method == "POST":
        services.confirm_email(token)
        messages.success(request, _("The mail address is changed."))
        return redirect("accounts:me")
    return render(request, "accounts/email_confirm.html", {"change": change})
