"""Pages of signing in and of the own account."""

from __future__ import annotations

from django.conf import settings
from django.contrib import auth, messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yuinowa.accounts import queries, services
from yuinowa.accounts.domain.policy import DEMO_PASSWORD, LONGEST_LOGIN
from yuinowa.accounts.forms import ActingForm, LanguageForm, PasswordForm, SignInForm
from yuinowa.accounts.models import Person
from yuinowa.core.rights import Actor
from yuinowa.kernel.errors import InputRefused, NotFound, TooMany


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]  # set by ActorMiddleware
    return actor


def _own(request: HttpRequest) -> Person:
    """The person whose pages these are; the account may have been closed a moment ago."""
    person = queries.person_of(_actor(request))
    if person is None:
        raise NotFound("this account does not exist")
    return person


def _session_key(request: HttpRequest) -> str:
    return request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")


def _address(request: HttpRequest) -> str:
    """From where the request comes; the proxy's word counts only when there is said to be one (R24)."""
    if settings.SECURE_PROXY_SSL_HEADER is not None:
        # The last entry is the one our own proxy wrote; all before it may be made up.
        forwarded = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
        if forwarded:
            return forwarded
    return str(request.META.get("REMOTE_ADDR", ""))


def _wanted(request: HttpRequest) -> str:
    """Where the reader wanted to go, if that is a page of ours; else nothing."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    # A path alone: "plans" without a slash would be taken for a name of ours by redirect().
    return wanted if is_ours and wanted.startswith("/") else ""


def _way_on(request: HttpRequest) -> HttpResponse:
    return redirect(_wanted(request) or settings.LOGIN_REDIRECT_URL)


def _renew_key(request: HttpRequest) -> None:
    """A new session key, where what the session may do has changed (R27)."""
    before = _session_key(request)
    request.session.cycle_key()
    services.renew_session(before, request.session.session_key or "")


# ---------------------------------------------------------------- signing in and out


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Name and password. Every refusal is the same page with the same words (R26)."""
    if request.method != "POST":
        if _actor(request).is_signed_in:
            return _way_on(request)
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
            address=_address(request),
        )
    except TooMany as error:
        form.add_error(None, _wait_sentence(error.retry_after))
        response = _sign_in_page(request, form, status=error.status)
        response["Retry-After"] = str(error.retry_after)
        return response
    except InputRefused as error:
        form.add_error(None, error.message)
        return _sign_in_page(request, form, status=error.status)
    return _signed_in(request, person)


def _wait_sentence(seconds: int) -> str:
    minutes = -(-seconds // 60)
    return ngettext(
        "There were too many wrong passwords. Try again in %(minutes)d minute.",
        "There were too many wrong passwords. Try again in %(minutes)d minutes.",
        minutes,
    ) % {"minutes": minutes}


def _sign_in_page(request: HttpRequest, form: SignInForm, *, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "next": _wanted(request),
        "demo_names": queries.demo_names() if settings.DEMO else [],
        "demo_password": DEMO_PASSWORD,
    }
    return render(request, "accounts/sign_in.html", context, status=status)


def _signed_in(request: HttpRequest, person: Person) -> HttpResponse:
    """A new session key, whatever the browser brought along (R27)."""
    services.sign_out(_session_key(request), actor=Actor(person=person.pk))
    request.session.flush()
    auth.login(request, person)
    actor = services.start_session(
        person,
        request.session.session_key or "",
        user_agent=request.headers.get("User-Agent", ""),
    )
    response = _way_on(request)
    if actor.institution is None:
        response = redirect(reverse("accounts:acting", query={"next": _wanted(request)}))
    return _in_language(response, person.language)


def _in_language(response: HttpResponse, language: str) -> HttpResponse:
    """``response``, and the pages after it, in the person's language."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )
    return response


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this session; signing out twice is signing out."""
    if _actor(request).is_signed_in:
        services.sign_out(_session_key(request), actor=_actor(request))
        auth.logout(request)
    return redirect(settings.LOGIN_REDIRECT_URL)


# ---------------------------------------------------------------- for whom one acts


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def acting(request: HttpRequest) -> HttpResponse:
    """Choose for whom to act in this session; the way to the own account and out."""
    actor = _actor(request)
    affiliations = list(queries.own_affiliations(actor))
    initial = {"affiliation": queries.affiliation_acted_through(_session_key(request))}
    form = ActingForm(request.POST or None, affiliations=affiliations, initial=initial)
    if request.method == "POST" and form.is_valid():
        chosen = services.act_for(
            form.cleaned_data["affiliation"], _session_key(request), actor=actor
        )
        messages.success(
            request, _("You now act for %(name)s.") % {"name": queries.acts_for(chosen)}
        )
        _renew_key(request)
        return _way_on(request)
    context = {"form": form, "affiliations": affiliations, "next": _wanted(request)}
    return render(request, "accounts/acting.html", context, status=422 if form.errors else 200)


# ---------------------------------------------------------------- the own account


@never_cache
@login_required
@require_safe
def me(request: HttpRequest) -> HttpResponse:
    """Who I am here: affiliations, language, password, sessions."""
    return _me_page(request)


def _me_page(
    request: HttpRequest, *, form: LanguageForm | None = None, status: int = 200
) -> HttpResponse:
    actor, person = _actor(request), _own(request)
    initial = {"language": person.language, "version": person.version}
    context = {
        "person": person,
        "posts": queries.own_posts(actor),
        "sessions": queries.own_sessions(actor, _session_key(request)),
        "form": form or LanguageForm(initial=initial),
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
        actor=_actor(request),
    )
    return _in_language(redirect("accounts:me"), person.language)


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
                session_key=_session_key(request),
                address=_address(request),
                actor=_actor(request),
            )
        except TooMany as error:
            form.add_error("current", _wait_sentence(error.retry_after))
        except ValidationError as error:
            form.add_error(None if hasattr(error, "error_dict") else "new", error)
        else:
            _renew_key(request)
            messages.success(request, _("The password is changed. All other sessions have ended."))
            return redirect("accounts:me")
    return render(
        request, "accounts/me_password.html", {"form": form}, status=422 if form.errors else 200
    )


@login_required
@require_POST
def session_end(request: HttpRequest, pk: int) -> HttpResponse:
    services.end_session(pk, actor=_actor(request))
    messages.success(request, _("The session has ended."))
    return redirect("accounts:me")


@login_required
@require_POST
def sessions_end_others(request: HttpRequest) -> HttpResponse:
    count = services.end_other_sessions(_session_key(request), actor=_actor(request))
    messages.success(
        request,
        ngettext("%(count)d session has ended.", "%(count)d sessions have ended.", count)
        % {"count": count},
    )
    return redirect("accounts:me")
