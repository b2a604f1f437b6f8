"""What a plan calls its levels: from the labels of its parts, and from the heads that its report prints."""

from __future__ import annotations

from collections.abc import Iterable

from yuinowa.plans.domain.structure import Part, level_of
from yuinowa.plans.models import Goal, Measure, Plan
from yuinowa.plans.queries.printed import PrintedPlan

#: The heads of the index of projects that name a level, by their place.
_MEASURE_HEAD, _PROJECT_HEAD = 0, 2


def level_names(plan: Plan) -> dict[Part, str]:
    """The plan's own names of its levels; empty where it has none. Two queries."""
    goals = Goal.objects.filter(plan=plan).values_list("label", flat=True)
    measures = Measure.objects.filter(goal__plan=plan).values_list("label", flat=True)
    return _names(plan, goals, measures)


def printed_level_names(printed: PrintedPlan) -> dict[Part, str]:
    """The same of a plan as it is printed, now or in an edition; no query."""
    goals = [goal.goal.label for goal in printed.goals]
    measures = [row.measure.label for goal in printed.goals for row in goal.measures]
    return _names(printed.plan, goals, measures)


def _names(plan: Plan, goals: Iterable[str], measures: Iterable[str]) -> dict[Part, str]:
    heads = plan.annexes[0].get("columns", []) if plan.annexes else []
    return {
        Part.GOAL: level_of(goals),
        Part.MEASURE: level_of(measures) or _head(heads, _MEASURE_HEAD),
        Part.PROJECT: _head(heads, _PROJECT_HEAD).removesuffix("名"),
    }


def _head(heads: list[str], place: int) -> str:
    return heads[place].strip() if len(heads) > place else ""
