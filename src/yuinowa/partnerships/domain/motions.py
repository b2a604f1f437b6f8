"""What one side proposes and all sides consent to once the work has begun: a change, a pause, going on, closing.

Source: collaboration model §4 (monitoring: changes) and §15.
"""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from yuinowa.kernel.workflow import NOBODY, Transition, Workflow
from yuinowa.partnerships.domain.phases import Phase, Step


class MotionKind(StrEnum):
    #: Something that was agreed to is done otherwise; the partnership goes on.
    CHANGE = "change"
    SUSPEND = "suspend"
    RESUME = "resume"
    CLOSE = "close"


class ChangeOf(StrEnum):
    """What a change is about. The text of an agreement is changed by a new version alone (I12)."""

    GOALS = "goals"
    ROLES = "roles"
    PERIOD = "period"
    MONEY = "money"
    CONTRIBUTIONS = "contributions"
    OTHER = "other"


class MotionState(StrEnum):
    OPEN = "open"
    #: Every side consented, and it was done.
    AGREED = "agreed"
    REFUSED = "refused"
    TAKEN_BACK = "taken_back"
    #: Another motion moved the partnership on, so that this one has no place any more.
    OVERTAKEN = "overtaken"


class MotionStep(StrEnum):
    AGREE = "agree"
    REFUSE = "refuse"
    TAKE_BACK = "take_back"
    OVERTAKE = "overtake"


class MotionRole(StrEnum):
    #: Leads the side that proposed it.
    PROPOSER = "proposer"
    #: Leads another side that takes part.
    OTHER = "other"
    #: All sides have consented, or the partnership has moved on.
    ALL_SIDES = "all_sides"


K, S, A, R = MotionKind, MotionState, MotionStep, MotionRole

# fmt: off
MOTION_WORKFLOW = Workflow(S.OPEN, (
    #          in      on           gives         by
    Transition(S.OPEN, A.AGREE,     S.AGREED,     frozenset({R.ALL_SIDES})),
    Transition(S.OPEN, A.REFUSE,    S.REFUSED,    frozenset({R.OTHER})),
    Transition(S.OPEN, A.TAKE_BACK, S.TAKEN_BACK, frozenset({R.PROPOSER})),
    Transition(S.OPEN, A.OVERTAKE,  S.OVERTAKEN,  frozenset({R.ALL_SIDES})),
), waits={
    # Several sides are waited for at once: the gates of the phase (queries.motions).
    S.OPEN: NOBODY,
}, final=frozenset({S.AGREED, S.REFUSED, S.TAKEN_BACK, S.OVERTAKEN}))
# fmt: on

#: In which phases each has a place, and the step of the partnership that it brings.
PHASES = {
    K.CHANGE: (Phase.ACTIVE, Phase.SUSPENDED),
    K.SUSPEND: (Phase.ACTIVE,),
    K.RESUME: (Phase.SUSPENDED,),
    K.CLOSE: (Phase.ACTIVE, Phase.SUSPENDED),
}
STEPS = {K.SUSPEND: Step.SUSPEND, K.RESUME: Step.RESUME, K.CLOSE: Step.CLOSE}


def may_be_proposed(phase: Phase, is_open: Collection[MotionKind]) -> list[MotionKind]:
    """What may be proposed in ``phase``; of what moves the partnership, one of a kind is open at a time."""
    return [
        kind
        for kind in MotionKind
        if phase in PHASES[kind] and (kind is K.CHANGE or kind not in is_open)
    ]


def is_carried(consents: Collection[int], asked: Collection[int]) -> bool:
    """Whether every side that is asked has consented; where nobody is asked, nothing is carried."""
    return bool(asked) and set(asked) <= set(consents)
