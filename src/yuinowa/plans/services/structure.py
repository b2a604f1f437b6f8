"""Goals, measures and projects of a plan begun here: add, change, move, remove; numbers follow by themselves.

Whoever changes anything moves the whole plan's version on, so that two officers cannot number it differently.
A number that stands on a sheet stays (public addresses and printed reports name it).
"""

from __future__ import annotations

from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Max, ProtectedError
from django.utils.translation import gettext as _

from yuinowa.core import audit
from yuinowa.core.rights import Actor, require
from yuinowa.core.versions import lock
from yuinowa.kernel.errors import WrongState
from yuinowa.plans.domain.structure import MOST_GOALS, MOST_MEASURES, MOST_PROJECTS, Part, moved
from yuinowa.plans.exchange.default_report import word
from yuinowa.plans.models import Goal, IndicatorSlot, Measure, Plan, Project
from yuinowa.plans.services.ordering import (
    Piece,
    beside,
    kind_of,
    label_of,
    lay_aside,
    name_of,
    next_label,
    plan_of,
    renumber,
    write_numbers,
    write_slots,
)
from yuinowa.plans.services.projects import (
    ProjectEntry,
    fill,
    move_under,
    require_room,
    said_of,
    write_actions,
)

P = TypeVar("P", bound=Piece)


@transaction.atomic
def add_goal(plan_id: int, name: str, *, actor: Actor) -> Goal:
    """A goal after the last one.

    Raises:
        NotAllowed: ``actor`` does not keep this plan.
    """
    plan = _plan(plan_id, actor)
    number = next_number(plan.goals.aggregate(last=Max("number"))["last"], MOST_GOALS)
    label = next_label(plan.goals.order_by("-number").first(), number) or word(
        "goal", number=number
    )
    goal = Goal(plan=plan, number=number, label=label, name=name)
    return _added(plan, Part.GOAL, goal, actor)


@transaction.atomic
def add_measure(goal_id: int, name: str, *, actor: Actor) -> Measure:
    """A measure after the last one of its goal."""
    goal = Goal.objects.get(pk=goal_id)
    plan = _plan(goal.plan_id, actor)
    number = next_number(goal.measures.aggregate(last=Max("number"))["last"], MOST_MEASURES)
    label = next_label(goal.measures.order_by("-number").first(), number)
    label = label or word("measure", number=number)
    measure = Measure(goal=goal, number=number, label=label, name=name)
    return _added(plan, Part.MEASURE, measure, actor)


@transaction.atomic
def add_project(measure_id: int, entry: ProjectEntry, *, actor: Actor) -> Project:
    """A project after the last one of its measure.

    Raises:
        InputRefused: the project it is said to be the same as is not another plan's of the same owner.
    """
    measure = Measure.objects.select_related("goal").get(pk=measure_id)
    plan = _plan(measure.goal.plan_id, actor)
    require_room(measure.projects.count(), MOST_PROJECTS)
    project = Project(plan=plan, measure=measure, key="new", number="new")
    project.position = (plan.projects.aggregate(last=Max("position"))["last"] or 0) + 1
    fill(project, entry)
    project.save()
    write_actions(project, entry)
    renumber(plan)
    project.refresh_from_db()
    return _record(plan, "add", Part.PROJECT, project, actor, after=said_of(project))


@transaction.atomic
def rename(part: Goal | Measure, name: str, *, actor: Actor, expected_version: int) -> None:
    """A goal or measure under another name.

    Raises:
        VersionMovedOn: the plan was changed since ``expected_version``.
    """
    plan = _plan(plan_of(part), actor, expected_version)
    before = {"name": part.name}
    part.name = name
    part.full_clean()
    part.save(update_fields=["name"])
    _record(plan, "edit", kind_of(part), part, actor, before=before, after={"name": name})


@transaction.atomic
def change_project(
    project_id: int,
    entry: ProjectEntry,
    *,
    measure_id: int | None = None,
    actor: Actor,
    expected_version: int,
) -> Project:
    """A project as ``entry`` says, under the measure named; its sheets keep what they printed.

    Raises:
        WrongState: its sheets are of the other kind (with indicators, or in words), or print the number
            that another measure would change.
        InputRefused, VersionMovedOn: as above.
    """
    project = Project.objects.select_related("plan").get(pk=project_id)
    plan = _plan(project.plan_id, actor, expected_version)
    before = said_of(project)
    if measure_id is not None and measure_id != project.measure_id:
        move_under(plan, project, measure_id)
    if project.has_indicators != entry.has_indicators and project.sheets.exists():
        raise WrongState(
            _("The project has sheets already; how it is reported stays."), place="has_indicators"
        )
    if project.has_indicators and not entry.has_indicators and project.slots.exists():
        raise WrongState(
            _("The project has indicators."),
            place="has_indicators",
            next_step=_("Remove its indicators first, or leave it reported with indicators."),
        )
    fill(project, entry)
    project.save()
    write_actions(project, entry)
    after = said_of(project)
    changed = {name: value for name, value in after.items() if before[name] != value}
    old = {name: before[name] for name in changed}
    return _record(plan, "edit", Part.PROJECT, project, actor, before=old, after=changed)


@transaction.atomic
def move_part(part: Piece, step: int, *, actor: Actor, expected_version: int) -> None:
    """``part`` one place up (-1) or down (1) among its own.

    Raises:
        WrongState: a sheet prints a number that would change.
    """
    plan = _plan(plan_of(part), actor, expected_version)
    before = {"place": label_of(part)}
    rows = moved(beside(part), part, step)
    if isinstance(part, Project):
        lay_aside(rows, "position")
        for project, position in zip(rows, sorted(row.position for row in rows), strict=True):
            Project.objects.filter(pk=project.pk).update(position=position)
        renumber(plan)
    elif isinstance(part, IndicatorSlot):
        write_slots(rows)
    else:
        write_numbers(rows)
        renumber(plan)
    part.refresh_from_db()
    _record(
        plan, "move", kind_of(part), part, actor, before=before, after={"place": label_of(part)}
    )


@transaction.atomic
def remove_part(part: Piece, *, actor: Actor, expected_version: int) -> None:
    """``part`` gone, and those after it one place up. An indicator itself stays in the ledger.

    Raises:
        WrongState: something hangs on it, or a sheet prints a number that would change.
    """
    plan = _plan(plan_of(part), actor, expected_version)
    kind, was, before = kind_of(part), label_of(part), {"name": name_of(part)}
    rows = [row for row in beside(part) if row.pk != part.pk]
    try:
        if isinstance(part, Project):
            part.actions.all().delete()
        part.delete()
    except ProtectedError:
        raise WrongState(
            _("Something hangs on “%(name)s” still.") % {"name": before["name"]},
            next_step=_("Remove first what stands under it; what has sheets stays."),
        ) from None
    if isinstance(part, IndicatorSlot):
        write_slots(rows)
    elif not isinstance(part, Project):
        write_numbers(rows)
    renumber(plan)
    plan.version += 1
    plan.save(update_fields=["version"])
    audit.record(
        "plan.remove", plan, actor=actor, before={"part": kind.value, "place": was, **before}
    )


def _plan(plan_id: int, actor: Actor, expected_version: int | None = None) -> Plan:
    plan = lock(Plan, plan_id, expected_version)
    require(actor, "plan.edit", plan)
    return plan


def next_number(last: int | None, most: int) -> int:
    require_room(last or 0, most)
    return (last or 0) + 1


def _added(plan: Plan, kind: Part, part: P, actor: Actor) -> P:
    part.full_clean()
    part.save()
    return _record(plan, "add", kind, part, actor, after={"name": name_of(part)})


def _record(
    plan: Plan,
    deed: str,
    kind: Part,
    part: P,
    actor: Actor,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any],
) -> P:
    plan.version += 1
    plan.save(update_fields=["version"])
    named = {"part": kind.value, "place": label_of(part), "name": name_of(part)}
    audit.record(f"plan.{deed}", plan, actor=actor, before=before, after=named | after)
    return part
