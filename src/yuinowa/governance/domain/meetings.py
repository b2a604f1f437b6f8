"""The life of a meeting: planned, held, its minutes agreed; or cancelled, with the reason.

Several sides are waited for at once while minutes are agreed: ``services.turns`` makes the turns, so the table waits for nobody.
"""

from __future__ import annotations

from enum import StrEnum

from yuinowa.kernel.workflow import NOBODY, Transition, Workflow


class MeetingState(StrEnum):
    PLANNED = "planned"
    #: It took place, and its minutes are being agreed on.
    HELD = "held"
    #: Every side that was there has agreed to the minutes.
    AGREED = "agreed"
    CANCELLED = "cancelled"


class MeetingStep(StrEnum):
    RECORD = "record"
    AGREE = "agree"
    CANCEL = "cancel"


class MeetingRole(StrEnum):
    #: Somebody who writes for a side of the body.
    SIDE = "side"


S, T, R = MeetingState, MeetingStep, frozenset({MeetingRole.SIDE})

# fmt: off
MEETING_WORKFLOW = Workflow(S.PLANNED, (
    #          in         on        gives        by
    Transition(S.PLANNED, T.RECORD, S.HELD,      R),
    Transition(S.PLANNED, T.CANCEL, S.CANCELLED, R),
    Transition(S.HELD,    T.AGREE,  S.AGREED,    R),
), waits={
    S.PLANNED: NOBODY,
    S.HELD: NOBODY,
}, final=frozenset({S.AGREED, S.CANCELLED}))
# fmt: on

#: The meeting took place.
TOOK_PLACE = (S.HELD, S.AGREED)
