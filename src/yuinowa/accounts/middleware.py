"""Who acts in this request: read from the database each time, never from the cookie (R19)."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from yuinowa.accounts import queries, services
from yuinowa.core.rights import Actor


class ActorMiddleware:
    """Sets ``request.actor``. Without a session cookie no session is read, made or asked for (R28)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = _actor(request)  # type: ignore[attr-defined]  # every request of ours has one
        return self.get_response(request)


def _actor(request: HttpRequest) -> Actor:
    session_key = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
    if not session_key:
        return Actor.nobody()
    session = queries.session_of(session_key)
    if session is None:
        return Actor.nobody()
    if not services.keep_session(session):
        request.session.flush()
        return Actor.nobody()
    return queries.actor_of(session.person, session.affiliation)
