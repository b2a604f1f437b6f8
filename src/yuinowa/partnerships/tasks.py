"""Jobs of partnerships. They may run twice."""

from __future__ import annotations

from typing import Any

from yuinowa.partnerships.services import (
    acceding,
    coming_into_force,
    idea_answers,
    nightly,
    notices,
    postings,
)


def keep_days(_payload: dict[str, Any]) -> None:
    """What the day brings: agreements begin and end, sides accede, sides leave whose notice is over."""
    coming_into_force.keep_days()
    acceding.keep_first_days()
    notices.keep_notices()


def set_turns(_payload: dict[str, Any]) -> None:
    """Let those be waited for whose day has come."""
    nightly.set_all_turns()


def expire_postings(_payload: dict[str, Any]) -> None:
    """End the offers and needs whose last day is over."""
    postings.expire()


def keep_ideas(_payload: dict[str, Any]) -> None:
    """Carry ideas of residents on that nobody answers."""
    idea_answers.keep_ideas()
