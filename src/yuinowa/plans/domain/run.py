"""Work on a plan that takes a while (作業): asked for by a person, carried out by a job, told on a page."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

from yuinowa.kernel.workflow import NOBODY, Transition, Workflow

#: So long it can be read how the work ended; what came of it stays.
KEEP_RUNS = timedelta(days=30)


class RunState(StrEnum):
    WORKING = "working"
    DONE = "done"
    #: What the deed refused, the run says; nothing else changed.
    FAILED = "failed"


class RunAction(StrEnum):
    FINISH = "finish"
    FAIL = "fail"


class RunRole(StrEnum):
    JOB = "job"


S, A, JOB = RunState, RunAction, frozenset({RunRole.JOB})

# fmt: off
RUN_WORKFLOW = Workflow(S.WORKING, (
    #          in          on        gives     by
    Transition(S.WORKING,  A.FINISH, S.DONE,   JOB),
    Transition(S.WORKING,  A.FAIL,   S.FAILED, JOB),
), waits={S.WORKING: NOBODY}, final=frozenset({S.DONE, S.FAILED}))
# fmt: on


class EditionDeed(StrEnum):
    """What takes an edition one step on: one at a time for a plan and year."""

    PREPARE = "prepare"
    PUBLISH = "publish"


class FileForm(StrEnum):
    """What a plan or an edition is printed as; the value is the ending of the file's name."""

    PDF = "pdf"
    WORKBOOK = "xlsx"
