"""Partnerships, their sides, their agreements, the costs they share."""

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

__all__ = [
    "Agreement",
    "AgreementVersion",
    "Approval",
    "CostShare",
    "CostStatement",
    "LeavingNotice",
    "Partnership",
    "Party",
    "Signature",
    "SignedFile",
    "TextConsent",
]
