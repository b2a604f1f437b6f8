"""The clock, in one place, so that a test or a replay can set it."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

TOKYO = ZoneInfo("Asia/Tokyo")


def now() -> datetime:
    """The moment, aware, in UTC."""
    return timezone.now()


def today() -> date:
    """The day in Asia/Tokyo (R6: a fiscal year is never computed from a UTC date)."""
    return now().astimezone(TOKYO).date()
