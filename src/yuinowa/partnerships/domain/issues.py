"""The life of an issue (課題): raised by one side, taken in hand by another, settled or dropped, never deleted.

Source: collaboration model §4 (monitoring) and §9.2 (every issue has a level).
"""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from yuinowa.kernel.workflow import NOBODY, Transition, Workflow

#: Characters of what an issue is about; what lies behind it has the length of a side's words.
MAX_ISSUE = 100
#: So many sides at least want it talked about, before it stands before a meeting.
WISHES_NEEDED = 2


class IssueLevel(StrEnum):
    """Where it sits: in rules and agreements, between institutions, or between people (制度・組織間・個人)."""

    RULES = "rules"
    BETWEEN = "between"
    PEOPLE = "people"


class IssueState(StrEnum):
    OPEN = "open"
    IN_HAND = "in_hand"
    SETTLED = "settled"
    DROPPED = "dropped"

    @property
    def is_over(self) -> bool:
        return self in (IssueState.SETTLED, IssueState.DROPPED)


class IssueStep(StrEnum):
    TAKE = "take"
    SETTLE = "settle"
    DROP = "drop"
    REOPEN = "reopen"

    @property
    def needs_words(self) -> bool:
        """Whether it is said what was done, or why."""
        return self is not IssueStep.TAKE


class IssueRole(StrEnum):
    #: Writes for the side that raised it.
    RAISER = "raiser"
    #: Writes for the side that looks after it.
    OWNER = "owner"


S, A = IssueState, IssueStep
OWNER, BOTH = frozenset({IssueRole.OWNER}), frozenset(IssueRole)

# fmt: off
ISSUE_WORKFLOW = Workflow(S.OPEN, (
    #          in         on        gives      by
    Transition(S.OPEN,    A.TAKE,   S.IN_HAND, OWNER),
    Transition(S.OPEN,    A.SETTLE, S.SETTLED, OWNER),
    Transition(S.OPEN,    A.DROP,   S.DROPPED, BOTH),
    Transition(S.IN_HAND, A.SETTLE, S.SETTLED, OWNER),
    Transition(S.IN_HAND, A.DROP,   S.DROPPED, BOTH),
    Transition(S.SETTLED, A.REOPEN, S.OPEN,    BOTH),
    Transition(S.DROPPED, A.REOPEN, S.OPEN,    BOTH),
), waits={
    # Whose turn it is changes when a side leaves: services.issues.
    S.OPEN: NOBODY,
    S.IN_HAND: NOBODY,
    S.SETTLED: NOBODY,
    S.DROPPED: NOBODY,
})
# fmt: on


def looked_after_by(owner: int, raiser: int, there: Collection[int]) -> int | None:
    """The side that is waited for: the owner while it is there, then the one that raised it, then whoever came first."""
    for party in (owner, raiser, *sorted(there)):
        if party in there:
            return party
    return None


def is_for_meeting(wishes: Collection[int], owner: int, there: Collection[int]) -> bool:
    """Whether it is talked about at the next meeting: two sides want it, and the one that looks after it is among them.

    ``wishes`` are the sides that asked for it, ``owner`` the side that is waited for, ``there`` those that have joined.
    """
    counted = set(wishes) & set(there)
    return owner in counted and len(counted) >= WISHES_NEEDED
