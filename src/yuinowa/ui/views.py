"""Pages about the platform itself: its parts on show, its error pages, and what stands in the foot."""

from __future__ import annotations

import logging
import sys

from django.conf import settings
from django.core.exceptions import (
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe
from django.views.i18n import set_language as django_set_language

from yuinowa.core import sockets
from yuinowa.ui import gallery as samples
from yuinowa.ui.error_pages import ERROR_PAGES, answer
from yuinowa.ui.parts import Link

logger = logging.getLogger(__name__)


@csrf_exempt  # see components/languages.html
@require_POST
def set_language(request: HttpRequest) -> HttpResponseBase:
    """Remember the language in a cookie and go back to the page it was chosen on."""
    return django_set_language(request)


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in every state, made by the tags and templates the wings use."""
    return render(request, "ui/gallery.html", samples.context())


@require_safe
def problem_list(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/problem_list.html", {"error_pages": ERROR_PAGES.values()})


@never_cache  # tells the request's number, and leads back to where the reader came from
@require_safe
def problem_detail(request: HttpRequest, code: str) -> HttpResponse:
    """The error page ``code``, to be looked at; REST's problem types point here (RFC 9457, 3.1.1)."""
    if code not in ERROR_PAGES:
        raise Http404
    return answer(request, code, status=200)


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/help.html")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/accessibility.html")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(
        request, "ui/privacy.html", {"session_hours": settings.SESSION_COOKIE_AGE // 3600}
    )


@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    found = [
        {
            "dataset": dataset,
            "files": [Link(form, reverse(name)) for form, name in dataset.files],
            "columns": dataset.columns(),
            "rows": dataset.rows(),
            "changed": dataset.changed(),
        }
        for dataset in sockets.datasets()
    ]
    return render(request, "ui/open_data.html", {"datasets": found})


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines leave alone: a made-up region wholly, else what is not for finding."""
    return render(request, "ui/robots.txt", {"demo": settings.DEMO}, content_type="text/plain")


# What config.urls names as handlers of failures.


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    too_large = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
    return answer(request, "too-large" if isinstance(exception, too_large) else "unreadable")


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  # Django's signature; its words stay inside
    return answer(request, "not-allowed")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  # as above: missing and unseen are one (R22)
    return answer(request, "not-found")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001  # for the log, which has it
    return answer(request, "form-expired")


def server_error(request: HttpRequest) -> HttpResponse:
    """Our fault, or the database away (503); plain text if even this page cannot be made."""
    away = isinstance(sys.exc_info()[1], OperationalError | InterfaceError)
    try:
        return answer(request, "unavailable" if away else "our-fault")
    except Exception:
        logger.exception("the page for our own faults failed")
        return HttpResponse("500", status=500, content_type="text/plain")
