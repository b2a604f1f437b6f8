"""Support (支援): the six matters in which a larger library helps a smaller one, and requests for it.

Source: 図書館の設置及び運営上の望ましい基準 第二・二・1 (the basis ``STD-2-2-1``), which asks to try; nothing here is a breach.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from enum import StrEnum

from yuinowa.directory.domain.institutions import InstitutionKind
from yuinowa.kernel.workflow import NOBODY, Transition, Verb, Waits, Workflow

#: The kind under which an answered request stands in the ledger.
LEDGER_KIND = "support.answer"
#: Longest "what about" (one line on a phone), and what is asked and answered, in characters.
MAX_ABOUT, MAX_TEXT = 100, 1000
#: More minutes than these, two working weeks, in one answer are taken for a slip of the finger.
MOST_MINUTES = 4_800


class SupportTopic(StrEnum):
    """The six matters, in the order of the standard."""

    MATERIALS = "materials"
    INFORMATION = "information"
    PRESERVATION = "preservation"
    DIGITIZATION = "digitization"
    TRAINING = "training"
    RUNNING = "running"

    @property
    def letter(self) -> str:
        """Under which the standard lists it."""
        return "アイウエオカ"[tuple(SupportTopic).index(self)]


class Came(StrEnum):
    """How a request came in: asked here by the side that wants help, or recorded by the supporter."""

    HERE = "here"
    CALL = "call"
    MAIL = "mail"
    VISIT = "visit"


class SupportState(StrEnum):
    RECEIVED = "received"
    IN_HAND = "in_hand"
    DONE = "done"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class SupportAction(StrEnum):
    TAKE = "take"
    ANSWER = "answer"
    DECLINE = "decline"
    WITHDRAW = "withdraw"
    REOPEN = "reopen"


class SupportRole(StrEnum):
    ASKING = "asking"
    SUPPORTER = "supporter"
    #: The side that wrote the request down, whichever it is.
    RECORDER = "recorder"


S, A = SupportState, SupportAction
SUPPORTER = frozenset({SupportRole.SUPPORTER})
WHOSE_IT_IS = frozenset({SupportRole.ASKING, SupportRole.RECORDER})

# fmt: off
SUPPORT_WORKFLOW = Workflow(S.RECEIVED, (
    #          in           on           gives         by
    Transition(S.RECEIVED,  A.TAKE,      S.IN_HAND,    SUPPORTER),
    Transition(S.RECEIVED,  A.ANSWER,    S.DONE,       SUPPORTER),
    Transition(S.IN_HAND,   A.ANSWER,    S.DONE,       SUPPORTER),
    Transition(S.RECEIVED,  A.DECLINE,   S.DECLINED,   SUPPORTER),
    Transition(S.IN_HAND,   A.DECLINE,   S.DECLINED,   SUPPORTER),
    Transition(S.RECEIVED,  A.WITHDRAW,  S.WITHDRAWN,  WHOSE_IT_IS),
    Transition(S.IN_HAND,   A.WITHDRAW,  S.WITHDRAWN,  WHOSE_IT_IS),
    Transition(S.DONE,      A.REOPEN,    S.IN_HAND,    SUPPORTER),
), waits={
    S.RECEIVED: Waits(SupportRole.SUPPORTER, 14, "Then the side that asked reads the answer.", Verb.ANSWER),
    S.IN_HAND:  Waits(SupportRole.SUPPORTER, 30, "Then the side that asked reads the answer.", Verb.ANSWER),
    S.DONE:     NOBODY,
}, final=frozenset({S.DECLINED, S.WITHDRAWN}))
# fmt: on

#: Those under way, and those that were not taken back: what the log counts as asked.
OPEN = (S.RECEIVED, S.IN_HAND)
ASKED = tuple(state for state in S if state is not S.WITHDRAWN)

#: Whose work it is to support others, without a relation that says so.
SUPPORTERS = frozenset(
    {
        InstitutionKind.PREFECTURAL_LIBRARY,
        InstitutionKind.SUPPORT_CENTER,
        InstitutionKind.NATIONAL_LIBRARY,
    }
)
#: Who is looked for in the matrix although nobody supports it yet.
SUPPORTED = frozenset({InstitutionKind.PUBLIC_LIBRARY, InstitutionKind.SCHOOL_LIBRARY})


def may_be_asked(kinds: Collection[str], *, supports_us: bool) -> bool:
    """Whether an institution of these kinds can be asked for support: it is its work, or it supports the one that asks."""
    return supports_us or not SUPPORTERS.isdisjoint(kinds)


def ledger_source(request_id: int) -> str:
    """The opaque name of an answered request's deed in the ledger."""
    return f"relations.support/{request_id}"


def answer_day_fault(day: date, *, asked_on: date, today: date) -> str:
    """The code of what is wrong with the day of an answer, or an empty text."""
    if day > today:
        return "future"
    return "before_asked" if day < asked_on else ""
