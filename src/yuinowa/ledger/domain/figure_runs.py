"""The words of a file of figures that comes in: how far it has come, what becomes of each figure."""

from __future__ import annotations

from enum import StrEnum

from yuinowa.kernel.workflow import NOBODY, Transition, Workflow


class Aim(StrEnum):
    """What the file says: what institutions gave one another, or the figures of indicators."""

    EXCHANGE = "exchange"
    INDICATORS = "indicators"


class RunState(StrEnum):
    """A preview is taken or dropped; what was taken can be taken back."""

    #: The columns wait to be said.
    COLUMNS = "columns"
    PREVIEW = "preview"
    TAKEN = "taken"
    DROPPED = "dropped"
    UNDONE = "undone"


class RunAction(StrEnum):
    SHOW = "show"
    #: Say what words of the file mean, and look again.
    MEAN = "mean"
    CHANGE_COLUMNS = "change-columns"
    TAKE = "take"
    DROP = "drop"
    UNDO = "undo"


class RunRole(StrEnum):
    SENDER = "sender"


class Outcome(StrEnum):
    """What becomes of one figure. ``contested``: another one stands, so it waits for a decision."""

    NEW = "new"
    SAME = "same"
    CONTESTED = "contested"
    LEFT = "left"
    REFUSED = "refused"


#: What taking writes.
TAKEN_OUTCOMES = frozenset({Outcome.NEW, Outcome.CONTESTED})


class Decision(StrEnum):
    """Which of two figures of an indicator counts: the file's, or the one that stands."""

    FILE = "file"
    STANDS = "stands"


S, A = RunState, RunAction
SENDER = frozenset({RunRole.SENDER})

# A preview changes nothing, and what was taken needs nobody: contested figures have waits of their own.
# fmt: off
FIGURE_RUN_WORKFLOW = Workflow(S.COLUMNS, (
    #          in          on                 gives       by
    Transition(S.COLUMNS,  A.SHOW,            S.PREVIEW,  SENDER),
    Transition(S.COLUMNS,  A.DROP,            S.DROPPED,  SENDER),
    Transition(S.PREVIEW,  A.TAKE,            S.TAKEN,    SENDER),
    Transition(S.PREVIEW,  A.MEAN,            S.PREVIEW,  SENDER),
    Transition(S.PREVIEW,  A.CHANGE_COLUMNS,  S.COLUMNS,  SENDER),
    Transition(S.PREVIEW,  A.DROP,            S.DROPPED,  SENDER),
    Transition(S.TAKEN,    A.UNDO,            S.UNDONE,   SENDER),
), waits={S.COLUMNS: NOBODY, S.PREVIEW: NOBODY, S.TAKEN: NOBODY},
   final=frozenset({S.DROPPED, S.UNDONE}))
# fmt: on
