"""The sides of a partnership: what each is in it, and how it came in or went. Source: collaboration model §14.2."""

from __future__ import annotations

from enum import StrEnum

from yuinowa.kernel.workflow import NOBODY, Transition, Workflow


class PartyRole(StrEnum):
    """What a side is in the partnership."""

    LEAD = "lead"
    EQUAL = "equal"
    SUPPORTING = "supporting"
    #: Looks on: nothing is asked of it.
    OBSERVER = "observer"

    @property
    def takes_part(self) -> bool:
        return self is not PartyRole.OBSERVER


class PartyState(StrEnum):
    """How a side stands toward the partnership."""

    INVITED = "invited"
    JOINED = "joined"
    DECLINED = "declined"
    #: The invitation was taken back before it was answered.
    TAKEN_BACK = "taken_back"
    LEFT = "left"


class Answer(StrEnum):
    """What is done about a side."""

    ACCEPT = "accept"
    DECLINE = "decline"
    TAKE_BACK = "take_back"
    LEAVE = "leave"


class Who(StrEnum):
    """Who does it: a lead of this side, or of another side that has joined."""

    SELF = "self"
    OTHER = "other"


S, A = PartyState, Answer
SELF, OTHER = frozenset({Who.SELF}), frozenset({Who.OTHER})

# fmt: off
PARTY_WORKFLOW = Workflow(S.INVITED, (
    #          in         on           gives          by
    Transition(S.INVITED, A.ACCEPT,    S.JOINED,      SELF),
    Transition(S.INVITED, A.DECLINE,   S.DECLINED,    SELF),
    Transition(S.INVITED, A.TAKE_BACK, S.TAKEN_BACK,  OTHER),
    Transition(S.JOINED,  A.LEAVE,     S.LEFT,        SELF),
), waits={
    # Turns of sides: services.turns, which knows whether the side has somebody who leads.
    S.INVITED: NOBODY,
    S.JOINED: NOBODY,
}, final=frozenset({S.DECLINED, S.TAKEN_BACK, S.LEFT}))
# fmt: on

#: Sides that are there, or may come to be.
OPEN = (S.INVITED, S.JOINED)
#: I1: so many sides of different institutions, at least.
FEWEST = 2
