"""What each side said it gains and puts in, beside what was counted of it. Nothing is weighed against anything.

Source: collaboration model §14.2 (BenefitStatement, Contribution: planned, actual) and §4 (benefit and burden per party).
What no record counts (things, places, information) has nothing beside it: that is not zero (I30).
"""

from __future__ import annotations

from dataclasses import dataclass
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
