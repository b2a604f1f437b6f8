"""How often the sides of a partnership are in touch, and how often they answer the pulse: what they can agree on.

What counts as contact, each of at least two sides that have joined: a contact that one of them recorded with the other,
a meeting of their body at which both were, an activity that both hosted. What was withdrawn, called off or given up counts
for nothing. Each side is in touch with at least one other by its own day. Source: collaboration model §4 (communication), §14.2 (ContactEvent, Meeting, Activity).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from yuinowa.partnerships.domain.phases import PLANNING, Phase
from yuinowa.relations.domain.kinds import Frequency
from yuinowa.relations.domain.rhythm import WITH_A_DAY, Touch, touch

#: What is offered, the closest first; "when needed" is no rhythm.
FREQUENCIES = WITH_A_DAY
#: Months from one pulse to the next that are offered: a quarter, half a year, a year.
PULSE_MONTHS = (3, 6, 12)
#: So many sides have to be there before it is contact among them.
FEWEST_IN_TOUCH = 2


class Sort(StrEnum):
    """What counts as contact."""

    CONTACT = "contact"
    MEETING = "meeting"
    ACTIVITY = "activity"


@dataclass(frozen=True, slots=True)
class Terms:
    """What is proposed and agreed on; ``pulse_months`` are the months from one pulse to the next."""

    frequency: Frequency
    pulse_months: int


def is_agreed(asked: Collection[int], agreed: Collection[int]) -> bool:
    """Whether every side that is asked has agreed, and there are two at least: nobody agrees alone (I1)."""
    return len(asked) >= FEWEST_IN_TOUCH and set(asked) <= set(agreed)


def is_kept(phase: Phase) -> bool:
    """Whether a next contact is due in this phase: while it is planned and at work; not in a pause or while closing."""
    return phase in (*PLANNING, Phase.ACTIVE)


@dataclass(frozen=True, slots=True)
class Seen:
    """One side: since when it is there, and the last day on which it was in touch with any other (None: none is recorded)."""

    joined_on: date
    last: date | None


@dataclass(frozen=True, slots=True)
class Standing:
    """How contact stands: the last day of any two sides and the first day that is due; ``silent`` are the sides that are late."""

    touch: Touch
    silent: frozenset[int]


def standing(
    frequency: Frequency,
    *,
    agreed_on: date,
    active_since: date | None,
    sides: Mapping[int, Seen],
    today: date,
) -> Standing:
    """How contact stands among ``sides`` (by id).

    Every side agreed for itself (I13), so each is in touch with at least one other by its own day: among three, two
    that talk to each other do not speak for the third. ``active_since`` is given while at work, so that nothing is
    late from a pause that is over; for whoever came later it is counted from the day it joined.
    """
    counted_from = max(agreed_on, active_since or agreed_on)
    touches = {
        side: touch(
            frequency,
            agreed_on=max(counted_from, seen.joined_on),
            last=seen.last,
            today=today,
        )
        for side, seen in sides.items()
    }
    silent = frozenset(side for side, one in touches.items() if one.is_overdue)
    last = max((seen.last for seen in sides.values() if seen.last), default=None)
    due = min((one.next_by for one in touches.values() if one.next_by), default=None)
    return Standing(Touch(last, due, bool(silent)), silent)
