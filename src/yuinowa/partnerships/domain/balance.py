"""What each side said it gains and puts in, beside what was counted of it. Nothing is weighed against anything.

Source: collaboration model §14.2 (BenefitStatement, Contribution: planned, actual) and §4 (benefit and burden per party).
What no record counts (things, places, information) has nothing beside it: that is not zero (I30). Of that the side itself
says afterwards what came of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from yuinowa.partnerships.domain.statements import Resource


class Matter(StrEnum):
    """What a side says beforehand: what it gains, and by resource what it puts in."""

    BENEFIT = "benefit"
    PEOPLE = Resource.PEOPLE.value
    THINGS = Resource.THINGS.value
    MONEY = Resource.MONEY.value
    PLACE = Resource.PLACE.value
    INFORMATION = Resource.INFORMATION.value


class Counted(StrEnum):
    """What is counted of a side in a fiscal year."""

    #: Activities it hosted, as the ledger counts them for it.
    TIMES = "times"
    #: Residents who took part in them, as far as they were counted; in the ledger.
    RESIDENTS = "residents"
    #: Its own people at activities, as it wrote.
    STAFF = "staff"
    #: What it paid for activities, in yen, as it wrote.
    COST = "cost"
    #: What it bears by issued statements of costs, in yen.
    SHARE = "share"


#: What stands beside which words. Costs and shares are told apart: one may pay for the other, and a sum would count twice.
BESIDE: dict[Matter, tuple[Counted, ...]] = {
    Matter.BENEFIT: (Counted.TIMES, Counted.RESIDENTS),
    Matter.PEOPLE: (Counted.STAFF,),
    Matter.THINGS: (),
    Matter.MONEY: (Counted.COST, Counted.SHARE),
    Matter.PLACE: (),
    Matter.INFORMATION: (),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """What was counted of one side in the fiscal year that starts in ``year``."""

    counted: Counted
    year: int
    amount: int


def is_counted(matter: Matter, year: int | None, figures: Iterable[Figure]) -> bool:
    """Whether a record counts what a side said of ``matter``, for the fiscal year ``year`` if it named one.

    A gain is counted by none: that an activity took place does not say what a side had of it.
    """
    if matter is Matter.BENEFIT:
        return False
    beside = BESIDE[matter]
    return any(one.counted in beside and year in (None, one.year) for one in figures)


class DayFault(StrEnum):
    """Why words cannot be true of a day."""

    AHEAD = "ahead"
    BEFORE = "before"


def fault_of_day(as_of: date, *, begun_on: date | None, today: date) -> DayFault | None:
    """What is wrong with the day of which words on the work are said: it is still ahead, or before the work began."""
    if as_of > today:
        return DayFault.AHEAD
    if begun_on is not None and as_of < begun_on:
        return DayFault.BEFORE
    return None
