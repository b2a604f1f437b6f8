"""Wakes the loop of this process when a job is committed; the loop looks by itself as well."""

from __future__ import annotations

import threading

from yuinowa.core.models import Lane

_EVENTS = {lane: threading.Event() for lane in Lane}


def up(lane: Lane) -> None:
    _EVENTS[lane].set()


def wait(lane: Lane, seconds: float) -> None:
    """Returns after ``seconds``, or at once when a job of this lane was committed here."""
    _EVENTS[lane].wait(seconds)
    _EVENTS[lane].clear()
