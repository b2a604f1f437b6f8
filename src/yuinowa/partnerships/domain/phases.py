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
    #: Given up before anything was planned together.
    DECLINED = "declined"
    #: Given up later: fewer than two sides are left.
    WITHDRAWN = "withdrawn"

    @property
    def is_over(self) -> bool:
        return self in OVER


class Step(StrEnum):
    """What moves a partnership on."""

    ASK = "ask"
    GO_ON = "go_on"
    GIVE_UP = "give_up"
    WITHDRAW = "withdraw"


class Mover(StrEnum):
    """Who takes a step."""

    #: Somebody who leads one of the sides that have joined.
    LEAD = "lead"


P, S, M = Phase, Step, frozenset({Mover.LEAD})

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
    Transition(P.EVALUATION_DESIGN, S.WITHDRAW,  P.WITHDRAWN,         M),
), waits={
    P.IDEA: NOBODY,
    P.EXPLORING: NOBODY,
    P.NEEDS: NOBODY,
    P.GOALS: NOBODY,
    P.ROLES: NOBODY,
    P.EVALUATION_DESIGN: NOBODY,
}, final=frozenset({P.DECLINED, P.WITHDRAWN}))
# fmt: on

#: In the order of the phases: a constraint is made of them.
OVER = tuple(phase for phase in Phase if phase in PARTNERSHIP_WORKFLOW.final)
#: The phases of the work itself, in their order, as the phase bar shows them.
ORDER = (P.IDEA, P.EXPLORING, P.NEEDS, P.GOALS, P.ROLES, P.EVALUATION_DESIGN)
#: Phases in which sides still join, write and plan.
PLANNING = ORDER
#: What ends a partnership when a side leaves and fewer than two are left (I1).
ENDING = {
    phase: step
    for phase in PLANNING
    for step in (S.GIVE_UP, S.WITHDRAW)
    if PARTNERSHIP_WORKFLOW.roles_for(phase, step)
}


def up_to(phase: Phase) -> tuple[Phase, ...]:
    """``phase`` and those before it: what was reached once has to hold later too."""
    return ORDER[: ORDER.index(phase) + 1] if phase in ORDER else ()


def follows(phase: Phase) -> Phase | None:
    """The phase that a lead can go on to; None where a gate of another part, or nothing, follows."""
    able = PARTNERSHIP_WORKFLOW.roles_for(phase, S.GO_ON)
    return PARTNERSHIP_WORKFLOW.target(phase, S.GO_ON, Mover.LEAD) if able else None
