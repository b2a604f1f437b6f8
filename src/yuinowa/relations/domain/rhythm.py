"""The contact rhythm (連絡の間隔): by when those who agreed how often they are in touch are in touch next.

A day that has passed is a flag and a reminder, and says nothing of anybody. Source: collaboration model §4
("communication = contact frequency against the agreed rhythm") and §14.2 (``frequency_agreed``, ContactEvent).
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from yuinowa.relations.domain.kinds import Frequency

_F = Frequency
_MONTHS = {_F.MONTHLY: 1, _F.TWO_MONTHLY: 2, _F.QUARTERLY: 3, _F.HALF_YEARLY: 6, _F.YEARLY: 12}
#: What sides can agree on where a next day is to follow: all but "when needed".
WITH_A_DAY = (_F.WEEKLY, *_MONTHS)


@dataclass(frozen=True, slots=True)
class Touch:
    """The last day of contact (None: none is recorded), and by when the next is due (None: no day follows)."""

    last: date | None
    next_by: date | None
    is_overdue: bool


def next_by(frequency: Frequency, since: date) -> date | None:
    """The day by which one is in touch again, after ``since``; None where it is "when needed"."""
    if frequency is Frequency.WEEKLY:
        return since + timedelta(days=7)
    months = _MONTHS.get(frequency)
    return None if months is None else _months_after(since, months)


def _months_after(day: date, months: int) -> date:
    """The same day ``months`` later; the last of the month where that month is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def touch(frequency: Frequency, *, agreed_on: date, last: date | None, today: date) -> Touch:
    """How contact stands against the rhythm: it is counted from the last one, and never from before the agreement."""
    due = next_by(frequency, max(agreed_on, last or agreed_on))
    return Touch(last, due, due is not None and due < today)
