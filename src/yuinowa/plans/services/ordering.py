"""The order of a plan's parts as rows: numbers, keys and positions written without meeting each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from yuinowa.kernel.errors import WrongState
from yuinowa.plans.domain.structure import Part, label_like, places
from yuinowa.plans.exchange.default_report import slot_title, word
from yuinowa.plans.models import Goal, IndicatorSlot, Measure, Plan, Project, Sheet

Piece = Goal | Measure | Project | IndicatorSlot
#: Beyond every number and position: where rows wait while others take their places.
_ASIDE = 10_000


def kind_of(part: Piece) -> Part:
    return {
        Goal: Part.GOAL,
        Measure: Part.MEASURE,
        Project: Part.PROJECT,
        IndicatorSlot: Part.SLOT,
    }[type(part)]


def plan_of(part: Piece) -> int:
    match part:
        case Measure():
            return part.goal.plan_id
        case IndicatorSlot():
            return part.project.plan_id
    return part.plan_id


def name_of(part: Piece) -> str:
    return part.label if isinstance(part, IndicatorSlot) else part.name


def label_of(part: Piece) -> str:
    """Where ``part`` stands, as it is printed."""
    match part:
        case Measure():
            return f"{part.goal.label} {part.label}"
        case Project():
            return part.number
        case IndicatorSlot():
            return f"{part.project.number} {part.title}"
    return part.label


def next_label(last: Goal | Measure | None, number: int) -> str | None:
    """The label of the part after ``last``, in the words of this plan; None: it has no way of its own."""
    return None if last is None else label_like(last.label, last.number, number)


def beside(part: Any) -> list[Any]:
    """``part`` and those it is ordered among."""
    match part:
        case Measure():
            return list(Measure.objects.filter(goal=part.goal_id).order_by("number"))
        case Project():
            return list(Project.objects.filter(measure=part.measure_id).order_by("position"))
        case IndicatorSlot():
            return list(IndicatorSlot.objects.filter(project=part.project_id).order_by("position"))
    return list(Goal.objects.filter(plan=part.plan_id).order_by("number"))


def lay_aside(rows: Iterable[Model], column: str) -> None:
    """Free the numbers of ``rows``: each is unique at every moment, not only at the end."""
    for row in rows:
        value = getattr(row, column) + _ASIDE
        type(row)._base_manager.filter(pk=row.pk).update(**{column: value})


def write_numbers(rows: Sequence[Goal] | Sequence[Measure]) -> None:
    parts: list[Goal | Measure] = list(rows)
    changed = [(n, row) for n, row in enumerate(parts, 1) if row.number != n]
    lay_aside([row for _n, row in changed], "number")
    for number, row in changed:
        kind = "goal" if isinstance(row, Goal) else "measure"
        label = label_like(row.label, row.number, number) or word(kind, number=number)
        type(row)._base_manager.filter(pk=row.pk).update(number=number, label=label)


def write_slots(rows: Sequence[IndicatorSlot]) -> None:
    changed = [(n, row) for n, row in enumerate(rows, 1) if row.position != n]
    lay_aside([row for _n, row in changed], "position")
    for position, row in changed:
        title = slot_title(position) if row.title == slot_title(row.position) else row.title
        IndicatorSlot.objects.filter(pk=row.pk).update(position=position, title=title)


def renumber(plan: Plan) -> None:
    """Keys, numbers and positions of all projects, from the order of goals, measures and projects."""
    projects = list(
        Project.objects.filter(plan=plan)
        .select_related("measure__goal")
        .order_by("measure__goal__number", "measure__number", "position")
    )
    tree: dict[int, dict[int, list[int]]] = {}
    for goal in Goal.objects.filter(plan=plan).order_by("number").prefetch_related("measures"):
        tree[goal.pk] = {m.pk: [] for m in sorted(goal.measures.all(), key=lambda m: m.number)}
    for project in projects:
        tree[project.measure.goal_id][project.measure_id].append(project.pk)
    found = places([list(measures.values()) for measures in tree.values()])
    printed = set(Sheet.objects.filter(project__plan=plan).values_list("project", flat=True))
    changed = [
        row
        for row in projects
        if (row.position, row.key) != (found[row.pk].position, found[row.pk].number.key)
    ]
    for row in changed:
        if row.pk in printed and row.key != found[row.pk].number.key:
            raise WrongState(
                _("Sheets print the number %(number)s already; it stays.") % {"number": row.number},
                next_step=_("Add new parts at the end."),
            )
    for row in changed:
        Project.objects.filter(pk=row.pk).update(
            position=row.position + _ASIDE, key=f"~{row.pk % 10**9}"
        )
    for row in changed:
        place = found[row.pk]
        Project.objects.filter(pk=row.pk).update(
            position=place.position, key=place.number.key, number=place.number.printed
        )
