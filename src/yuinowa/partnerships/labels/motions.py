"""Words for what sides propose once the work has begun, and for closing."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop, pgettext_lazy

from yuinowa.partnerships.domain.motions import ChangeOf, MotionKind, MotionState

KINDS = {
    MotionKind.CHANGE: pgettext_lazy("a motion", "Change"),
    MotionKind.SUSPEND: pgettext_lazy("a motion", "Suspend"),
    MotionKind.RESUME: pgettext_lazy("a motion", "Resume"),
    MotionKind.CLOSE: pgettext_lazy("a motion", "Close"),
}
#: The button that proposes it, and what is said on its page.
PROPOSE = {
    MotionKind.CHANGE: gettext_lazy("Propose a change"),
    MotionKind.SUSPEND: gettext_lazy("Propose to suspend the work"),
    MotionKind.RESUME: gettext_lazy("Propose to resume the work"),
    MotionKind.CLOSE: gettext_lazy("Propose to close the partnership"),
}
MEANS = {
    MotionKind.CHANGE: gettext_lazy(
        "What was agreed to at the start stays as it was; the change stands beside it once every side has consented."
    ),
    MotionKind.SUSPEND: gettext_lazy(
        "The work pauses once every side has consented. The agreement stays in force; all sides together resume."
    ),
    MotionKind.RESUME: gettext_lazy("The work goes on once every side has consented."),
    MotionKind.CLOSE: gettext_lazy(
        "Once every side has consented, each says what came of the goals; then the partnership is closed."
    ),
}
ABOUT = {
    ChangeOf.GOALS: pgettext_lazy("what a change is about", "Goals"),
    ChangeOf.ROLES: pgettext_lazy("what a change is about", "Table of roles"),
    ChangeOf.PERIOD: pgettext_lazy("what a change is about", "Period"),
    ChangeOf.MONEY: pgettext_lazy("what a change is about", "Money"),
    ChangeOf.CONTRIBUTIONS: pgettext_lazy("what a change is about", "What a side puts in"),
    ChangeOf.OTHER: pgettext_lazy("what a change is about", "Something else"),
}
STATES = {
    MotionState.OPEN: pgettext_lazy("state of a motion", "Waits for answers"),
    MotionState.AGREED: pgettext_lazy("state of a motion", "All consented"),
    MotionState.REFUSED: pgettext_lazy("state of a motion", "Refused"),
    MotionState.TAKEN_BACK: pgettext_lazy("state of a motion", "Taken back"),
    MotionState.OVERTAKEN: pgettext_lazy("state of a motion", "Overtaken"),
}
TONES = {
    MotionState.OPEN: "care",
    MotionState.AGREED: "good",
    MotionState.REFUSED: "",
    MotionState.TAKEN_BACK: "",
    MotionState.OVERTAKEN: "",
}
THEN_MOTION = gettext_noop("When every side has consented, it is done.")
ANSWERED = gettext_lazy("Every side has answered what is proposed")
RESULTS_SAID = gettext_lazy("Every side has said what came of the goals")
ITS_RESULTS = gettext_lazy("what came of the goals")
WAIVED = gettext_lazy("Says nothing.")
NOTHING_LEFT = gettext_lazy("Nothing.")
LEFT_TO_DO = gettext_lazy("What is left to be done")


def answer_to(kind: MotionKind) -> str:
    """What a side is waited for."""
    return _("an answer to what is proposed: %(what)s") % {"what": KINDS[kind]}


def result_of(goal: str) -> str:
    return _("What came of “%(goal)s”") % {"goal": goal}
