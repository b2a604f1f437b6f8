"""Who acts in this request: read from the database each time, never from the cookie (R19)."""

from __future__ import annotations

import logging
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
from yuinowa.core.addresses import address_of
from yuinowa.core.problems import answer_of
from yuinowa.core.rights import Actor
from yuinowa.kernel.errors import YuinowaError

logger = logging.getLogger(__name__)

_REST = "/api/"
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
        if request.path.startswith(_REST) and "Authorization" in request.headers:
            return self._with_key(request)
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

    def _with_key(self, request: HttpRequest) -> HttpResponse:
        """REST with a key: no session is read, and a key that does not work is not taken for none."""
        request.user = AnonymousUser()
        request.actor = Actor.nobody()  # type: ignore[attr-defined]  # every request of ours has one
        request.owes_second_factor = False  # type: ignore[attr-defined]  # a program has a key
        kind, _space, key = request.headers["Authorization"].partition(" ")
        try:
            request.actor = services.actor_of_token(  # type: ignore[attr-defined]  # as above
                key.strip() if kind.lower() == "bearer" else "",
                request.path,
                address=address_of(request),
            )
        except YuinowaError as error:
            logger.warning("a key was answered %s", error.code)
            return answer_of(error)
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        _view: object,
        _args: tuple[Any, ...],
        _kwargs: dict[str, Any],
    ) -> HttpResponse | None:
        """Lead whoever owes a second factor to the page where to set one up, or to prove it."""
        if not request.owes_second_factor or request.path.startswith(_REST):  # type: ignore[attr-defined]  # set above
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
