"""The middleware that answers visitors with whole pages kept by this process (ADR 0015).

Stands inside whatever is per request (log line, request id, security headers, redirect to https, gate) and
outside whatever may differ by visitor. Whoever brings a session or a key passes by, and leaves nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language_from_request

from yuinowa.ui import tally
from yuinowa.ui.kept import LARGEST_PAGE, LONGEST_ADDRESS, PAGES, Key, Page, State

#: Vary may name these: the language is part of the key, and a request with a session's cookie never gets here.
_VARIES = frozenset({"accept-language", "cookie"})
#: Statements that change nothing.
_READING = ("SELECT", "WITH", "SAVEPOINT", "RELEASE")


class KeptPages:
    """Answers from what is kept, or keeps what is answered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = key_of(request)
        if key is None:
            return self.get_response(request)
        try:
            state = State.now()
        except DatabaseError:  # the page itself says so, if it needs the database
            return self.get_response(request)
        page = PAGES.find(key, state)
        if page is not None:
            tally.count(tally.KEPT)
            request.resolver_match = page.match  # for the line in the log
            return _conditional(request, page.response())
        tally.count(tally.MADE)
        return self._made(request, key, state)

    def _made(self, request: HttpRequest, key: Key, state: State) -> HttpResponse:
        writing = _Writing()
        with connection.execute_wrapper(writing):
            response = self.get_response(request)
        if writing.seen or not is_for_everybody(response):
            return response
        # A browser asks again each time: what was hidden meanwhile must be gone.
        response["Cache-Control"] = "no-cache"
        response["ETag"] = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
        page = Page.of(response, request.resolver_match)
        PAGES.keep(key, state, page, room=settings.KEPT_PAGES_BYTES)
        return _conditional(request, response)


def key_of(request: HttpRequest) -> Key | None:
    """What a kept page is found by; None for a request that is to be answered afresh."""
    if (
        not settings.KEPT_PAGES_BYTES
        or request.method != "GET"
        or settings.SESSION_COOKIE_NAME in request.COOKIES
        or "HTTP_AUTHORIZATION" in request.META
    ):
        return None
    key = Key(
        scheme=request.scheme or "",
        # As it was sent: only a host that was answered once is in a key that finds something.
        host=request.META.get("HTTP_HOST", ""),
        path=request.path,
        query=request.META.get("QUERY_STRING", ""),
        language=get_language_from_request(request),
    )
    return key if key.size <= LONGEST_ADDRESS else None


def is_for_everybody(response: HttpResponse) -> bool:
    """Whether ``response`` is a whole page that the next visitor would get byte for byte.

    A page that says itself how long it lasts (``Cache-Control``) is left alone.
    """
    if response.status_code != 200 or response.streaming or response.cookies:
        return False
    varies = {name.strip().lower() for name in response.get("Vary", "").split(",") if name.strip()}
    return (
        response.get("Content-Type", "").startswith("text/html")
        and "Cache-Control" not in response
        and varies <= _VARIES
        and not any(name.startswith("_csp") for name in vars(response))
        and len(response.content) <= LARGEST_PAGE
    )


class _Writing:
    """Notices statements that change something: a page that writes is made each time."""

    def __init__(self) -> None:
        self.seen = False

    def __call__(self, execute: Callable[..., Any], sql: Any, *rest: Any) -> Any:
        if not str(sql).lstrip("( \n").upper().startswith(_READING):
            self.seen = True
        return execute(sql, *rest)


def _conditional(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """304 for a browser that has the page already."""
    return get_conditional_response(request, etag=response["ETag"], response=response) or response
