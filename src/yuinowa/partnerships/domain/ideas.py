"""What a resident without an account would like to see done together, from the confirmed link to the answer.

Source: collaboration model §4 (both starting paths; the phase ``idea``) and §15; reliability R26, R40, R41.
"""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

from yuinowa.accounts.domain.policy import GuessLimit
from yuinowa.kernel.workflow import NOBODY, Transition, Workflow

#: Characters of the idea itself, of whom it is for, of a name or pen name.
MAX_IDEA, MAX_FOR_WHOM, MAX_NAME = 1_000, 100, 40
#: What the mailed link is for, and how long it works: ``accounts.domain.policy.LINK_LASTS``.
CONFIRM = "idea"
#: What nobody confirmed is erased after this long.
KEEP_UNCONFIRMED = timedelta(days=7)
#: From one address of the network; each idea sends a mail to somebody.
IDEAS_PER_ADDRESS = GuessLimit(10, timedelta(hours=1), timedelta(minutes=2))
#: To one mail address; further mails are not sent, and the page says nothing of it.
IDEAS_PER_MAIL = GuessLimit(3, timedelta(days=1), timedelta(hours=1))
#: Days in which whoever it lies with should answer.
ANSWER_DAYS = 30
#: What an institution leaves unanswered goes to the region office; what that leaves so ends.
TO_OFFICE_AFTER, LAPSES_AFTER = timedelta(days=60), timedelta(days=90)
#: Name and mail address are erased so long after the answer, and with them what led to no partnership.
KEEP_ANSWERED = timedelta(days=90)


class IdeaState(StrEnum):
    #: Confirmed; it lies with an institution, or with the region office.
    WAITING = "waiting"
    TAKEN_UP = "taken_up"
    DECLINED = "declined"
    #: By the resident, whose words and address went with it.
    TAKEN_BACK = "taken_back"
    #: Nobody answered.
    LAPSED = "lapsed"


class IdeaStep(StrEnum):
    TAKE_UP = "take-up"
    PASS_ON = "pass-on"  # noqa: S105  # a word, not a secret
    DECLINE = "decline"
    TAKE_BACK = "take-back"
    TO_OFFICE = "to-office"
    LAPSE = "lapse"


class IdeaRole(StrEnum):
    #: Leads for the institution it lies with.
    HOLDER = "holder"
    OFFICE = "office"
    #: Holds the secret link.
    RESIDENT = "resident"
    CLOCK = "clock"


S, A = IdeaState, IdeaStep
HOLDER, OFFICE = frozenset({IdeaRole.HOLDER}), frozenset({IdeaRole.OFFICE})
RESIDENT, CLOCK = frozenset({IdeaRole.RESIDENT}), frozenset({IdeaRole.CLOCK})

# The turn hangs from where the idea lies and not from its state alone: services.ideas opens it.
# fmt: off
IDEA_WORKFLOW = Workflow(S.WAITING, (
    #          in         on            gives         by
    Transition(S.WAITING, A.TAKE_UP,    S.TAKEN_UP,   HOLDER),
    Transition(S.WAITING, A.PASS_ON,    S.WAITING,    HOLDER | OFFICE),
    Transition(S.WAITING, A.DECLINE,    S.DECLINED,   HOLDER | OFFICE),
    Transition(S.WAITING, A.TAKE_BACK,  S.TAKEN_BACK, RESIDENT),
    Transition(S.WAITING, A.TO_OFFICE,  S.WAITING,    CLOCK),
    Transition(S.WAITING, A.LAPSE,      S.LAPSED,     CLOCK),
), waits={S.WAITING: NOBODY}, final=frozenset({S.TAKEN_UP, S.DECLINED, S.TAKEN_BACK, S.LAPSED}))
# fmt: on
