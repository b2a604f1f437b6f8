"""No sheet is submitted while it owes a rating or a reason (I25, I26, I30)."""

from __future__ import annotations

from yuinowa.kernel.errors import InputRefused
from yuinowa.plans.labels.rounds import advice, said
from yuinowa.plans.models import Sheet
from yuinowa.plans.queries import owing, sheet_page


def require_nothing_owed(sheet: Sheet) -> None:
    """Nothing, unless the sheet asks for a rating or a reason that nobody wrote.

    Raises:
        InputRefused: with every place that asks.
    """
    found = owing(sheet_page(sheet))
    if found:
        gaps = [gap for one in found for gap in one.gaps]
        raise InputRefused(
            " ".join(map(said, gaps)),
            place=found[0].field,
            next_step=" ".join(dict.fromkeys(map(advice, gaps))),
        )
