"""The life of an application for an ISIL: a new one, a change, an abolition."""

from __future__ import annotations

from enum import StrEnum

from yuinowa.kernel.workflow import Transition, Verb, Waits, Workflow


class ApplicationKind(StrEnum):
    NEW = "new"
    CHANGE = "change"
    ABOLITION = "abolition"


class ApplicationState(StrEnum):
    APPLIED = "applied"
    CHECKED = "checked"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class ApplicationAction(StrEnum):
    CHECK = "check"
    GRANT = "grant"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"


class ApplicationRole(StrEnum):
    """Who acts: whoever applied, or the agency that keeps the register. The words are those of affiliations' roles."""

    APPLICANT = "admin"
    AGENCY = "region_admin"


S, A = ApplicationState, ApplicationAction
APPLICANT, AGENCY = frozenset({ApplicationRole.APPLICANT}), frozenset({ApplicationRole.AGENCY})

# fmt: off
APPLICATION_WORKFLOW = Workflow(S.APPLIED, (
    #          in          on           gives         by
    Transition(S.APPLIED,  A.CHECK,     S.CHECKED,    AGENCY),
    Transition(S.APPLIED,  A.REFUSE,    S.REFUSED,    AGENCY),
    Transition(S.APPLIED,  A.WITHDRAW,  S.WITHDRAWN,  APPLICANT),
    Transition(S.CHECKED,  A.GRANT,     S.GRANTED,    AGENCY),
    Transition(S.CHECKED,  A.REFUSE,    S.REFUSED,    AGENCY),
    Transition(S.CHECKED,  A.WITHDRAW,  S.WITHDRAWN,  APPLICANT),
), waits={
    S.APPLIED: Waits(ApplicationRole.AGENCY, 14, "Then the application can be granted.", Verb.CHECK),
    S.CHECKED: Waits(ApplicationRole.AGENCY, 7, "Then the register says so, and the applicant sees it.", Verb.DECIDE),
}, final=frozenset({S.GRANTED, S.REFUSED, S.WITHDRAWN}))
# fmt: on
