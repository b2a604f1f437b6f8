"""The life of a partnership. Source: collaboration model §4 and §15.

Who is waited for is said side by side, for several sides are waited for at once: ``domain.gates`` names what is
missing of whom, ``services.turns`` makes the turns. So the table itself waits for nobody.
"""

from __future__ import annotations

from enum import StrEnum

from yuinowa.kernel.workflow import NOBODY, Transition, Workflow


class Phase(StrEnum):
    """Where a partnership stands; the first six follow each other."""

    #: One side has an idea; nobody else knows of it.
    IDEA = "idea"
    #: Others were asked, and fewer than two sides have joined.
    EXPLORING = "exploring"
    #: ニーズ評価と計画
    NEEDS = "needs"
    #: 目標設定と互恵性確認
    GOALS = "goals"
    #: 役割分担と責任
    ROLES = "roles"
    #: 評価方法特定
    EVALUATION_DESIGN = "evaluation_design"
    #: The text is settled; each side decides on it and signs.
    AWAITING_SIGNATURE = "awaiting_signature"
    #: An agreement is in force: the work itself.
    ACTIVE = "active"
    #: All sides agreed to pause (休止).
    SUSPENDED = "suspended"
    #: All sides agreed to close: each says what came of it.
    CLOSING = "closing"
    #: Every side has said what came of it (結了).
    CLOSED = "closed"
    #: Given up before anything was planned together.
    DECLINED = "declined"
    #: Given up later: fewer than two sides are left.
    WITHDRAWN = "withdrawn"
    #: Fewer than two sides are left of the work.
    TERMINATED_EARLY = "terminated_early"
    #: The term of the agreement is over and nothing was decided.
    LAPSED = "lapsed"

    @property
    def is_over(self) -> bool:
        return self in OVER


class Step(StrEnum):
    """What moves a partnership on."""

    ASK = "ask"
    GO_ON = "go_on"
    GIVE_UP = "give_up"
    WITHDRAW = "withdraw"
    CONCLUDE = "conclude"
    END_EARLY = "end_early"
    LAPSE = "lapse"
    SUSPEND = "suspend"
    RESUME = "resume"
    CLOSE = "close"


class Mover(StrEnum):
    """Who takes a step."""

    #: Somebody who leads one of the sides that have joined.
    LEAD = "lead"
    #: What an agreement brings about: its last signature, its days, a side's notice.
    AGREEMENT = "agreement"
    #: What all sides consented to.
    ALL_SIDES = "all_sides"


P, S, M, AGREEMENT = Phase, Step, frozenset({Mover.LEAD}), frozenset({Mover.AGREEMENT})
ALL_SIDES = frozenset({Mover.ALL_SIDES})

# fmt: off
PARTNERSHIP_WORKFLOW = Workflow(P.IDEA, (
    #          in                   on           gives                by
    Transition(P.IDEA,              S.ASK,       P.EXPLORING,         M),
    Transition(P.IDEA,              S.GIVE_UP,   P.DECLINED,          M),
    Transition(P.EXPLORING,         S.GO_ON,     P.NEEDS,             M),
    Transition(P.EXPLORING,         S.GIVE_UP,   P.DECLINED,          M),
    Transition(P.NEEDS,             S.GO_ON,     P.GOALS,             M),
    Transition(P.NEEDS,             S.GIVE_UP,   P.DECLINED,          M),
    Transition(P.GOALS,             S.GO_ON,     P.ROLES,             M),
    Transition(P.GOALS,             S.WITHDRAW,  P.WITHDRAWN,         M),
    Transition(P.ROLES,             S.GO_ON,     P.EVALUATION_DESIGN, M),
    Transition(P.ROLES,             S.WITHDRAW,  P.WITHDRAWN,         M),
    Transition(P.EVALUATION_DESIGN, S.GO_ON,     P.AWAITING_SIGNATURE, M),
    Transition(P.EVALUATION_DESIGN, S.WITHDRAW,  P.WITHDRAWN,         M),
    Transition(P.AWAITING_SIGNATURE, S.CONCLUDE, P.ACTIVE,            AGREEMENT),
    Transition(P.AWAITING_SIGNATURE, S.WITHDRAW, P.WITHDRAWN,         M),
    Transition(P.ACTIVE,            S.END_EARLY, P.TERMINATED_EARLY,  AGREEMENT),
    Transition(P.ACTIVE,            S.LAPSE,     P.LAPSED,            AGREEMENT),
    Transition(P.ACTIVE,            S.SUSPEND,   P.SUSPENDED,         ALL_SIDES),
    Transition(P.ACTIVE,            S.CLOSE,     P.CLOSING,           ALL_SIDES),
    Transition(P.SUSPENDED,         S.RESUME,    P.ACTIVE,            ALL_SIDES),
    Transition(P.SUSPENDED,         S.CLOSE,     P.CLOSING,           ALL_SIDES),
    Transition(P.SUSPENDED,         S.END_EARLY, P.TERMINATED_EARLY,  AGREEMENT),
    Transition(P.SUSPENDED,         S.LAPSE,     P.LAPSED,            AGREEMENT),
    Transition(P.CLOSING,           S.GO_ON,     P.CLOSED,            M),
    Transition(P.CLOSING,           S.END_EARLY, P.TERMINATED_EARLY,  AGREEMENT),
), waits={
    P.IDEA: NOBODY,
    P.EXPLORING: NOBODY,
    P.NEEDS: NOBODY,
    P.GOALS: NOBODY,
    P.ROLES: NOBODY,
    P.EVALUATION_DESIGN: NOBODY,
    P.AWAITING_SIGNATURE: NOBODY,
    P.ACTIVE: NOBODY,
    P.SUSPENDED: NOBODY,
    P.CLOSING: NOBODY,
}, final=frozenset({P.CLOSED, P.DECLINED, P.WITHDRAWN, P.TERMINATED_EARLY, P.LAPSED}))
# fmt: on

#: In the order of the phases: a constraint is made of them.
OVER = tuple(phase for phase in Phase if phase in PARTNERSHIP_WORKFLOW.final)
#: The phases of the work itself, in their order, as the phase bar shows them.
ORDER = (P.IDEA, P.EXPLORING, P.NEEDS, P.GOALS, P.ROLES, P.EVALUATION_DESIGN, P.AWAITING_SIGNATURE)
#: Phases in which sides still join, write and plan.
PLANNING = ORDER
#: In which agreements are written and decided on, and in which they are signed; a pause is often ended by a new text.
AGREEING = (P.ROLES, P.EVALUATION_DESIGN, P.AWAITING_SIGNATURE, P.ACTIVE, P.SUSPENDED)
SIGNING = (P.AWAITING_SIGNATURE, P.ACTIVE, P.SUSPENDED)
#: The work has begun and is not over: a side leaves by notice (I18), what was agreed to stays as it was.
BEGUN = (P.ACTIVE, P.SUSPENDED, P.CLOSING)
#: The work begins nothing new: no activity is planned, nobody accedes. What was done is still written down.
RESTING = (P.SUSPENDED, P.CLOSING)
#: In which the last day of the last agreement ends the partnership.
LAPSING = (P.ACTIVE, P.SUSPENDED)
#: After which a partnership can be taken up again as another one: it was at work.
SUCCEEDED = (P.CLOSED, P.TERMINATED_EARLY, P.LAPSED)
#: What ends a partnership when a side leaves and fewer than two are left (I1).
ENDING = {
    phase: step
    for phase in PLANNING
    for step in (S.GIVE_UP, S.WITHDRAW)
    if PARTNERSHIP_WORKFLOW.roles_for(phase, step)
}


def up_to(phase: Phase) -> tuple[Phase, ...]:
    """``phase`` and those before it: what was reached once has to hold until the work begins."""
    if phase in ORDER:
        return ORDER[: ORDER.index(phase) + 1]
    return () if phase.is_over else (phase,)


def follows(phase: Phase) -> Phase | None:
    """The phase that a lead can go on to; None where a gate of another part, or nothing, follows."""
    able = PARTNERSHIP_WORKFLOW.roles_for(phase, S.GO_ON)
    return PARTNERSHIP_WORKFLOW.target(phase, S.GO_ON, Mover.LEAD) if able else None
