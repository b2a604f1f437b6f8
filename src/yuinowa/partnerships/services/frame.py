"""What the deeds of partnerships have in common."""

from __future__ import annotations

from django.utils.translation import gettext as _

from yuinowa.core import clock
from yuinowa.kernel.errors import WrongState
from yuinowa.partnerships.domain.phases import PLANNING
from yuinowa.partnerships.models import Partnership, Party


def audience(partnership: Partnership) -> list[int]:
    """The institutions that may read what was done: the sides that are there or were."""
    sides = Party.objects.filter(partnership=partnership)
    return list(sides.values_list("institution", flat=True).distinct())


def refuse_over(partnership: Partnership) -> None:
    """Nothing, while the partnership goes on.

    Raises:
        WrongState: it is over; its record stays and nothing is added.
    """
    if partnership.is_over:
        raise WrongState(
            _("This partnership is over. What was written stays as it is."),
            next_step=_("Begin a new one if you go on together."),
        )


def refuse_begun(partnership: Partnership) -> None:
    """Nothing, while it is planned: what was agreed to stays as it was once the work has begun.

    Raises:
        WrongState: the work has begun, or is over.
    """
    refuse_over(partnership)
    if partnership.phase not in PLANNING:
        raise WrongState(
            _("The work has begun. What was agreed to stays as it was."),
            next_step=_("Say in a remark what should change."),
        )


def phase_begins(row: Partnership) -> None:
    """``row`` enters a phase now."""
    row.state_since = clock.now()
