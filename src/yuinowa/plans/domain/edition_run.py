"""The work on an edition of many sheets (版の作業): asked for by a person, carried out by a job, told on a page."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

from yuinowa.kernel.workflow import NOBODY, Transition, Workflow

#: So long it can be read how the work ended; the edition itself stays.
KEEP_EDITION_RUNS = timedelta(days=30)


class EditionDeed(StrEnum):
    PREPARE = "prepare"
    PUBLISH = "publish"
    #: The files of an edition, printed once and kept; the value is the ending of their name.
    PDF = "pdf"
    WORKBOOK = "xlsx"


#: What makes a file and changes nothing of the edition.
FILE_DEEDS = (EditionDeed.PDF, EditionDeed.WORKBOOK)
#: What takes an edition one step on: one at a time for a plan and year.
STEP_DEEDS = (EditionDeed.PREPARE, EditionDeed.PUBLISH)


class EditionRunState(StrEnum):
    WORKING = "working"
    DONE = "done"
    #: What the deed refused, the run says; nothing of the edition changed.
    FAILED = "failed"


class EditionRunAction(StrEnum):
    FINISH = "finish"
    FAIL = "fail"


class EditionRunRole(StrEnum):
    JOB = "job"


S, A, JOB = EditionRunState, EditionRunAction, frozenset({EditionRunRole.JOB})

# fmt: off
EDITION_RUN_WORKFLOW = Workflow(S.WORKING, (
    #          in          on        gives     by
    Transition(S.WORKING,  A.FINISH, S.DONE,   JOB),
    Transition(S.WORKING,  A.FAIL,   S.FAILED, JOB),
), waits={S.WORKING: NOBODY}, final=frozenset({S.DONE, S.FAILED}))
# fmt: on
