"""What is posted: a deed (出来事) and its legs (明細), as plain values that check themselves.

A leg says who gave what to whom, how much and when. Exactly one leg per deed and unit is principal: totals
add the principal legs, an institution's own view adds all its legs. Three hosts and 40 participants are 40
in the region and 40 for each host.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import IntEnum, StrEnum

from yuinowa.kernel.errors import InputRefused
from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.ledger.domain import kinds
from yuinowa.ledger.domain.kinds import Unit

MAX_QUANTITY = 10**15
#: A posting transaction holds no more, so that no other waits long for its cells.
MAX_LEGS = 5_000
MAX_SOURCE = 120
MAX_REASON = 200


class Voice(IntEnum):
    """On whose word a figure stands. Voices are never added together."""

    RECORDED = 1
    GIVER = 2
    RECEIVER = 3
    OTHER = 4


class LegScope(IntEnum):
    """Whether the institution itself takes part, or the residents of its area."""

    INSTITUTION = 0
    RESIDENTS = 1


class Grain(IntEnum):
    """How exactly the day is known."""

    DAY = 1
    MONTH = 2
    FISCAL_YEAR = 3


class Side(StrEnum):
    """The side of a leg an institution stands on."""

    GIVEN = "given"
    RECEIVED = "received"

    @property
    def voices(self) -> tuple[Voice, ...]:
        """The voices that speak for this side: the other side's own statement does not."""
        own = Voice.GIVER if self is Side.GIVEN else Voice.RECEIVER
        return (Voice.RECORDED, own, Voice.OTHER)


@dataclass(frozen=True, slots=True)
class Leg:
    """``quantity`` of ``unit``, given by ``giver`` to ``receiver`` on ``day``.

    With a coarser ``grain``, ``day`` is any day of the month or fiscal year meant. ``None`` stands for an
    institution that a statement does not name.
    """

    kind: str
    unit: Unit
    quantity: int
    giver: int | None
    receiver: int | None
    day: date
    scope: LegScope = LegScope.INSTITUTION
    principal: bool = True
    grain: Grain = Grain.DAY

    @property
    def fiscal_year(self) -> int:
        return FiscalYear.of(self.day).start_year

    @property
    def month(self) -> int:
        """yyyymm; yyyy00 of the fiscal year when only the year is known (月不明)."""
        if self.grain is Grain.FISCAL_YEAR:
            return self.fiscal_year * 100
        return self.day.year * 100 + self.day.month

    @property
    def day_from(self) -> date:
        if self.grain is Grain.DAY:
            return self.day
        if self.grain is Grain.MONTH:
            return self.day.replace(day=1)
        return FiscalYear.of(self.day).start

    @property
    def day_to(self) -> date:
        if self.grain is Grain.DAY:
            return self.day
        if self.grain is Grain.MONTH:
            return (self.day.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        return FiscalYear.of(self.day).end

    def sides(self) -> Iterator[tuple[int, Side]]:
        """The named institutions of the leg, each with the side it stands on."""
        if self.giver is not None:
            yield self.giver, Side.GIVEN
        if self.receiver is not None:
            yield self.receiver, Side.RECEIVED


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing done, under one opaque ``source`` (``relations.contact/12``): no person, no title, no words.

    ``reason`` is asked for only when an institution taking part has closed the year. Both sides of an
    exchange between two installations post the same source (``iso18626/JP-…/id``).
    """

    source: str
    legs: tuple[Leg, ...]
    #: The row of ``ledger_context`` under which it was done, for instance a partnership's.
    context: int | None = None
    reason: str = ""
    voice: Voice = Voice.RECORDED
    #: Whose word it is; for a recorded deed the institution that recorded it.
    stated_by: int | None = None
    statement: int | None = None


def checked(deed: Deed) -> Deed:
    """The deed in its one written form (first day of each period), if every rule on deeds holds.

    Raises:
        InputRefused: names the leg and the rule it breaks.
    """
    if not 0 < len(deed.source) <= MAX_SOURCE or deed.source != deed.source.strip():
        raise InputRefused("A deed needs a source of 1 to 120 characters.", place="source")
    if len(deed.reason) > MAX_REASON:
        raise InputRefused("The reason is longer than 200 characters.", place="reason")
    if not 0 < len(deed.legs) <= MAX_LEGS:
        raise InputRefused("A deed has 1 to 5,000 legs.", place=deed.source)
    if deed.voice is Voice.RECORDED and deed.statement is not None:
        raise InputRefused("What is recorded here stands on no statement.", place=deed.source)
    if deed.voice is not Voice.RECORDED and (deed.statement is None or deed.stated_by is None):
        raise InputRefused(
            "A stated figure names its statement and who said it.", place=deed.source
        )
    legs = tuple(_checked_leg(leg, deed, number) for number, leg in enumerate(deed.legs))
    _one_principal_per_unit(deed.source, legs)
    return replace(deed, legs=legs)


def _checked_leg(leg: Leg, deed: Deed, number: int) -> Leg:
    fault = _fault(leg, recorded=deed.voice is Voice.RECORDED)
    if fault:
        raise InputRefused(fault, place=f"{deed.source} [{number + 1}]")
    return replace(leg, unit=Unit(leg.unit), day=leg.day_from)


def _fault(leg: Leg, *, recorded: bool) -> str:
    """The first rule the leg breaks, as a sentence; empty if it keeps them all."""
    unnamed = leg.giver is None or leg.receiver is None
    # fmt: off
    rules = (
        (leg.unit not in kinds.find(leg.kind).units, "This kind is not counted in this unit."),
        (leg.giver is None and leg.receiver is None, "Somebody must give or receive."),
        (leg.giver == leg.receiver and leg.scope is not LegScope.RESIDENTS,
                                                     "An institution does not give to itself."),
        (not 0 <= leg.quantity <= MAX_QUANTITY,      "The quantity is a whole number from 0."),
        (recorded and leg.quantity == 0,             "Only a statement may say that nothing was done."),
        (recorded and leg.grain is not Grain.DAY,    "What is recorded has its day."),
        (recorded and unnamed,                       "What is recorded names both sides."),
    )
    # fmt: on
    return next((sentence for broken, sentence in rules if broken), "")


def _one_principal_per_unit(source: str, legs: tuple[Leg, ...]) -> None:
    principal = Counter(leg.unit for leg in legs if leg.principal)
    for unit in {leg.unit for leg in legs}:
        if principal[unit] != 1:
            raise InputRefused(
                "Exactly one leg of each unit must be principal.", place=f"{source} ({unit})"
            )
