"""Dormancy (動きがない): a flag on a partnership at work in which nothing was done together for long; never a state.

An agreement in force is no work yet. Source: collaboration model §8 and §15.
"""

from __future__ import annotations

from datetime import date, timedelta

from yuinowa.partnerships.domain.phases import Phase

#: Days without an activity after which a partnership is shown as dormant: a quarter, half a year, a year.
AFTER_DAYS = (90, 180, 365)
#: Until the sides choose another: most work of libraries has a rhythm of half a year.
USUAL_DAYS = 180


def quiet_since(active_since: date, starts_on: date | None, last_held: date | None) -> date:
    """Since when nothing was done: the last activity, else the first day of the work, else since it goes on (again)."""
    return max(day for day in (active_since, starts_on, last_held) if day is not None)


def cutoff(after_days: int, today: date) -> date:
    """Whoever is quiet since a day before this one is dormant."""
    return today - timedelta(days=after_days)


def is_dormant(phase: Phase, since: date, after_days: int, today: date) -> bool:
    """Whether a partnership that is quiet ``since`` is dormant: only while it is at work, not in a pause."""
    return phase is Phase.ACTIVE and since < cutoff(after_days, today)
