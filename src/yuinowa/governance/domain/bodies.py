"""What a body is, how it decides, and whether it has fallen silent. Source: collaboration model §14.8, I31, I33."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from yuinowa.governance.domain.policy import SILENT_AFTER_DAYS


class BodyKind(StrEnum):
    STRATEGIC = "strategic"
    THEMATIC = "thematic"
    AREA = "area"
    NETWORK = "network"
    SECRETARIAT = "secretariat"
    ADVISORY_COUNCIL = "advisory_council"
    REVIEW_COMMITTEE = "review_committee"
    LIAISON = "liaison"


class Rule(StrEnum):
    """How something is decided."""

    #: Everybody says yes.
    UNANIMOUS = "unanimous"
    #: Nobody says no.
    CONSENT = "consent"
    MAJORITY = "majority"
    TWO_THIRDS = "two_thirds"


class BodyStatus(StrEnum):
    #: It has not met yet.
    FORMING = "forming"
    ACTIVE = "active"
    #: A flag, no judgement: the day by which it wanted to meet is long past.
    SILENT = "silent"


def status(*, has_met: bool, next_due: date | None, today: date) -> BodyStatus:
    """How the body stands. Whoever records a meeting says by when the next one is due, so a past day means none came."""
    if next_due is not None and today > next_due + timedelta(days=SILENT_AFTER_DAYS):
        return BodyStatus.SILENT
    return BodyStatus.ACTIVE if has_met else BodyStatus.FORMING


def can_decide(present: int, quorum: int) -> bool:
    """Whether enough sides are there to decide anything (I31)."""
    return present >= quorum
