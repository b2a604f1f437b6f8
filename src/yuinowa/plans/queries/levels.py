"""What a plan calls its levels: from the labels of its parts, and from the heads that its report prints."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from yuinowa.plans.domain.structure import Part, level_of
from yuinowa.plans.models import Goal, Measure, Plan
from yuinowa.plans.queries.printed import PrintedPlan

#: The heads of the index of projects that name a level, by their place.
_MEASURE_HEAD, _PROJECT_HEAD = 0, 2


def level_names(plan: Plan) -> dict[Part, str]:
    """The plan's own names of its levels; empty where it has none. Two queries."""
    goals = Goal.objects.filter(plan=plan).values_list("label", flat=True)
    measures = Measure.objects.filter(goal__plan=plan).values_list("label", flat=True)
    return names_of(plan.annexes, goals, measures)


def printed_level_names(printed: PrintedPlan) -> dict[Part, str]:
    """The same of a plan as it is printed, now or in an edition; no query."""
    goals = [goal.goal.label for goal in printed.goals]
    measures = [row.measure.label for goal in printed.goals for row in goal.measures]
    return names_of(printed.plan.annexes, goals, measures)


def names_of(
    annexes: Sequence[Mapping[str, Any]], goals: Iterable[str], measures: Iterable[str]
) -> dict[Part, str]:
    """The names of the levels by the labels of ``goals`` and ``measures`` and by the heads of the index."""
    heads = annexes[0].get("columns", []) if annexes else []
    return {
        Part.GOAL: level_of(goals),
        Part.MEASURE: level_of(measures) or _head(heads, _MEASURE_HEAD),
        Part.PROJECT: _head(heads, _PROJECT_HEAD).removesuffix("名"),
    }


def _head(heads: list[str], place: int) -> str:
    return heads[place].strip() if len(heads) > place else ""
