"""The words of a file taken in: what kind it is, how far it has come, what becomes of each line."""

from __future__ import annotations

from enum import StrEnum

from yuinowa.kernel.workflow import NOBODY, Transition, Workflow


class RunKind(StrEnum):
    INSTITUTIONS = "institutions"
    ISIL = "isil"


class RunState(StrEnum):
    """A preview is taken or dropped; what was taken can be taken back."""

    #: The columns wait to be confirmed.
    COLUMNS = "columns"
    #: A job reads the file; nothing is changed.
    READING = "reading"
    PREVIEW = "preview"
    #: A job writes, all or nothing.
    TAKING = "taking"
    APPLIED = "applied"
    DROPPED = "dropped"
    UNDONE = "undone"
    #: Could not be read, or somebody changed what it changes; the run says why.
    FAILED = "failed"


class LineOutcome(StrEnum):
    """``gone``: we have it, the file no longer has."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    GONE = "gone"
    REFUSED = "refused"


class RunAction(StrEnum):
    """What is done with a file. The columns of a register file are known: it is read as soon as it is received."""

    READ = "read"
    SHOW = "show"
    CHANGE_COLUMNS = "change-columns"
    TAKE = "take"
    FINISH = "finish"
    FAIL = "fail"
    DROP = "drop"
    UNDO = "undo"


class RunRole(StrEnum):
    """Who acts on a run: the region office, or the job it started."""

    OFFICE = "office"
    JOB = "job"


S, A = RunState, RunAction
OFFICE, JOB = frozenset({RunRole.OFFICE}), frozenset({RunRole.JOB})

# A preview changes nothing, and a job is waited for by nobody: it says itself when it is done.
# fmt: off
RUN_WORKFLOW = Workflow(S.COLUMNS, (
    #          in            on                 gives         by
    Transition(S.COLUMNS,    A.READ,            S.READING,    OFFICE),
    Transition(S.COLUMNS,    A.DROP,            S.DROPPED,    OFFICE),
    Transition(S.READING,    A.SHOW,            S.PREVIEW,    JOB),
    Transition(S.READING,    A.FAIL,            S.FAILED,     JOB),
    Transition(S.PREVIEW,    A.CHANGE_COLUMNS,  S.COLUMNS,    OFFICE),
    Transition(S.PREVIEW,    A.TAKE,            S.TAKING,     OFFICE),
    Transition(S.PREVIEW,    A.DROP,            S.DROPPED,    OFFICE),
    Transition(S.TAKING,     A.FINISH,          S.APPLIED,    JOB),
    Transition(S.TAKING,     A.FAIL,            S.FAILED,     JOB),
    Transition(S.APPLIED,    A.UNDO,            S.UNDONE,     OFFICE),
    Transition(S.FAILED,     A.READ,            S.READING,    OFFICE),
    Transition(S.FAILED,     A.CHANGE_COLUMNS,  S.COLUMNS,    OFFICE),
    Transition(S.FAILED,     A.DROP,            S.DROPPED,    OFFICE),
), waits={
    S.COLUMNS: NOBODY, S.READING: NOBODY, S.PREVIEW: NOBODY, S.TAKING: NOBODY,
    S.APPLIED: NOBODY, S.FAILED: NOBODY,
}, final=frozenset({S.DROPPED, S.UNDONE}))
# fmt: on
