"""The life of a progress sheet (進捗管理票). Source: collaboration-model §15, ProgressSheet."""

from __future__ import annotations

from enum import StrEnum

from yuinowa.kernel.workflow import NOBODY, Transition, Verb, Waits, Workflow


class SheetState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    CHECKED = "checked"
    PUBLISHED = "published"
    #: Was published; a later edition of the same year corrects it. Never overwritten (I29).
    CORRECTED = "corrected"


class SheetAction(StrEnum):
    SUBMIT = "submit"
    RETURN = "return"
    CHECK = "check"
    PUBLISH = "publish"
    CORRECT = "correct"


class SheetRole(StrEnum):
    """Who acts on a sheet. The words are those of the affiliations' roles."""

    OFFICER = "plan_officer"
    CHECKER = "plan_checker"


S, A = SheetState, SheetAction
OFFICER, CHECKER = frozenset({SheetRole.OFFICER}), frozenset({SheetRole.CHECKER})
EITHER = OFFICER | CHECKER

# fmt: off
SHEET_WORKFLOW = Workflow(S.DRAFT, (
    #          in            on         gives         by
    Transition(S.DRAFT,      A.SUBMIT,  S.SUBMITTED,  OFFICER),
    Transition(S.SUBMITTED,  A.CHECK,   S.CHECKED,    CHECKER),
    Transition(S.SUBMITTED,  A.RETURN,  S.DRAFT,      CHECKER),
    Transition(S.CHECKED,    A.PUBLISH, S.PUBLISHED,  EITHER),
    Transition(S.CHECKED,    A.RETURN,  S.DRAFT,      EITHER),
    Transition(S.PUBLISHED,  A.CORRECT, S.CORRECTED,  OFFICER),
), waits={
    S.DRAFT:     Waits(SheetRole.OFFICER, 30, "Then the sheet is checked by a second person.", Verb.FILL_IN),
    S.SUBMITTED: Waits(SheetRole.CHECKER, 14, "Then the sheet can be published.", Verb.CHECK),
    S.CHECKED:   Waits(SheetRole.OFFICER, 7, "Then whoever may see the plan can read the sheet.", Verb.PUBLISH),
    S.PUBLISHED: NOBODY,
}, final=frozenset({S.CORRECTED}))
# fmt: on

#: States in which everybody may read a sheet of a public plan.
OPEN_STATES = (SheetState.PUBLISHED, SheetState.CORRECTED)
