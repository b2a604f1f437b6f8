"""How plans are built: how many goals, measures and projects, and what each plan calls them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from yuinowa.plans.domain.snapshot import Frozen
from yuinowa.plans.domain.structure import Part
from yuinowa.plans.models import Goal, Measure, Plan, Project
from yuinowa.plans.queries.levels import names_of


@dataclass(frozen=True)
class Built:
    """The parts of a plan; ``names``: its own words for its levels, empty where it has none."""

    counts: Mapping[Part, int] = field(default_factory=dict)
    names: Mapping[Part, str] = field(default_factory=dict)

    def of(self, part: Part) -> int:
        return self.counts.get(part, 0)

    @property
    def projects(self) -> int:
        return self.of(Part.PROJECT)


def built_of(plans: Collection[Plan], frozen: Mapping[int, Frozen]) -> Mapping[int, Built]:
    """By plan, as the edition in ``frozen`` has it, or as it stands today. Three queries."""
    ids = [plan.pk for plan in plans]
    goals, measures = defaultdict[int, list[str]](list), defaultdict[int, list[str]](list)
    for plan, label in Goal.objects.filter(plan__in=ids).values_list("plan_id", "label"):
        goals[plan].append(label)
    rows = Measure.objects.filter(goal__plan__in=ids).values_list("goal__plan_id", "label")
    for plan, label in rows:
        measures[plan].append(label)
    projects = Counter(Project.objects.filter(plan__in=ids).values_list("plan_id", flat=True))
    return {
        plan.pk: _frozen(frozen[plan.pk])
        if plan.pk in frozen
        else _built(plan.annexes, goals[plan.pk], measures[plan.pk], projects[plan.pk])
        for plan in plans
    }


def _frozen(snapshot: Frozen) -> Built:
    goals = snapshot["goals"]
    measures = [measure for goal in goals for measure in goal["measures"]]
    return _built(
        snapshot["plan"]["annexes"],
        [goal["label"] for goal in goals],
        [measure["label"] for measure in measures],
        sum(len(measure["projects"]) for measure in measures),
    )


def _built(
    annexes: Sequence[Frozen], goals: Sequence[str], measures: Sequence[str], projects: int
) -> Built:
    return Built(
        {Part.GOAL: len(goals), Part.MEASURE: len(measures), Part.PROJECT: projects},
        names_of(annexes, goals, measures),
    )
