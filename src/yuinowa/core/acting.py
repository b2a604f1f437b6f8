"""Who asks: what the middleware of accounts puts on every request, for the pages of all wings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuinowa.core.rights import Actor

if TYPE_CHECKING:
    from django.http import HttpRequest


def actor_of(request: HttpRequest) -> Actor:
    """The person, or nobody, with the institution acted for; every request of ours has one."""
    actor: Actor = request.actor  # type: ignore[attr-defined]  # set by ActorMiddleware
    return actor
