"""How an entry comes to rest, is closed and wakes again. Becoming part of another is a succession."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from yuinowa.directory.domain.institutions import Status


class StatusDeed(StrEnum):
    REST = "rest"
    CLOSE = "close"
    WAKE = "wake"


_S = Status
#: From which statuses a deed leads where. What was merged is taken back by undoing the succession.
STEPS: Mapping[StatusDeed, tuple[frozenset[Status], Status]] = {
    StatusDeed.REST: (frozenset({_S.ACTIVE}), _S.DORMANT),
    StatusDeed.CLOSE: (frozenset({_S.ACTIVE, _S.DORMANT}), _S.CLOSED),
    StatusDeed.WAKE: (frozenset({_S.DORMANT, _S.CLOSED}), _S.ACTIVE),
}


def deeds_from(status: Status) -> tuple[StatusDeed, ...]:
    """What can be done with an entry at ``status``."""
    return tuple(deed for deed, (before, _after) in STEPS.items() if status in before)
