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
    """What a file of a plan or of an edition is; the value is how the file's name ends."""

    #: The report as it is printed.
    PDF = "pdf"
    WORKBOOK = "xlsx"
    #: Everything the plan holds, to be taken along.
    WHOLE_JSON = "whole.json"
    WHOLE_WORKBOOK = "whole.xlsx"
    #: A year's drafts to fill in: a worksheet each, or a workbook for each department.
    FORMS = "forms.xlsx"
    FORMS_APART = "forms.zip"


#: What an edition is printed as, and a plan as somebody reads it.
PRINTED = (FileForm.PDF, FileForm.WORKBOOK)
