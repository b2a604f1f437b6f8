"""The gate before everything (R2): what no view should have to read, and the request's id."""

from __future__ import annotations

import logging
import re
import time
import uuid
from collections.abc import Callable
from urllib.parse import unquote_to_bytes

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest

from yuinowa.core.logs import request_id
from yuinowa.core.text import has_refused_character

logger = logging.getLogger("yuinowa.request")

_OWN_ID = re.compile(r"[0-9a-f]{32}")
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_UNREADABLE = (
    "<!DOCTYPE html><html lang='ja'><meta charset='utf-8'><title>読めないアドレスです（400）</title>"
    "<h1>読めないアドレスです（400）</h1>"
    "<p>アドレスに使えない文字が含まれています。文字を消して、もう一度開いてください。</p>"
    "<p><a href='/'>はじめのページへ</a></p></html>"
)


class RequestLog:
    """One line for each answer (R46): method, the route's name, status, milliseconds; never the address.

    Comes first, so that what any other middleware refuses is logged too.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        begun = time.perf_counter()
        given = request.headers.get("X-Request-ID", "")
        request_id.set(given if _OWN_ID.fullmatch(given) else uuid.uuid4().hex)
        response = self.get_response(request)
        route = request.resolver_match
        fields = {
            "method": request.method if request.method in _METHODS else "other",
            "route": route.view_name if route else "",
            "status": response.status_code,
            "ms": round((time.perf_counter() - begun) * 1000, 1),
        }
        level = logging.ERROR if response.status_code >= 500 else logging.INFO
        logger.log(level, "answered", extra={"fields": fields})
        return response


class RequestGate:
    """Refuses NUL, bad UTF-8, surrogates and control characters in path, query and headers with 400."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not _is_readable(request):
            return HttpResponseBadRequest(_UNREADABLE)
        response = self.get_response(request)
        response["X-Request-ID"] = request_id.get()
        return response


def _is_readable(request: HttpRequest) -> bool:
    raw_query = request.META.get("QUERY_STRING", "")
    try:
        query = unquote_to_bytes(raw_query.replace("+", " ")).decode("utf-8")
        path = request.META.get("PATH_INFO", "").encode("latin-1").decode("utf-8")
    except (UnicodeDecodeError, UnicodeEncodeError):
        # WSGI servers give the path as latin-1 text; the test client gives text already decoded.
        path = request.path_info
        try:
            query = unquote_to_bytes(raw_query).decode("utf-8")
        except UnicodeDecodeError:
            return False
    if has_refused_character(query.replace("\r\n", "\n")) or has_refused_character(path):
        return False
    if "\ufffd" in request.path_info:
        return False
    return not any(
        has_refused_character(value)
        for name, value in request.META.items()
        if name.startswith("HTTP_") and isinstance(value, str)
    )
