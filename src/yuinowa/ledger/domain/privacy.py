"""What numbers the public may see (プライバシー): yearly sums only, small numbers of persons hidden."""

from __future__ import annotations

from yuinowa.ledger.domain.kinds import Unit

#: Below this, a number of persons could point at somebody.
SMALLEST_SHOWN = 10


def is_suppressed(unit: Unit, quantity: int) -> bool:
    """Whether the public sees "fewer than 10" instead of the number. 0 says nothing about anybody."""
    return unit.counts_persons and 0 < quantity < SMALLEST_SHOWN


def may_be_drilled(unit: Unit) -> bool:
    """Whether a figure may be opened down to its entries."""
    return not unit.counts_persons
