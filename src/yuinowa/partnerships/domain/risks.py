"""What might go wrong: how likely, how bad, what is done about it, and when it is looked at again."""

from __future__ import annotations

from datetime import date
from enum import IntEnum, StrEnum

from yuinowa.kernel.workflow import NOBODY, Transition, Workflow


class Degree(IntEnum):
    """How likely, and how bad: three steps, so that nobody reckons with what nobody knows."""

    LOW = 1
    MIDDLE = 2
    HIGH = 3


class RiskState(StrEnum):
    WATCHED = "watched"
    CLOSED = "closed"


class RiskStep(StrEnum):
    CLOSE = "close"
    REOPEN = "reopen"


class RiskRole(StrEnum):
    #: Writes for the side that looks after it.
    OWNER = "owner"


S, A, OWNER = RiskState, RiskStep, frozenset({RiskRole.OWNER})

# fmt: off
RISK_WORKFLOW = Workflow(S.WATCHED, (
    #          in         on        gives      by
    Transition(S.WATCHED, A.CLOSE,  S.CLOSED,  OWNER),
    Transition(S.CLOSED,  A.REOPEN, S.WATCHED, OWNER),
), waits={
    # Its owner is waited for from the day on which it is looked at again: services.risks.
    S.WATCHED: NOBODY,
    S.CLOSED: NOBODY,
})
# fmt: on


def weight(likely: Degree, bad: Degree) -> int:
    """By which risks are put in order, 1 to 9; equal to how likely times how bad."""
    return likely * bad


def is_heavy(likely: Degree, bad: Degree) -> bool:
    """Whether it is marked: high on one scale and at least middle on the other."""
    return weight(likely, bad) >= Degree.HIGH * Degree.MIDDLE


def is_due(review_on: date, today: date) -> bool:
    """Whether its owner is waited for."""
    return review_on <= today
