"""Who acts in this request: read from the database each time, never from the cookie (R19)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from yuinowa.accounts import queries, services
from yuinowa.accounts.models import SignedInSession
from yuinowa.accounts.queries import factors
from yuinowa.core.rights import Actor

#: What somebody may open who still owes a second factor: the way to one, the way out, and how the site speaks.
_OPEN_WITHOUT = (
    "accounts:security",
    "accounts:again",
    "accounts:sign-out",
    "ui:",
)


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
        request.owes_second_factor = _owes_second_factor(actor)  # type: ignore[attr-defined]  # read below
        if request.owes_second_factor:  # type: ignore[attr-defined]  # set above
            # Whatever lets this request through by mistake: it comes without any right.
            actor = Actor(person=actor.person, fresh_at=actor.fresh_at)
        request.actor = actor  # type: ignore[attr-defined]  # every request of ours has one
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        _view: object,
        _args: tuple[Any, ...],
        _kwargs: dict[str, Any],
    ) -> HttpResponse | None:
        """Lead whoever owes a second factor to the page where to set one up, or to prove it."""
        if not request.owes_second_factor or request.path.startswith("/api/"):  # type: ignore[attr-defined]  # set above
            return None
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name.startswith(_OPEN_WITHOUT):
            return None
        person = request.user.pk or 0
        if factors.has_second_factor(person):
            return redirect(reverse("accounts:again", query={"next": "/"}))
        return redirect("accounts:security")


def _owes_second_factor(actor: Actor) -> bool:
    """Whether a second factor is required of who acts and was not proven in this session (R26)."""
    return (
        settings.REQUIRE_SECOND_FACTOR and bool(actor.roles or actor.only) and actor.mfa_at is None
    )


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
