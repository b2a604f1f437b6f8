"""Partnerships, their sides, what each side says, what all share, their agreements and costs."""

from yuinowa.partnerships.models.agreement import (
    Agreement,
    AgreementVersion,
    Approval,
    LeavingNotice,
    Signature,
    SignedFile,
    TextConsent,
)
from yuinowa.partnerships.models.costs import CostShare, CostStatement
from yuinowa.partnerships.models.partnership import Partnership, Party
from yuinowa.partnerships.models.shared import Consent, Goal, Task, TaskContributor
from yuinowa.partnerships.models.statements import Benefit, CanDo, Contribution, Need, Remark

__all__ = [
    "Agreement",
    "AgreementVersion",
    "Approval",
    "Benefit",
    "CanDo",
    "Consent",
    "Contribution",
    "CostShare",
    "CostStatement",
    "Goal",
    "LeavingNotice",
    "Need",
    "Partnership",
    "Party",
    "Remark",
    "Signature",
    "SignedFile",
    "Task",
    "TaskContributor",
    "TextConsent",
]
