"""Partnerships, their sides, their agreements."""

from yuinowa.partnerships.models.agreement import (
    Agreement,
    AgreementVersion,
    Approval,
    LeavingNotice,
    Signature,
    SignedFile,
    TextConsent,
)
from yuinowa.partnerships.models.partnership import Partnership, Party

__all__ = [
    "Agreement",
    "AgreementVersion",
    "Approval",
    "LeavingNotice",
    "Partnership",
    "Party",
    "Signature",
    "SignedFile",
    "TextConsent",
]
