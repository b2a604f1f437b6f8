"""The closed sets of a plan. Scales are no such set: they are data of the plan (plan-progress §2)."""

from __future__ import annotations

from enum import StrEnum


class Annex(StrEnum):
    """The three annexes of a progress report."""

    INDEX = "project-index"  # 別紙1
    SHEETS = "kpi-sheets"  # 別紙2
    NARRATIVE = "narrative-table"  # 参考資料


class BlockKind(StrEnum):
    """The blocks of the report's body."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    NOTE = "note"
    LEGEND = "status-legend"
    COUNT_TABLE = "status-count-table"


class CellRole(StrEnum):
    """What a text cell of a sheet with indicators says."""

    EVALUATION = "evaluation"
    ISSUES = "issues"
    NEXT_STEPS = "next_steps"


class SlotRole(StrEnum):
    """What an indicator of a plan measures: the work (取組目標) or what came of it (成果指標)."""

    OUTPUT = "output"
    OUTCOME = "outcome"


class Direction(StrEnum):
    """Which way an indicator should move."""

    UP = "up"
    DOWN = "down"
    KEEP = "keep"


class Flag(StrEnum):
    """What the tree of projects can be narrowed to."""

    PRIORITY = "priority"
    NEW = "new"
