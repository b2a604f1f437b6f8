"""What an officer writes about a project, and how it is laid into its row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from yuinowa.kernel.errors import InputRefused
from yuinowa.plans.domain.kinds import Annex
from yuinowa.plans.domain.structure import MOST_ACTIONS, MOST_PROJECTS
from yuinowa.plans.exchange.default_report import word
from yuinowa.plans.models import Measure, Plan, PlannedAction, Project
from yuinowa.plans.services.ordering import renumber


@dataclass(frozen=True)
class ProjectEntry:
    """What an officer writes about a project."""

    name: str
    departments: Sequence[str]
    plan_page: int
    description: str
    has_indicators: bool
    is_priority: bool = False
    is_new: bool = False
    #: What is planned, by department, where the project is told in words.
    actions: Sequence[tuple[str, str]] = ()
    same_as: int | None = None


def require_room(count: int, most: int) -> None:
    """Nothing, unless as many stand there already as can be numbered.

    Raises:
        InputRefused: with how many.
    """
    if count >= most:
        raise InputRefused(
            _("There are %(count)s already; no more can be numbered here.") % {"count": most}
        )


def move_under(plan: Plan, project: Project, measure_id: int) -> None:
    """The last place of another measure of the same plan; every number follows."""
    measure = Measure.objects.filter(pk=measure_id, goal__plan=plan).first()
    if measure is None:
        raise InputRefused(_("Choose a place in this plan."), place="measure")
    require_room(measure.projects.count(), MOST_PROJECTS)
    project.measure = measure
    project.position = (plan.projects.aggregate(last=Max("position"))["last"] or 0) + 1
    project.save(update_fields=["measure", "position"])
    renumber(plan)
    placed = Project.objects.get(pk=project.pk)
    project.position, project.key, project.number = placed.position, placed.key, placed.number


def said_of(project: Project) -> dict[str, Any]:
    """What the history keeps of a project."""
    return {
        "name": project.name,
        "place": project.number,
        "measure": str(project.measure),
        "department": project.department,
        "plan_page": project.plan_page,
        "priority": project.is_priority,
        "new": project.is_new,
        "has_indicators": project.has_indicators,
        "description": project.description,
        "actions": [f"{row.department}: {row.description}" for row in project.actions.all()],
        "same_as": str(project.same_as) if project.same_as else "",
    }


def fill(project: Project, entry: ProjectEntry) -> None:
    project.name = entry.name
    project.department = "、".join(entry.departments)
    project.plan_page = entry.plan_page
    project.description = entry.description
    project.has_indicators = entry.has_indicators
    project.is_priority, project.is_new = entry.is_priority, entry.is_new
    flags = [
        word(name) for name, on in (("priority", entry.is_priority), ("new", entry.is_new)) if on
    ]
    project.flag_text = "・".join(flags) or word("no_flag")
    annexes = {annex["kind"]: annex["label"] for annex in project.plan.annexes}
    project.annex = annexes[Annex.SHEETS if entry.has_indicators else Annex.NARRATIVE]
    if not project.sheet_ref.startswith(project.annex):
        project.sheet_ref = project.annex
    project.same_as = None if entry.same_as is None else _same_project(project, entry.same_as)
    project.full_clean(exclude=["key", "number"])


def _same_project(project: Project, pk: int) -> Project:
    found = (
        Project.objects.filter(pk=pk, plan__owner=project.plan.owner_id)
        .exclude(plan=project.plan_id)
        .first()
    )
    if found is None:
        raise InputRefused(
            _("Choose a project of another plan of the same institution."), place="same_as"
        )
    return found


def write_actions(project: Project, entry: ProjectEntry) -> None:
    """The planned actions anew; a project with indicators has none of its own."""
    wanted = [] if entry.has_indicators else list(entry.actions)
    if len(wanted) > MOST_ACTIONS:
        raise InputRefused(
            _("Write at most %(count)s planned actions.") % {"count": MOST_ACTIONS}, place="actions"
        )
    project.actions.all().delete()
    PlannedAction.objects.bulk_create(
        PlannedAction(
            project=project,
            number=number,
            department=department or project.department,
            description=description,
        )
        for number, (department, description) in enumerate(wanted, 1)
    )
