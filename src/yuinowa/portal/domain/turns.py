"""Which group of the day's list a turn belongs to, by the day on which it is due."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby
from typing import Protocol, TypeVar


class Group(StrEnum):
    """The groups in the order of the page."""

    LATE = "late"
    TODAY = "today"
    NEXT_WEEK = "next_week"
    LATER = "later"
    UNDATED = "undated"


class Dated(Protocol):
    """What has a day on which it is due, or none."""

    @property
    def due(self) -> date | None: ...


D = TypeVar("D", bound=Dated)
_ORDER = list(Group)


def group_of(due: date | None, today: date) -> Group:
    """The group of a turn due on ``due``; 来週まで reaches to the Sunday of next week."""
    if due is None:
        return Group.UNDATED
    if due < today:
        return Group.LATE
    if due == today:
        return Group.TODAY
    next_sunday = today + timedelta(days=13 - today.weekday())
    return Group.NEXT_WEEK if due <= next_sunday else Group.LATER


def grouped(turns: Iterable[D], today: date) -> list[tuple[Group, list[D]]]:
    """``turns`` under their groups, in the order of the page; empty groups are left out."""

    def place(turn: D) -> int:
        return _ORDER.index(group_of(turn.due, today))

    ordered = sorted(turns, key=place)  # stable: within a group the order given stays
    return [(_ORDER[at], list(found)) for at, found in groupby(ordered, key=place)]
