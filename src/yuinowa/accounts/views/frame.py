"""What every page of this wing asks of its request."""

from __future__ import annotations

from django.conf import settings
from django.forms import Form
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import ngettext

from yuinowa.accounts import queries, services
from yuinowa.accounts.models import Person
from yuinowa.core.acting import actor_of
from yuinowa.kernel.errors import InputRefused, NotFound, TooMany


def own_person(request: HttpRequest) -> Person:
    """The person whose pages these are; the account may have been closed a moment ago."""
    person = queries.person_of(actor_of(request))
    if person is None:
        raise NotFound("this account does not exist")
    return person


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form was sent with; None where it is only opened. A form sent empty is a form sent."""
    return request.POST if request.method == "POST" else None


def session_key(request: HttpRequest) -> str:
    return request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")


def wanted(request: HttpRequest) -> str:
    """Where the reader wanted to go, if that is a page of ours; else nothing."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    # A path alone: "plans" without a slash would be taken for a name of ours by redirect().
    return wanted if is_ours and wanted.startswith("/") else ""


def way_on(request: HttpRequest) -> HttpResponse:
    return redirect(wanted(request) or settings.LOGIN_REDIRECT_URL)


def renew_key(request: HttpRequest) -> None:
    """A new session key, where what the session may do has changed (R27)."""
    before = session_key(request)
    request.session.cycle_key()
    services.renew_session(before, request.session.session_key or "")


def wait_sentence(seconds: int) -> str:
    minutes = -(-seconds // 60)
    return ngettext(
        "There were too many wrong tries. Try again in %(minutes)d minute.",
        "There were too many wrong tries. Try again in %(minutes)d minutes.",
        minutes,
    ) % {"minutes": minutes}


def refuse(form: Form, error: TooMany | InputRefused, field: str | None = None) -> None:
    """Let ``form`` say why it was not taken."""
    if isinstance(error, TooMany):
        form.add_error(field, wait_sentence(error.retry_after))
    else:
        form.add_error(field, " ".join(filter(None, (error.message, error.next_step))))


def told_when(response: HttpResponse, error: TooMany | InputRefused) -> HttpResponse:
    """``response``, saying to machines when to try again."""
    if isinstance(error, TooMany):
        response["Retry-After"] = str(error.retry_after)
    return response


def in_language(response: HttpResponse, language: str) -> HttpResponse:
    """``response``, and the pages after it, in the person's language."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )
    return response
