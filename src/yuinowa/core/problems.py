"""Problem documents (RFC 9457): how REST answers what goes wrong (docs/architecture/reliability.md §3)."""

from __future__ import annotations

import logging
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext, gettext_noop
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError
from ninja.errors import ValidationError as NinjaValidationError

from yuinowa.core.logs import request_id
from yuinowa.kernel.errors import NotSignedIn, TooMany, YuinowaError
from yuinowa.kernel.problems import PROBLEMS

logger = logging.getLogger(__name__)

#: The kernel's titles, marked for the catalogue (a test holds the two together).
TITLES = (
    gettext_noop("The request could not be read."),
    gettext_noop("Please sign in."),
    gettext_noop("This is not yours to do."),
    gettext_noop("This asks for a sign-in a moment ago."),
    gettext_noop("There is no such thing here."),
    gettext_noop("This address does not take that method."),
    gettext_noop("The present state does not allow this."),
    gettext_noop("This has moved on to another state."),
    gettext_noop("Somebody else saved in the meantime."),
    gettext_noop("This was already done."),
    gettext_noop("The request is too large."),
    gettext_noop("This address does not take that media type."),
    gettext_noop("Some of the input cannot be taken."),
    gettext_noop("This cannot be done."),
    gettext_noop("Too many requests. Please wait a little."),
    gettext_noop("Something went wrong on our side."),
    gettext_noop("This is not available at the moment."),
)
#: Seconds, while the database is away.
RETRY_AFTER = 30
_BY_STATUS = {400: "unreadable", 404: "not-found", 405: "method-not-allowed", 413: "too-large"}


def problem(
    code: str, *, detail: str = "", errors: list[dict[str, str]] | None = None
) -> HttpResponse:
    """One problem document of a known type. Nothing of our inside is in it (R8)."""
    kind = PROBLEMS[code]
    content: dict[str, Any] = {
        "type": kind.type,
        "title": gettext(kind.title),
        "status": kind.status,
    }
    if detail:
        content["detail"] = detail
    if errors:
        content["errors"] = errors
    if kind.status >= 500:  # the id finds the log line; nothing else is said
        content["request"] = request_id.get()
    return JsonResponse(
        content,
        status=kind.status,
        content_type="application/problem+json",
        json_dumps_params={"ensure_ascii": False},
    )


def answer_of(error: YuinowaError) -> HttpResponse:
    """The problem document for an expected failure."""
    # A sentence of kernel or domain is a message id; one of a service is translated already.
    message, next_step = (text and gettext(text) for text in (error.message, error.next_step))
    place = [{"field": error.place, "code": error.code, "message": message}]
    response = problem(
        error.code,
        detail=" ".join(filter(None, (message, next_step))),
        errors=place if error.place else None,
    )
    if isinstance(error, TooMany):
        response["Retry-After"] = str(error.retry_after)
    if isinstance(error, NotSignedIn):
        response["WWW-Authenticate"] = 'Bearer error="invalid_token"'
    return response


def _field(part: str, *path: str | int) -> str:
    """What the caller wrote: not the endpoint's name of its schema, nor which of several values it is.

    In a body the path down to the value is told, for it may hold many of one name.
    """
    if part == "body":
        return ".".join(map(str, path))
    return next((name for name in reversed(path) if isinstance(name, str)), "")


def _our_fault(error: Exception) -> HttpResponse:
    """Nothing of our inside; a database that is away is said to be away."""
    if not isinstance(error, OperationalError | InterfaceError):
        return problem("our-fault")
    response = problem("unavailable")
    response["Retry-After"] = str(RETRY_AFTER)
    return response


def install_problem_documents(api: NinjaAPI) -> None:
    """Let every failure of ``api`` leave as a problem document."""

    @api.exception_handler(YuinowaError)
    def _expected(_request: HttpRequest, error: YuinowaError) -> HttpResponse:
        return answer_of(error)

    @api.exception_handler(NinjaValidationError)
    def _unreadable(_request: HttpRequest, error: NinjaValidationError) -> HttpResponse:
        faults = [
            {
                "field": _field(*fault["loc"]),
                "code": fault["type"],
                "message": fault["msg"],
            }
            for fault in error.errors
        ]
        return problem("unreadable", errors=faults)

    @api.exception_handler(ValidationError)
    def _refused(_request: HttpRequest, error: ValidationError) -> HttpResponse:
        faults = [{"field": "", "code": "input-refused", "message": m} for m in error.messages]
        return problem("input-refused", errors=faults)

    @api.exception_handler(Http404)
    def _missing(_request: HttpRequest, _error: Http404) -> HttpResponse:
        return problem("not-found")

    @api.exception_handler(PermissionDenied)
    def _forbidden(_request: HttpRequest, _error: PermissionDenied) -> HttpResponse:
        return problem("not-allowed")

    @api.exception_handler(AuthenticationError)
    def _unknown(_request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
        return problem("not-signed-in")

    @api.exception_handler(HttpError)
    def _http(_request: HttpRequest, error: HttpError) -> HttpResponse:
        return problem(_BY_STATUS.get(error.status_code, "refused"))

    @api.exception_handler(Exception)
    def _ours(_request: HttpRequest, error: Exception) -> HttpResponse:
        logger.error("request failed", exc_info=error)
        return _our_fault(error)
