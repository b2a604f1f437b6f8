"""What numbers the public may see (プライバシー): yearly sums only, small numbers of persons hidden."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TypeVar

from yuinowa.ledger.domain.kinds import Unit

K = TypeVar("K", bound=Hashable)

#: Below this, a number of persons could point at somebody.
SMALLEST_SHOWN = 10


def is_suppressed(unit: Unit, quantity: int) -> bool:
    """Whether the public sees "fewer than 10" instead of the number. 0 says nothing about anybody."""
    return unit.counts_persons and 0 < quantity < SMALLEST_SHOWN


def may_be_drilled(unit: Unit) -> bool:
    """Whether a figure may be opened down to its entries."""
    return not unit.counts_persons


def hidden_cells(persons: Mapping[K, int]) -> frozenset[K]:
    """The cells of a table of persons that the public does not see (R42).

    Every small one, and with them the next smallest until at least two are hidden that together are no small
    number: who knows the sum of the table and subtracts what is shown learns nothing small. Where the whole
    table does not hold enough, all of it is hidden, and its sum is then a small number itself.
    """
    filled = sorted((number, str(cell), cell) for cell, number in persons.items() if number > 0)
    hidden = [entry for entry in filled if is_suppressed(Unit.PERSON, entry[0])]
    for entry in filled[len(hidden) :]:
        if not hidden or (len(hidden) > 1 and sum(e[0] for e in hidden) >= SMALLEST_SHOWN):
            break
        hidden.append(entry)
    return frozenset(cell for _number, _name, cell in hidden)
