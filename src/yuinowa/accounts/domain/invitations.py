"""The life of an invitation, and who may give which roles."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

from yuinowa.kernel.workflow import NOBODY, Transition, Workflow


class InvitationState(StrEnum):
    OPEN = "open"
    TAKEN = "taken"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


class InvitationAction(StrEnum):
    TAKE = "take"
    WITHDRAW = "withdraw"
    LAPSE = "lapse"


class InvitationSide(StrEnum):
    """Who acts on an invitation: who was invited, whoever may invite, the clock."""

    GUEST = "guest"
    INVITER = "inviter"
    CLOCK = "clock"


S, A = InvitationState, InvitationAction
GUEST = frozenset({InvitationSide.GUEST})
INVITER = frozenset({InvitationSide.INVITER})
CLOCK = frozenset({InvitationSide.CLOCK})

# Who is invited is nobody here yet, so that nobody can be shown a turn.
# fmt: off
INVITATION_WORKFLOW = Workflow(S.OPEN, (
    #          in      on          gives         by
    Transition(S.OPEN, A.TAKE,     S.TAKEN,      GUEST),
    Transition(S.OPEN, A.WITHDRAW, S.WITHDRAWN,  INVITER),
    Transition(S.OPEN, A.LAPSE,    S.LAPSED,     CLOCK),
), waits={S.OPEN: NOBODY}, final=frozenset({S.TAKEN, S.WITHDRAWN, S.LAPSED}))
# fmt: on

#: An invitation that came to an end is kept this long, so that its list explains itself.
KEEP_INVITATIONS = timedelta(days=90)
#: An institution that invites more people than this at one time has made a mistake.
MOST_OPEN_INVITATIONS = 100
#: How far ahead an affiliation for one object may end.
LONGEST_LIMITED = timedelta(days=3 * 366)
LONGEST_UNIT = 80
LONGEST_NAME = 100
