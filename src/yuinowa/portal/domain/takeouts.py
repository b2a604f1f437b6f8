"""How a file with all that is an institution's comes to be, and how long it lasts."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

from yuinowa.kernel.workflow import NOBODY, Transition, Verb, Waits, Workflow

#: So long a file can be fetched. It is a copy: it can be made again at any time.
KEEP_TAKEOUTS = timedelta(days=7)
#: Up to so many rows the file is made while the person waits: well under a second.
AT_ONCE_ROWS = 2_000


class TakeoutState(StrEnum):
    #: A job writes the file.
    MAKING = "making"
    READY = "ready"
    #: Somebody fetched it; it lasts on.
    FETCHED = "fetched"
    #: The disk did not take it; the row says why.
    FAILED = "failed"
    #: Deleted before its time.
    DROPPED = "dropped"


class TakeoutAction(StrEnum):
    FINISH = "finish"
    FAIL = "fail"
    FETCH = "fetch"
    DROP = "drop"


class TakeoutRole(StrEnum):
    """Who acts on a file: an administrator of the institution (as in its role), or the job."""

    ADMIN = "admin"
    JOB = "job"


S, A = TakeoutState, TakeoutAction
ADMIN, JOB = frozenset({TakeoutRole.ADMIN}), frozenset({TakeoutRole.JOB})

# fmt: off
TAKEOUT_WORKFLOW = Workflow(S.MAKING, (
    #          in          on        gives       by
    Transition(S.MAKING,   A.FINISH, S.READY,    JOB),
    Transition(S.MAKING,   A.FAIL,   S.FAILED,   JOB),
    Transition(S.READY,    A.FETCH,  S.FETCHED,  ADMIN),
    Transition(S.READY,    A.DROP,   S.DROPPED,  ADMIN),
    Transition(S.FETCHED,  A.FETCH,  S.FETCHED,  ADMIN),
    Transition(S.FETCHED,  A.DROP,   S.DROPPED,  ADMIN),
), waits={
    S.MAKING: NOBODY, S.FETCHED: NOBODY,
    S.READY: Waits(TakeoutRole.ADMIN, KEEP_TAKEOUTS.days, "The file is deleted; it can be made again.", Verb.FETCH),
}, final=frozenset({S.FAILED, S.DROPPED}))
# fmt: on
