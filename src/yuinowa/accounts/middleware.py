"""Who acts in this request: read from the database each time, never from the cookie (R19)."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse

from yuinowa.accounts import queries, services
from yuinowa.accounts.models import SignedInSession
from yuinowa.core.rights import Actor


class ActorMiddleware:
    """Sets ``request.actor``, and ``request.user`` to agree with it.

    Without a session cookie no session is read, made or asked for (R28).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        session = _session(request)
        if session is None:
            request.user = AnonymousUser()
            actor = Actor.nobody()
        else:
            request.user = session.person
            actor = queries.actor_in(session)
        request.actor = actor  # type: ignore[attr-defined]  # every request of ours has one
        return self.get_response(request)


def _session(request: HttpRequest) -> SignedInSession | None:
    """The living session of this request; one that is over is ended here (R27)."""
    session_key = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
    if not session_key:
        return None
    session = queries.session_of(session_key)
    if session is None or services.keep_session(session):
        return session
    request.session.flush()
    return None
