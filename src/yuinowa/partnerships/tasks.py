"""Jobs of partnerships. They may run twice."""

from __future__ import annotations

from typing import Any

from yuinowa.partnerships.services import coming_into_force, notices


def keep_days(_payload: dict[str, Any]) -> None:
    """What the day brings: agreements begin and end, sides leave whose notice is over."""
    coming_into_force.keep_days()
    notices.keep_notices()
