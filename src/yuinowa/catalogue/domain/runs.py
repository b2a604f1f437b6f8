"""The steps of a file of records, from the preview to taking it back."""

from __future__ import annotations

from enum import StrEnum

from yuinowa.catalogue.domain.sources import RunState
from yuinowa.kernel.workflow import NOBODY, Transition, Workflow


class RunAction(StrEnum):
    """What is done with a file."""

    FETCH = "fetch"
    FINISH_FETCHING = "finish-fetching"
    FIND_NOTHING = "find-nothing"
    READ = "read"
    SHOW = "show"
    CHANGE_COLUMNS = "change-columns"
    TAKE = "take"
    FINISH = "finish"
    FAIL = "fail"
    DROP = "drop"
    UNDO = "undo"
    PUT_BACK = "put-back"


class RunRole(StrEnum):
    """Who acts on a run: whoever keeps the source, or the job that was started."""

    KEEPER = "keeper"
    JOB = "job"


S, A = RunState, RunAction
KEEPER, JOB = frozenset({RunRole.KEEPER}), frozenset({RunRole.JOB})

# A preview changes nothing, and a job is waited for by nobody: it says itself when it is done.
# fmt: off
RUN_WORKFLOW = Workflow(S.COLUMNS, (
    #          in            on                 gives         by
    Transition(S.COLUMNS,    A.FETCH,           S.FETCHING,   KEEPER),
    Transition(S.FETCHING,   A.FINISH_FETCHING, S.READING,    JOB),
    Transition(S.FETCHING,   A.FIND_NOTHING,    S.UNCHANGED,  JOB),
    Transition(S.FETCHING,   A.FAIL,            S.FAILED,     JOB),
    Transition(S.FETCHING,   A.DROP,            S.DROPPED,    KEEPER),
    Transition(S.FAILED,     A.FETCH,           S.FETCHING,   KEEPER),
    Transition(S.COLUMNS,    A.READ,            S.READING,    KEEPER),
    Transition(S.COLUMNS,    A.DROP,            S.DROPPED,    KEEPER),
    Transition(S.READING,    A.SHOW,            S.PREVIEW,    JOB),
    Transition(S.READING,    A.FAIL,            S.FAILED,     JOB),
    Transition(S.PREVIEW,    A.CHANGE_COLUMNS,  S.COLUMNS,    KEEPER),
    Transition(S.PREVIEW,    A.TAKE,            S.TAKING,     KEEPER | JOB),
    Transition(S.PREVIEW,    A.FIND_NOTHING,    S.UNCHANGED,  JOB),
    Transition(S.PREVIEW,    A.DROP,            S.DROPPED,    KEEPER),
    Transition(S.TAKING,     A.FINISH,          S.APPLIED,    JOB),
    Transition(S.APPLIED,    A.UNDO,            S.UNDOING,    KEEPER),
    Transition(S.UNDOING,    A.PUT_BACK,        S.UNDONE,     JOB),
    Transition(S.FAILED,     A.READ,            S.READING,    KEEPER),
    Transition(S.FAILED,     A.DROP,            S.DROPPED,    KEEPER),
), waits={
    S.COLUMNS: NOBODY, S.FETCHING: NOBODY, S.READING: NOBODY, S.PREVIEW: NOBODY, S.TAKING: NOBODY,
    S.APPLIED: NOBODY, S.UNDOING: NOBODY, S.FAILED: NOBODY,
}, final=frozenset({S.DROPPED, S.UNDONE, S.UNCHANGED}))
# fmt: on
