"""The gate before everything (R2): what no view should have to read, and the request's id."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from urllib.parse import unquote_to_bytes

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest

from yuinowa.core.logs import request_id
from yuinowa.core.text import has_refused_character

_OWN_ID = re.compile(r"[0-9a-f]{32}")
_UNREADABLE = (
    "<!DOCTYPE html><html lang='ja'><meta charset='utf-8'><title>読めないアドレスです（400）</title>"
    "<h1>読めないアドレスです（400）</h1>"
    "<p>アドレスに使えない文字が含まれています。文字を消して、もう一度開いてください。</p>"
    "<p><a href='/'>はじめのページへ</a></p></html>"
)


class RequestGate:
    """Refuses NUL, bad UTF-8, surrogates and control characters in path, query and headers with 400."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        request_id.set(given if _OWN_ID.fullmatch(given) else uuid.uuid4().hex)
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
