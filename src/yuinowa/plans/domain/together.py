"""A project and the partnership with which it is carried out (いっしょに進める協働): the plan's people link the two, and each
side may say that the project is none of its partnership's.
"""

from __future__ import annotations

from enum import StrEnum

from yuinowa.kernel.workflow import NOBODY, Transition, Verb, Waits, Workflow

#: What the project has to do with the partnership, and why a side doubts it: one line.
LONGEST = 300


class LinkState(StrEnum):
    STANDING = "standing"
    DOUBTED = "doubted"
    ENDED = "ended"


class LinkAction(StrEnum):
    DOUBT = "doubt"
    RESTORE = "restore"
    END = "end"


class LinkRole(StrEnum):
    #: Whoever keeps the plan; called as the role of the person, for it is waited for.
    KEEPER = "plan_officer"
    #: Who leads a side; once it is doubted, the side that does.
    SIDE = "side"


S, A = LinkState, LinkAction
KEEPER, SIDE = frozenset({LinkRole.KEEPER}), frozenset({LinkRole.SIDE})

# fmt: off
LINK_WORKFLOW = Workflow(S.STANDING, (
    #          in           on         gives        by
    Transition(S.STANDING,  A.DOUBT,   S.DOUBTED,   SIDE),
    Transition(S.STANDING,  A.END,     S.ENDED,     KEEPER),
    Transition(S.DOUBTED,   A.RESTORE, S.STANDING,  SIDE),
    Transition(S.DOUBTED,   A.END,     S.ENDED,     KEEPER),
), waits={
    S.STANDING: NOBODY,
    S.DOUBTED: Waits(LinkRole.KEEPER, 14, "Until then it is shown to the two alone.", Verb.DECIDE),
}, final=frozenset({S.ENDED}))
# fmt: on
