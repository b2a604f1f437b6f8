"""What targets and actuals share: a figure that is possible, in the columns that keep it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from yuinowa.kernel.errors import InputRefused
from yuinowa.ledger.domain.indicators import Figure, is_possible, stored
from yuinowa.ledger.models import Indicator


def require_possible(indicator: Indicator, figure: Figure, *, place: str) -> None:
    """Nothing, unless ``figure`` cannot be one of ``indicator``'s.

    Raises:
        InputRefused: a share of a whole lies beyond 0 and 100 percent, or there are too many digits.
    """
    if figure.number is None or is_possible(
        figure.number, unit=indicator.unit, over_hundred=indicator.over_hundred
    ):
        return
    raise InputRefused(
        _("%(name)s cannot be %(number)s%(unit)s.")
        % {"name": indicator.name, "number": f"{figure.number:,}", "unit": indicator.unit},
        place=place,
        next_step=_(
            "A percentage is a share of a whole, from 0 to 100. If this one is not, its indicator says so: “It may be over 100 percent”."
        ),
    )


def cell_of(figure: Figure) -> dict[str, object]:
    """``figure`` as the columns of a target or an actual hold it."""
    return {
        "number": None if figure.number is None else stored(figure.number),
        "blank": "" if figure.blank is None else figure.blank.value,
        "as_printed": figure.as_printed,
    }
