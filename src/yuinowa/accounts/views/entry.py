"""Coming in: the session made anew, and what is kept in it until somebody is in."""

from __future__ import annotations

from typing import Any

from django.contrib import auth, messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse

from yuinowa.accounts import services
from yuinowa.accounts.domain.policy import SECOND_STEP_LASTS
from yuinowa.accounts.models import Person
from yuinowa.accounts.views.frame import in_language, session_key, wanted, way_on
from yuinowa.core import clock
from yuinowa.core.acting import actor_of
from yuinowa.core.rights import Actor
from yuinowa.kernel.errors import InputRefused

_STEP, _PASSKEY = "second-step", "passkey"


def enter(request: HttpRequest, person: Person, *, second_factor: bool) -> HttpResponse:
    """A new session key, whatever the browser brought along (R27)."""
    leave_former(request, person)
    auth.login(request, person)
    actor = services.start_session(
        person,
        request.session.session_key or "",
        user_agent=request.headers.get("User-Agent", ""),
        second_factor=second_factor,
    )
    response = way_on(request)
    if actor.acts_for is None:
        response = redirect(reverse("accounts:acting", query={"next": wanted(request)}))
    return in_language(response, person.language)


def leave_former(request: HttpRequest, person: Person) -> None:
    """End what was signed in here before, and forget the key."""
    services.sign_out(session_key(request), actor=Actor(person=person.pk))
    request.session.flush()


# ---------------------------------------------------------------- between password and second factor


def wait_for_second_step(request: HttpRequest, person: Person) -> HttpResponse:
    """Remember who typed the password, for some minutes, and ask for the rest."""
    leave_former(request, person)
    request.session[_STEP] = {"person": person.pk, "at": clock.now().timestamp()}
    request.session.set_expiry(int(SECOND_STEP_LASTS.total_seconds()))
    return redirect(reverse("accounts:second", query={"next": wanted(request)}))


def who_waits(request: HttpRequest) -> int | None:
    """The person who typed the password here a moment ago."""
    step = request.session.get(_STEP)
    if step is None:
        return None
    age = clock.now().timestamp() - step["at"]
    return int(step["person"]) if age <= SECOND_STEP_LASTS.total_seconds() else None


# ---------------------------------------------------------------- the two halves of a passkey's ceremony


def ask_device(request: HttpRequest, asked: tuple[dict[str, Any], dict[str, Any]]) -> HttpResponse:
    """What the script hands to the device; what must come back is kept in the session."""
    options, state = asked
    request.session[_PASSKEY] = state | {"at": clock.now().timestamp()}
    if not actor_of(request).is_signed_in:
        request.session.set_expiry(int(SECOND_STEP_LASTS.total_seconds()))
    response = JsonResponse(options)
    response["Cache-Control"] = "no-store"
    return response


def what_was_asked(request: HttpRequest) -> dict[str, Any]:
    """The state of the ceremony, once: a second answer to the same question is none."""
    state: dict[str, Any] = request.session.pop(_PASSKEY, {})
    age = clock.now().timestamp() - state.get("at", 0)
    return state if age <= SECOND_STEP_LASTS.total_seconds() else {}


def not_taken(request: HttpRequest, error: InputRefused, page: str) -> HttpResponse:
    """Back to ``page``, which says why the device's answer was not taken."""
    messages.error(request, f"{error.message} {error.next_step}")
    return redirect(reverse(page, query={"next": wanted(request)}))
