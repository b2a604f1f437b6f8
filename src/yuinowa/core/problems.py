"""Problem documents (RFC 9457): how REST answers what goes wrong (docs/architecture/reliability.md §3)."""

from __future__ import annotations

import logging
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError
from ninja.errors import ValidationError as NinjaValidationError

from yuinowa.core.logs import request_id
from yuinowa.kernel.errors import TooMany, YuinowaError
from yuinowa.kernel.problems import title_of

logger = logging.getLogger(__name__)


def problem(
    status: int, code: str, *, detail: str = "", errors: list[dict[str, str]] | None = None
) -> HttpResponse:
    """One problem document. ``code`` names the type; nothing of our inside is in it (R8)."""
    content: dict[str, Any] = {
        "type": f"urn:yuinowa:problem:{code}",
        "title": title_of(code),
        "status": status,
    }
    if detail:
        content["detail"] = detail
    if errors:
        content["errors"] = errors
    if status >= 500:  # the id finds the log line; nothing else is said
        content["request"] = request_id.get()
    return JsonResponse(
        content,
        status=status,
        content_type="application/problem+json",
        json_dumps_params={"ensure_ascii": False},
    )


def install_problem_documents(api: NinjaAPI) -> None:
    """Let every failure of ``api`` leave as a problem document."""

    @api.exception_handler(YuinowaError)
    def _expected(_request: HttpRequest, error: YuinowaError) -> HttpResponse:
        response = problem(error.status, error.code, detail=str(error))
        if isinstance(error, TooMany):
            response["Retry-After"] = str(error.retry_after)
        return response

    @api.exception_handler(NinjaValidationError)
    def _unreadable(_request: HttpRequest, error: NinjaValidationError) -> HttpResponse:
        faults = [
            {
                "field": ".".join(map(str, fault["loc"][1:])),
                "code": fault["type"],
                "message": fault["msg"],
            }
            for fault in error.errors
        ]
        return problem(400, "unreadable", errors=faults)

    @api.exception_handler(ValidationError)
    def _refused(_request: HttpRequest, error: ValidationError) -> HttpResponse:
        return problem(
            422,
            "input",
            errors=[{"field": "", "code": "input", "message": m} for m in error.messages],
        )

    @api.exception_handler(Http404)
    def _missing(_request: HttpRequest, _error: Http404) -> HttpResponse:
        return problem(404, "not-found")

    @api.exception_handler(PermissionDenied)
    def _forbidden(_request: HttpRequest, _error: PermissionDenied) -> HttpResponse:
        return problem(403, "not-allowed")

    @api.exception_handler(AuthenticationError)
    def _unknown(_request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
        return problem(401, "not-signed-in")

    @api.exception_handler(HttpError)
    def _http(_request: HttpRequest, error: HttpError) -> HttpResponse:
        return problem(error.status_code, "unreadable" if error.status_code == 400 else "http")

    @api.exception_handler(Exception)
    def _ours(_request: HttpRequest, error: Exception) -> HttpResponse:
        logger.error("request failed", exc_info=error)
        return problem(500, "ours")
