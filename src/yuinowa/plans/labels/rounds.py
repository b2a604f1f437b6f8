"""Words for the round of a year and for the reasons a sheet owes."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy

from yuinowa.plans.domain.difference import Gap, Owed
from yuinowa.plans.domain.round import RoundAction, RoundState

ROUND_STATES: dict[RoundState, Promise] = {
    RoundState.OPEN: pgettext_lazy("round", "Open"),
    RoundState.CLOSED: pgettext_lazy("round", "Closed"),
}
ROUND_ACTIONS: dict[RoundAction, Promise] = {
    RoundAction.CLOSE: gettext_lazy("Close the round"),
}
_OWED: dict[Owed, Promise] = {
    Owed.DIFFERS: gettext_lazy("%(place)s: the actual lies far from the plan."),
    Owed.NO_DATA: gettext_lazy("%(place)s: nothing stands for this year."),
    Owed.HALTED: gettext_lazy("%(place)s: the text says “%(word)s”."),
}
#: What follows after the wait; the workflow table carries the message id.
THEN_WHAT = (gettext_lazy("Then the round of the year is closed."),)
#: The places that refusals name.
PLACES = (
    pgettext_lazy("place of a fault", "check_by"),
    pgettext_lazy("place of a fault", "difference_reason"),
)


def said(gap: Gap) -> str:
    """Which place asks for a reason, and why."""
    return str(_OWED[gap.owed]) % {"place": gap.place, "word": gap.word}
