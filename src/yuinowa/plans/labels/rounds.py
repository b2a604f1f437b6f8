"""Words for the round of a year and for the reasons a sheet owes."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy

from yuinowa.plans.domain.difference import Gap, Owed
from yuinowa.plans.domain.rating import SHORTEST_REASON
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
    Owed.NO_RATING: gettext_lazy("The sheet has no rating yet."),
    Owed.NOT_RATED: gettext_lazy("The rating is “%(word)s”: nothing can be said."),
    Owed.AGAINST_THE_RULE: gettext_lazy("The rating is %(place)s, and the rule says %(word)s."),
}
#: What to do where something is owed; under "Why it differs from the plan" where nothing else is said.
_ADVICE: dict[Owed, Promise] = {
    Owed.NO_RATING: gettext_lazy("Choose a step of the scale; where nothing can be said, the step for that, and write why."),
    Owed.NOT_RATED: gettext_lazy("Write under “Reason of the rating” why, in at least %(count)s characters."),
    Owed.AGAINST_THE_RULE: gettext_lazy("Write why in at least %(count)s characters, or take the rule's rating."),
}  # fmt: skip
_REASON = gettext_lazy(
    "Write under “Why it differs from the plan” the reason, or why none is needed, in at least %(count)s characters."
)
#: What follows after the wait; the workflow table carries the message id.
THEN_WHAT = (
    gettext_lazy("Then the round of the year is closed."),
    gettext_lazy("Then the sheets that were submitted can be checked."),
    gettext_lazy("Then the edition that was prepared can be published."),
)
#: Who is waited for where a sheet has nobody to check it, or an edition nobody to publish it.
NAMES_A_CHECKER = gettext_lazy("the administrator, to name a checker")
#: The places that refusals name.
PLACES = (
    pgettext_lazy("place of a fault", "check_by"),
    pgettext_lazy("place of a fault", "difference_reason"),
)


def said(gap: Gap) -> str:
    """Which place asks for something, and why."""
    return str(_OWED[gap.owed]) % {"place": gap.place, "word": gap.word}


def advice(gap: Gap) -> str:
    """What to do about ``gap``."""
    return str(_ADVICE.get(gap.owed, _REASON)) % {"count": SHORTEST_REASON}
