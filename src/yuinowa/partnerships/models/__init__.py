"""Partnerships, their sides, what each side says, what all share, what they do, their agreements and costs, the principles they adopt."""

from yuinowa.partnerships.models.accessions import Accession, AccessionConsent
from yuinowa.partnerships.models.activities import Activity, ActivityHost, ActivityRecord
from yuinowa.partnerships.models.afterwards import Afterwards
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
from yuinowa.partnerships.models.ideas import Idea, IdeaPassing, SentIdea
from yuinowa.partnerships.models.issues import Issue, IssueWish, Risk
from yuinowa.partnerships.models.motions import ClosingWords, GoalResult, Motion, MotionConsent
from yuinowa.partnerships.models.partnership import Partnership, Party
from yuinowa.partnerships.models.postings import BegunFrom, Posting
from yuinowa.partnerships.models.principles import (
    Adoption,
    AdoptionConsent,
    OwnPrinciples,
    PrincipleCheck,
)
from yuinowa.partnerships.models.pulse import Pulse, PulseAnswer, PulsePoint
from yuinowa.partnerships.models.rhythm import Rhythm, RhythmConsent
from yuinowa.partnerships.models.shared import Consent, Goal, Task, TaskContributor
from yuinowa.partnerships.models.statements import Benefit, CanDo, Contribution, Need, Remark

__all__ = [
    "Accession",
    "AccessionConsent",
    "Activity",
    "ActivityHost",
    "ActivityRecord",
    "Adoption",
    "AdoptionConsent",
    "Afterwards",
    "Agreement",
    "AgreementVersion",
    "Approval",
    "BegunFrom",
    "Benefit",
    "CanDo",
    "ClosingWords",
    "Consent",
    "Contribution",
    "CostShare",
    "CostStatement",
    "Goal",
    "GoalResult",
    "Idea",
    "IdeaPassing",
    "Issue",
    "IssueWish",
    "LeavingNotice",
    "Motion",
    "MotionConsent",
    "Need",
    "OwnPrinciples",
    "Partnership",
    "Party",
    "Posting",
    "PrincipleCheck",
    "Pulse",
    "PulseAnswer",
    "PulsePoint",
    "Remark",
    "Rhythm",
    "RhythmConsent",
    "Risk",
    "SentIdea",
    "Signature",
    "SignedFile",
    "Task",
    "TaskContributor",
    "TextConsent",
]
