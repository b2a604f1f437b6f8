"""No sheet is submitted while it owes a reason (I26, I30)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from yuinowa.kernel.errors import InputRefused
from yuinowa.plans.domain.rating import SHORTEST_REASON
from yuinowa.plans.labels.rounds import said
from yuinowa.plans.models import Sheet
from yuinowa.plans.queries import owing, sheet_page


def require_difference_reason(sheet: Sheet) -> None:
    """Nothing, unless a figure or a text asks for a reason that nobody wrote.

    Raises:
        InputRefused: with every place that asks.
    """
    found = owing(sheet_page(sheet))
    if found:
        raise InputRefused(
            " ".join(said(gap) for one in found for gap in one.gaps),
            place=found[0].field,
            next_step=_(
                "Write under “Why it differs from the plan” the reason, or why none is needed, in at least %(count)s characters."
            )
            % {"count": SHORTEST_REASON},
        )
