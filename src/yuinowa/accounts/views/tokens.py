"""Pages of an institution's programs and their keys."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yuinowa.accounts import services
from yuinowa.accounts.forms.tokens import KeyForm, ProgramForm
from yuinowa.accounts.models import ApiToken, ServiceAccount
from yuinowa.accounts.permissions import may_keep_programs
from yuinowa.accounts.queries import tokens as queries
from yuinowa.core import idempotency, rights
from yuinowa.core.acting import actor_of
from yuinowa.core.rights import Actor
from yuinowa.kernel.errors import NotAllowed, NotFound


def _keeper(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    if not may_keep_programs(actor):
        raise NotAllowed("keys of programs are for the administrator of an institution")
    return actor


@never_cache
@login_required
@require_safe
def tokens(request: HttpRequest) -> HttpResponse:
    """The programs of the institution acted for, each with its keys."""
    context = {"programs": queries.programs(_keeper(request))}
    return render(request, "accounts/tokens.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def program_new(request: HttpRequest) -> HttpResponse:
    """A program and its first key."""
    actor = _keeper(request)
    rights.require_fresh(actor)
    form = ProgramForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made: list[str] = []

        def deed() -> ApiToken:
            account = services.make_service_account(
                actor.institution or 0,
                form.cleaned_data["name"],
                form.cleaned_data["scopes"],
                actor=actor,
            )
            token, text = services.make_token(account.pk, form.cleaned_data["days"], actor=actor)
            made.append(text)
            return token

        try:
            token, _fresh = idempotency.once(form.cleaned_data["once"], actor, deed)
        except ValidationError as error:
            form.add_error(None, _on_known_fields(error))
        else:
            return _shown_once(request, token, made)
    return render(
        request, "accounts/program_new.html", {"form": form}, status=422 if form.errors else 200
    )


def _on_known_fields(error: ValidationError) -> ValidationError:
    """The faults on the fields of the form; what concerns name and institution together is the name's."""
    if not hasattr(error, "error_dict"):
        return error
    faults = error.error_dict
    here = {name: found for name, found in faults.items() if name in {"name", "scopes"}}
    rest = [one for name, found in faults.items() if name not in here for one in found]
    if rest:
        here["name"] = [ValidationError(_("A program of this name is there already."))]
    return ValidationError(here)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def token_new(request: HttpRequest, pk: int) -> HttpResponse:
    """One more key of a program."""
    actor = _keeper(request)
    account = _program(pk, actor)
    rights.require_fresh(actor)
    form = KeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made: list[str] = []

        def deed() -> ApiToken:
            token, text = services.make_token(pk, form.cleaned_data["days"], actor=actor)
            made.append(text)
            return token

        token, _fresh = idempotency.once(form.cleaned_data["once"], actor, deed)
        return _shown_once(request, token, made)
    context = {"form": form, "account": account}
    return render(request, "accounts/token_new.html", context, status=422 if form.errors else 200)


def _program(pk: int, actor: Actor) -> ServiceAccount:
    account = queries.service_accounts_visible_to(actor).filter(pk=pk).first()
    if account is None:
        raise NotFound("this program does not exist")
    return account


def _shown_once(request: HttpRequest, token: ApiToken, made: list[str]) -> HttpResponse:
    """The key, on this page and never again: a redirect would have to keep it somewhere."""
    if not made:
        messages.info(
            request,
            _("The key was made already and is not shown again. Revoke it and make another."),
        )
        return redirect("accounts:tokens")
    context = {"token": token, "text": made[0]}
    return render(request, "accounts/token_made.html", context)


@login_required
@require_POST
def token_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    token = services.revoke_token(pk, actor=actor_of(request))
    messages.success(
        request, _("The key ending in %(ending)s works no longer.") % {"ending": token.ending}
    )
    return redirect("accounts:tokens")
