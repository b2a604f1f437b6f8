"""The lines a deed, or its reversal, leaves in the ledger: what ``ledger_entry`` holds, before it is written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from yuinowa.ledger.domain.cells import UNNAMED, Share
from yuinowa.ledger.domain.deeds import Deed, Leg


@dataclass(frozen=True, slots=True)
class Line:
    """One leg at one revision, or its reversal."""

    deed: Deed
    number: int
    leg: Leg
    revision: int
    reason: str
    reversal: bool = False
    late: bool = False

    @property
    def quantity(self) -> int:
        return -self.leg.quantity if self.reversal else self.leg.quantity

    def share(self) -> Share:
        """What the line puts into its cells; a reversal takes its leg out of the count again."""
        leg = self.leg
        return Share(
            kind=leg.kind,
            fiscal_year=leg.fiscal_year,
            month=leg.month,
            giver=UNNAMED if leg.giver is None else leg.giver,
            receiver=UNNAMED if leg.receiver is None else leg.receiver,
            scope=int(leg.scope),
            unit=leg.unit.value,
            voice=int(self.deed.voice),
            context=self.deed.context,
            entries=-1 if self.reversal else 1,
            quantity=self.quantity,
            quantity_total=self.quantity if leg.principal else 0,
            first_day=None if self.reversal else leg.day_from,
            last_day=None if self.reversal else leg.day_to,
        )


def lines_of(deed: Deed, *, revision: int) -> tuple[Line, ...]:
    """The lines of a deed, its legs numbered from 0."""
    return tuple(
        Line(deed, number, leg, revision, deed.reason) for number, leg in enumerate(deed.legs)
    )


def reversal_of(deed: Deed, revision: int, reason: str) -> tuple[Line, ...]:
    """The lines that take ``deed``, posted at ``revision``, back whole."""
    return tuple(
        Line(deed, number, leg, revision, reason, reversal=True)
        for number, leg in enumerate(deed.legs)
    )


def in_key_order(lines: Iterable[Line]) -> list[Line]:
    """The lines in the order of their unique key, so that two postings never wait for each other in a ring."""
    return sorted(
        lines,
        key=lambda line: (
            line.deed.source,
            line.leg.unit,
            line.number,
            line.revision,
            line.reversal,
        ),
    )
