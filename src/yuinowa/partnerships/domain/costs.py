"""The life of a statement of costs: prepared, issued, put right by a later one. Source: collaboration model §8."""

from __future__ import annotations

from enum import StrEnum

from yuinowa.kernel.workflow import NOBODY, Transition, Workflow

#: Characters: whose figures they are, as they are cited.
MAX_SOURCE = 200


class StatementState(StrEnum):
    """Where a statement stands."""

    DRAFT = "draft"
    ISSUED = "issued"
    #: A later one put it right; it stays as it was.
    REPLACED = "replaced"


class StatementStep(StrEnum):
    """What is done with it."""

    ISSUE = "issue"
    REPLACE = "replace"


class CostRole(StrEnum):
    """Who does it."""

    #: Leads the side that keeps the common accounts.
    KEEPER = "keeper"


S, A, M = StatementState, StatementStep, frozenset({CostRole.KEEPER})

# fmt: off
COST_WORKFLOW = Workflow(S.DRAFT, (
    #          in        on         gives       by
    Transition(S.DRAFT,  A.ISSUE,   S.ISSUED,   M),
    Transition(S.ISSUED, A.REPLACE, S.REPLACED, M),
), waits={
    # Nobody waits for a draft that nobody knows of; an issued one is paid outside the platform.
    S.DRAFT: NOBODY,
    S.ISSUED: NOBODY,
}, final=frozenset({S.REPLACED}))
# fmt: on
