"""Why the two work together, what is hard about it, what helps: words that can be counted.

Source: collaboration model §1 (necessity and tasks, after Saunders & Corning and 佐藤・河井・薬袋) and §4 (enablers, barriers).
"""

from __future__ import annotations

from enum import StrEnum


class TagSort(StrEnum):
    REASON = "reason"
    TASK = "task"
    BARRIER = "barrier"
    ENABLER = "enabler"


class TagCode(StrEnum):
    """A code says its sort before the point."""

    SHRINKING = "reason.shrinking"
    NEW_ENVIRONMENT = "reason.new_environment"
    NO_DUPLICATION = "reason.no_duplication"
    NEW_USERS = "reason.new_users"
    SYNERGY = "reason.synergy"
    DUTY = "reason.duty"
    LOCAL_NEED = "reason.local_need"
    UNDERSTANDING = "task.understanding"
    RECIPROCITY = "task.reciprocity"
    RESOURCES = "task.resources"
    APPROACH = "task.approach"
    CASES = "task.cases"
    STAFF = "barrier.staff"
    BUDGET = "barrier.budget"
    COMPETITION = "barrier.competition"
    TIME = "barrier.time"
    TRUST = "enabler.trust"
    COMMUNICATION = "enabler.communication"
    TOOLS = "enabler.tools"

    @property
    def sort(self) -> TagSort:
        return TagSort(self.value.partition(".")[0])


def of_sort(sort: TagSort) -> tuple[TagCode, ...]:
    return tuple(code for code in TagCode if code.sort is sort)


#: Fewer sides than these are not counted out loud: in a small region one would know who it was.
SMALLEST_COUNT = 3
