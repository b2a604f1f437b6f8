"""Pages of the own account."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yuinowa.accounts import queries, services
from yuinowa.accounts.forms import LanguageForm, PasswordForm
from yuinowa.accounts.permissions import may_clear_factors, may_keep_programs
from yuinowa.accounts.queries.holdings import own_holdings
from yuinowa.accounts.views.frame import (
    in_language,
    own_person,
    renew_key,
    session_key,
    wait_sentence,
)
from yuinowa.core.acting import actor_of
from yuinowa.core.addresses import address_of
from yuinowa.kernel.errors import TooMany


@never_cache
@login_required
@require_safe
def me(request: HttpRequest) -> HttpResponse:
    """Who I am here: affiliations, language, password, sessions."""
    return _me_page(request)


def _me_page(
    request: HttpRequest, *, form: LanguageForm | None = None, status: int = 200
) -> HttpResponse:
    actor, person = actor_of(request), own_person(request)
    initial = {"language": person.language, "version": person.version}
    context = {
        "person": person,
        "affiliations": queries.affiliations_held(actor),
        "holdings": own_holdings(actor),
        "sessions": queries.own_sessions(actor, session_key(request)),
        "form": form or LanguageForm(initial=initial),
        "keeps_programs": may_keep_programs(actor),
        "clears_factors": may_clear_factors(actor),
    }
    return render(request, "accounts/me.html", context, status=status)


@login_required
@require_POST
def me_language(request: HttpRequest) -> HttpResponse:
    form = LanguageForm(request.POST)
    if not form.is_valid():
        return _me_page(request, form=form, status=422)
    person = services.change_language(
        form.cleaned_data["language"],
        expected_version=form.cleaned_data["version"],
        actor=actor_of(request),
    )
    return in_language(redirect("accounts:me"), person.language)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def me_password(request: HttpRequest) -> HttpResponse:
    """Change the password; every other session of this person ends."""
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_password(
                form.cleaned_data["current"],
                form.cleaned_data["new"],
                session_key=session_key(request),
                address=address_of(request),
                actor=actor_of(request),
            )
        except TooMany as error:
            form.add_error("current", wait_sentence(error.retry_after))
        except ValidationError as error:
            form.add_error(None if hasattr(error, "error_dict") else "new", error)
        else:
            renew_key(request)
            messages.success(request, _("The password is changed. All other sessions have ended."))
            return redirect("accounts:me")
    return render(
        request, "accounts/me_password.html", {"form": form}, status=422 if form.errors else 200
    )


@login_required
@require_POST
def session_end(request: HttpRequest, pk: int) -> HttpResponse:
    services.end_session(pk, actor=actor_of(request))
    messages.success(request, _("The session has ended."))
    return redirect("accounts:me")


@login_required
@require_POST
def sessions_end_others(request: HttpRequest) -> HttpResponse:
    count = services.end_other_sessions(session_key(request), actor=actor_of(request))
    messages.success(
        request,
        ngettext("%(count)d session has ended.", "%(count)d sessions have ended.", count)
        % {"count": count},
    )
    return redirect("accounts:me")
