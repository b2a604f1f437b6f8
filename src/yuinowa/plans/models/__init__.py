"""The tables of plans: the plan as printed, its projects, and their progress sheets."""

from yuinowa.plans.models.claim import ClaimCheck
from yuinowa.plans.models.comment import CommentText, SheetComment
from yuinowa.plans.models.edition import Edition, EditionChange, EditionFigure
from yuinowa.plans.models.evidence import PartnerMention, ProjectEvidence
from yuinowa.plans.models.plan import (
    Goal,
    IndicatorSlot,
    Measure,
    Plan,
    PlannedAction,
    Project,
    ScaleStep,
)
from yuinowa.plans.models.returned import FilledForm, FilledSheet, OwnForm
from yuinowa.plans.models.round import PlanYear
from yuinowa.plans.models.rule import OutsideReview, RatingRecord, RatingRule
from yuinowa.plans.models.run import EditionRun, FileRun
from yuinowa.plans.models.sheet import LineResult, Sheet, SheetCell, SheetFigure, SheetLine
from yuinowa.plans.models.together import ProjectPartnership

__all__ = [
    "ClaimCheck",
    "CommentText",
    "Edition",
    "EditionChange",
    "EditionFigure",
    "EditionRun",
    "FileRun",
    "FilledForm",
    "FilledSheet",
    "Goal",
    "IndicatorSlot",
    "LineResult",
    "Measure",
    "OutsideReview",
    "OwnForm",
    "PartnerMention",
    "Plan",
    "PlanYear",
    "PlannedAction",
    "Project",
    "ProjectEvidence",
    "ProjectPartnership",
    "RatingRecord",
    "RatingRule",
    "ScaleStep",
    "Sheet",
    "SheetCell",
    "SheetComment",
    "SheetFigure",
    "SheetLine",
]
