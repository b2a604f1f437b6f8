"""A comment on a sheet (コメント): the officer and the checker take turns until one of them settles it."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from yuinowa.kernel.workflow import Transition, Verb, Waits, Workflow
from yuinowa.plans.domain.sheet import SheetRole, SheetState

#: Words of one comment or answer.
LONGEST = 1000
#: Comments under way on one sheet.
MOST_OPEN = 50


class CommentState(StrEnum):
    FOR_OFFICER = "for_officer"
    FOR_CHECKER = "for_checker"
    SETTLED = "settled"


class CommentAction(StrEnum):
    ANSWER = "answer"
    SETTLE = "settle"


S, A = CommentState, CommentAction
OFFICER, CHECKER = frozenset({SheetRole.OFFICER}), frozenset({SheetRole.CHECKER})

# fmt: off
COMMENT_WORKFLOW = Workflow(S.FOR_OFFICER, (
    #          in              on         gives           by
    Transition(S.FOR_OFFICER,  A.ANSWER,  S.FOR_CHECKER,  OFFICER),
    Transition(S.FOR_CHECKER,  A.ANSWER,  S.FOR_OFFICER,  CHECKER),
    Transition(S.FOR_OFFICER,  A.SETTLE,  S.SETTLED,      OFFICER | CHECKER),
    Transition(S.FOR_CHECKER,  A.SETTLE,  S.SETTLED,      OFFICER | CHECKER),
), waits={
    S.FOR_OFFICER: Waits(SheetRole.OFFICER, 14, "Then whoever asked reads the answer.", Verb.ANSWER),
    S.FOR_CHECKER: Waits(SheetRole.CHECKER, 14, "Then whoever asked reads the answer.", Verb.ANSWER),
}, final=frozenset({S.SETTLED}))
# fmt: on


def first_state(held: Collection[SheetRole], sheet: SheetState) -> CommentState:
    """For whom a new comment is: the other side's. Who holds both roles writes in the one whose turn the sheet is."""
    if SheetRole.OFFICER not in held:
        return S.FOR_OFFICER
    if SheetRole.CHECKER not in held:
        return S.FOR_CHECKER
    return S.FOR_OFFICER if sheet is SheetState.SUBMITTED else S.FOR_CHECKER
