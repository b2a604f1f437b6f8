"""The structure of a plan as its officers work on it, the history of its changes, its next step."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import QuerySet

from yuinowa.core import people
from yuinowa.core.models import AuditRow
from yuinowa.core.rights import Actor
from yuinowa.ledger.domain.metrics import Subject
from yuinowa.ledger.labels.metrics import name_of
from yuinowa.ledger.labels.sentences import say
from yuinowa.ledger.queries import figures
from yuinowa.ledger.queries.indicators import indicators_visible_to
from yuinowa.ledger.queries.saved import metric_of, newest_metrics
from yuinowa.plans.domain.sheet import OPEN_STATES
from yuinowa.plans.domain.structure import Part
from yuinowa.plans.models import Goal, IndicatorSlot, Measure, Plan, Project, SheetFigure
from yuinowa.plans.queries.doors import projects_visible_to

if TYPE_CHECKING:
    from yuinowa.ledger.models import Indicator, MetricVersion, TargetVersion

#: What the numbers of a sheet or an indicator say, and nobody reads in the history of a plan.
_UNTOLD = frozenset({"part", "digest", "projects", "editable"})


@dataclass(frozen=True)
class ProjectRow:
    project: Project
    slots: list[IndicatorSlot]


@dataclass(frozen=True)
class MeasureRow:
    measure: Measure
    projects: list[ProjectRow] = field(default_factory=list)


@dataclass(frozen=True)
class GoalRow:
    goal: Goal
    measures: list[MeasureRow] = field(default_factory=list)


def structure_of(plan: Plan) -> list[GoalRow]:
    """All goals, measures, projects and indicators of ``plan``, empty ones too. Four queries."""
    slots: defaultdict[int, list[IndicatorSlot]] = defaultdict(list)
    for slot in IndicatorSlot.objects.filter(project__plan=plan).order_by("position"):
        slots[slot.project_id].append(slot)
    projects: defaultdict[int, list[ProjectRow]] = defaultdict(list)
    for project in Project.objects.filter(plan=plan).order_by("position"):
        projects[project.measure_id].append(ProjectRow(project, slots[project.pk]))
    measures: defaultdict[int, list[MeasureRow]] = defaultdict(list)
    for measure in Measure.objects.filter(goal__plan=plan).order_by("number"):
        measures[measure.goal_id].append(MeasureRow(measure, projects[measure.pk]))
    return [
        GoalRow(goal, measures[goal.pk])
        for goal in Goal.objects.filter(plan=plan).order_by("number")
    ]


def part_of(plan: Plan, kind: Part, pk: int) -> Any:
    """A part of ``plan`` by its id; None: it has no such part."""
    found: dict[Part, QuerySet[Any]] = {
        Part.GOAL: Goal.objects.filter(plan=plan),
        Part.MEASURE: Measure.objects.filter(goal__plan=plan).select_related("goal"),
        Part.PROJECT: Project.objects.filter(plan=plan).select_related("measure__goal", "plan"),
        Part.SLOT: IndicatorSlot.objects.filter(project__plan=plan).select_related(
            "project__plan", "indicator__metric"
        ),
    }
    return found[kind].filter(pk=pk).first()


def measures_of(plan: Plan) -> list[tuple[int, str]]:
    """The measures of ``plan`` with their goals, in its order."""
    rows = Measure.objects.filter(goal__plan=plan).select_related("goal")
    return [(row.pk, f"{row.goal.label} {row}") for row in rows.order_by("goal__number", "number")]


def projects_elsewhere(plan: Plan, actor: Actor) -> list[tuple[int, str]]:
    """Projects of the owner's other plans, by plan and number."""
    rows = projects_visible_to(actor).filter(plan__owner=plan.owner_id).exclude(plan=plan)
    return [(row.pk, f"{row.plan.name} {row}") for row in rows]


def same_projects(project: Project, actor: Actor) -> list[Project]:
    """The same project in other plans that ``actor`` may see, whichever side named the other."""
    seen = projects_visible_to(actor)
    return list(
        (seen.filter(pk=project.same_as_id or 0) | seen.filter(same_as=project.pk)).distinct()
    )


def shareable(project: Project, actor: Actor) -> list[tuple[int, str]]:
    """The owner's indicators that do not stand on ``project``, with where they stand."""
    rows = (
        indicators_visible_to(actor)
        .filter(institution=project.plan.owner_id)
        .exclude(plan_slots__project=project)
        .prefetch_related("plan_slots__project__plan")
        .order_by("name", "pk")
    )
    return [(row.pk, _with_places(row)) for row in rows]


def _with_places(row: Indicator) -> str:
    places = [f"{slot.project.plan.name} {slot.project.number}" for slot in row.plan_slots.all()]
    return f"{row.name}（{'、'.join(places)}）" if places else row.name


def metrics_to_choose(plan: Plan) -> list[tuple[MetricVersion, str, str]]:
    """Every metric in its newest version: its name, and the sentence that says what it counts for the owner."""
    subject = Subject.of(plan.owner_id)
    found = []
    for row in newest_metrics():
        metric = metric_of(row)
        names = figures.names_for(subject, metric, settings.REGION_NAME)
        sentence = say(
            figures.explained(metric, subject, [plan.first_year], names, first_year=plan.first_year)
        )
        found.append((row, str(name_of(row.definition["label"])), sentence))
    return found


@dataclass(frozen=True)
class TargetRow:
    """A version of the targets with its figures in the order of the plan's years."""

    version: TargetVersion
    by: str
    texts: list[str]


def target_rows(slot: IndicatorSlot, years: Iterable[int]) -> list[TargetRow]:
    """The versions of the targets of a slot, newest first."""
    if slot.indicator is None:
        return []
    versions = list(slot.indicator.target_versions.prefetch_related("values").order_by("-number"))
    names = people.names_of({row.decided_by for row in versions if row.decided_by})
    rows = []
    for version in versions:
        texts = {value.fiscal_year: value.as_printed for value in version.values.all()}
        rows.append(
            TargetRow(
                version, names.get(version.decided_by or 0, ""), [texts.get(y, "") for y in years]
            )
        )
    return rows


def measured_against(slot: IndicatorSlot) -> dict[int, str]:
    """By year, the target that stands beside the actual on the newest published sheet of that year."""
    rows = (
        SheetFigure.objects.filter(slot=slot, sheet__state__in=OPEN_STATES)
        .order_by("sheet__fiscal_year", "sheet__edition")
        .select_related("sheet")
    )
    return {
        row.fiscal_year: row.target_text for row in rows if row.fiscal_year == row.sheet.fiscal_year
    }


@dataclass(frozen=True)
class Deed:
    """One deed on a plan. ``values`` are what changed, as (key, before, after)."""

    what: str
    at: datetime
    person: str
    part: str
    place: str
    values: list[tuple[str, str, str]]


def deeds_on(plan: Plan) -> QuerySet[AuditRow]:
    """The rows of the trail about ``plan``, the latest first."""
    return AuditRow.objects.filter(
        object_kind=plan._meta.label, object_id=str(plan.pk), action__startswith="plan."
    ).order_by("-pk")


def told(rows: Iterable[AuditRow]) -> list[Deed]:
    """``rows`` as the history page tells them."""
    found = list(rows)
    names = people.names_of({row.person for row in found if row.person})
    return [_deed(row, names.get(row.person or 0, "")) for row in found]


def _deed(row: AuditRow, person: str) -> Deed:
    before, after = row.before or {}, row.after or {}
    named = before if row.action == "plan.remove" else after
    keys = [
        key
        for key in {**before, **after}
        if key not in _UNTOLD
        and before.get(key) != after.get(key)
        and (key not in {"place", "name"} or (key in before and row.action != "plan.remove"))
    ]
    place = f"{named.get('place', '')} {named.get('name', '')}".strip() if "part" in named else ""
    return Deed(
        what=row.action.removeprefix("plan."),
        at=row.at,
        person=person,
        part=named.get("part", ""),
        place=place,
        values=[
            (key, _said(before.get(key)), _said(after.get(key)))
            for key in keys
            if _said(before.get(key)) or _said(after.get(key))
        ],
    )


def _said(value: object) -> str:
    match value:
        case None | False:
            return ""
        case True:
            return "○"
        case list():
            return "、".join(map(str, value))
        case dict():
            return "、".join(f"{key} {text}" for key, text in value.items())
    return str(value)
