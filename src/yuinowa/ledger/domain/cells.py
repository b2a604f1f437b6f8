"""How entries fold into the cells of the four roll-ups: one rule, used by posting and by verifying."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import Any, NamedTuple

from yuinowa.ledger.domain.deeds import Side

#: The id that stands for "unnamed" in a cell's key.
UNNAMED = 0


class Share(NamedTuple):
    """What one leg, or many legs alike, put into the cells they belong to.

    ``first_day`` and ``last_day`` are of legs in force; a reversal brings none.
    """

    kind: str
    fiscal_year: int
    month: int
    giver: int
    receiver: int
    scope: int
    unit: str
    voice: int
    context: int | None
    entries: int
    quantity: int
    quantity_total: int
    first_day: date | None
    last_day: date | None


class Sums(NamedTuple):
    """The content of a cell."""

    entries: int
    quantity: int
    quantity_total: int
    first_day: date | None
    last_day: date | None


Key = tuple[Any, ...]
Cells = dict[Key, Sums]


@dataclass(frozen=True, slots=True)
class RollUp:
    """A roll-up table: its key, in the order of the index, and the shares it takes."""

    table: str
    key: tuple[str, ...]
    takes: Callable[[Share], bool]
    keeps_days: bool = False

    def key_of(self) -> Callable[[Share], Key]:
        """A function that gives the key of a share in this table."""
        columns = list(Share.__annotations__)
        return itemgetter(*(columns.index(name) for name in self.key))

    @property
    def numbers(self) -> tuple[str, ...]:
        """The columns behind the key."""
        days = ("first_day", "last_day") if self.keeps_days else ()
        return ("entries", "quantity", "quantity_total", *days)


def _speaks_for(side: Side) -> Callable[[Share], bool]:
    voices = frozenset(int(voice) for voice in side.voices)
    return lambda share: share.voice in voices


PAIR_YEAR = RollUp(
    "ledger_pair_year",
    ("kind", "fiscal_year", "giver", "receiver", "scope", "unit", "voice"),
    takes=lambda _share: True,
    keeps_days=True,
)
GIVEN_MONTH = RollUp(
    "ledger_given_month",
    ("kind", "fiscal_year", "month", "giver", "scope", "unit", "voice"),
    takes=_speaks_for(Side.GIVEN),
)
RECEIVED_MONTH = RollUp(
    "ledger_received_month",
    ("kind", "fiscal_year", "month", "receiver", "scope", "unit", "voice"),
    takes=_speaks_for(Side.RECEIVED),
)
CONTEXT_YEAR = RollUp(
    "ledger_context_year",
    ("context", "fiscal_year", "kind", "giver", "receiver", "scope", "unit", "voice"),
    takes=lambda share: share.context is not None,
)
#: In the order in which a posting writes them: the same everywhere, so that no two postings lock each other.
ROLL_UPS = (PAIR_YEAR, GIVEN_MONTH, RECEIVED_MONTH, CONTEXT_YEAR)


def fold(shares: Iterable[Share], roll_up: RollUp) -> Cells:
    """The cells of ``roll_up`` that ``shares`` add up to."""
    key_of, takes, days = roll_up.key_of(), roll_up.takes, roll_up.keeps_days
    cells: Cells = {}
    for share in shares:
        if not takes(share):
            continue
        key = key_of(share)
        first = share.first_day if days else None
        last = share.last_day if days else None
        sums = cells.get(key)
        if sums is None:
            cells[key] = Sums(share.entries, share.quantity, share.quantity_total, first, last)
        else:
            cells[key] = Sums(
                sums.entries + share.entries,
                sums.quantity + share.quantity,
                sums.quantity_total + share.quantity_total,
                _earlier(sums.first_day, first),
                _later(sums.last_day, last),
            )
    return cells


def _earlier(one: date | None, other: date | None) -> date | None:
    if one is None or other is None:
        return one or other
    return min(one, other)


def _later(one: date | None, other: date | None) -> date | None:
    if one is None or other is None:
        return one or other
    return max(one, other)
