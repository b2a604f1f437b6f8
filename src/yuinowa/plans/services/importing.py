"""Take in a plan file: one transaction, whole or not at all, the same file once."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from yuinowa.core import audit, clock
from yuinowa.core.rights import Actor, Level, require
from yuinowa.kernel.errors import AlreadyDone
from yuinowa.ledger.services.metrics import save_metric
from yuinowa.plans.domain.sheet import SheetState
from yuinowa.plans.exchange import Fault, PlanFile, read_plan_file
from yuinowa.plans.exchange.whole import read_whole
from yuinowa.plans.models import (
    Goal,
    IndicatorSlot,
    LineResult,
    Measure,
    Plan,
    PlannedAction,
    Project,
    ScaleStep,
    Sheet,
    SheetCell,
    SheetFigure,
    SheetLine,
)
from yuinowa.plans.services.figures import freeze_figures
from yuinowa.plans.services.indicators import indicator_of
from yuinowa.plans.services.whole import store_whole


@dataclass(frozen=True)
class Imported:
    """What an import brought: the plan, whether it is new, and what is odd in the file."""

    plan: Plan
    is_fresh: bool
    notes: tuple[Fault, ...]


def import_plan(data: bytes, *, owner_institution: int, actor: Actor, editable: bool) -> Imported:
    """The plan in ``data`` as a plan of ``owner_institution``; the same file again gives the same plan.

    An ``editable`` plan is worked on here, year by year; any other is a reference plan that stays as
    printed. Its indicators and figures go to the ledger, where a later report of the same owner finds
    them by their ids. A whole plan taken along from another place says itself which of the two it is.

    Raises:
        Unreadable: it is no JSON as we take it.
        PlanFileRefused: the file is broken; every fault is named with its place.
        AlreadyDone: the owner has a report on this plan for the same day, with other content.
        NotAllowed: ``actor`` may not bring plans to this owner.
    """
    whole, digest = read_whole(data), hashlib.sha256(data).hexdigest()
    file = read_plan_file(data) if whole is None else None
    notes: tuple[Fault, ...] = ()
    try:
        with transaction.atomic():
            found = _standing(digest, owner_institution, actor)
            if found is not None:
                plan = found
            elif whole is not None:
                plan, notes = store_whole(whole, owner_institution, actor, digest=digest)
            elif file is not None:
                plan, notes = _store(file, owner_institution, actor, editable=editable), file.notes
    except IntegrityError:
        # Two imports of one file at the same moment: the second finds what the first one stored.
        found = _standing(digest, owner_institution, actor)
        if found is None:
            raise
        plan = found
    return Imported(plan, found is None, notes or (file.notes if file else ()))


def _standing(digest: str, owner: int, actor: Actor) -> Plan | None:
    """The plan that came in this file before."""
    require(actor, "plan.import", Plan(owner_id=owner))
    return Plan.objects.filter(owner=owner, digest=digest).first()


def _store(file: PlanFile, owner: int, actor: Actor, *, editable: bool) -> Plan:
    plan = _plan(file, owner, editable=editable)
    if Plan.objects.filter(owner=owner, name=file.name, as_of_date=file.as_of_date).exists():
        raise AlreadyDone(
            _("There is a report on “%(plan)s” for this day already, with other content.")
            % {"plan": file.name},
            next_step=_("Look at the plan that stands here and compare it with the file."),
        )
    plan.full_clean()
    plan.save()
    ScaleStep.objects.bulk_create(
        ScaleStep(plan=plan, position=n, code=code, text=text)
        for n, (code, text) in enumerate(file.scale, 1)
    )
    for definition in file.metrics:
        save_metric(definition, actor=actor)
    projects = _projects(file, plan)
    slots = _slots(file, plan, projects, actor)
    sheets = _sheets(file, projects)
    _figures(file, plan, slots, sheets)
    _texts(file, sheets)
    for sheet in sheets.values():
        freeze_figures(sheet)
    audit.record(
        "plan.import",
        plan,
        actor=actor,
        after={"digest": file.digest, "projects": len(projects), "editable": editable},
    )
    return plan


def _plan(file: PlanFile, owner: int, *, editable: bool) -> Plan:
    return Plan(
        owner_id=owner,
        name=file.name,
        name_variant=file.name_variant,
        body=file.body,
        period_text=file.period_text,
        first_year=file.first_year,
        last_year=file.last_year,
        target_year=file.target_year,
        halves=file.halves,
        title=file.title,
        title_lines=list(file.title_lines),
        as_of_text=file.as_of_text,
        as_of_year=file.as_of_year,
        as_of_date=file.as_of_date,
        blocks=file.blocks,
        annexes=file.annexes,
        is_editable=editable,
        level=Level.PUBLIC.value,
        digest=file.digest,
    )


def _projects(file: PlanFile, plan: Plan) -> dict[str, Project]:
    """The plan's projects by their printed numbers, with what their sheets say is planned."""
    said = {sheet.project: sheet for sheet in file.sheets}
    goals = {
        g.number: Goal(plan=plan, number=g.number, label=g.label, name=g.name) for g in file.goals
    }
    Goal.objects.bulk_create(goals.values())
    measures = {
        (g.number, m.number): Measure(
            goal=goals[g.number], number=m.number, label=m.label, name=m.name
        )
        for g in file.goals
        for m in g.measures
    }
    Measure.objects.bulk_create(measures.values())
    rows = [
        Project(
            plan=plan,
            measure=measures[goal.number, measure.number],
            position=position,
            key=project.key,
            number=project.number,
            name=project.name,
            is_priority=project.is_priority,
            is_new=project.is_new,
            flag_text=project.flag_text,
            plan_page=project.plan_page,
            department=project.department,
            annex=project.annex,
            sheet_ref=project.sheet_ref,
            has_indicators=project.has_indicators,
            table=project.table,
            description=said[project.number].description,
        )
        for position, (goal, measure, project) in enumerate(file.projects(), 1)
    ]
    Project.objects.bulk_create(rows)
    found = {row.number: row for row in rows}
    PlannedAction.objects.bulk_create(
        PlannedAction(
            project=found[number],
            number=line.number,
            department=line.department,
            description=line.description,
        )
        for number, sheet in said.items()
        for line in sheet.lines
    )
    return found


def _slots(
    file: PlanFile, plan: Plan, projects: Mapping[str, Project], actor: Actor
) -> dict[tuple[str, str], IndicatorSlot]:
    """The slots by project number and title; used ones with their indicator in the ledger."""
    rows = {
        (sheet.project, slot.title): IndicatorSlot(
            project=projects[sheet.project],
            position=position,
            title=slot.title,
            label=slot.label,
            plan_row_label=slot.plan_row_label,
            indicator_id=indicator_of(slot, file, plan, actor) if slot.is_used else None,
        )
        for sheet in file.sheets
        for position, slot in enumerate(sheet.slots, 1)
    }
    IndicatorSlot.objects.bulk_create(rows.values())
    return rows


def _sheets(file: PlanFile, projects: Mapping[str, Project]) -> dict[str, Sheet]:
    """One published sheet a project, by the project's printed number."""
    now = clock.now()
    rows = {
        sheet.project: Sheet(
            project=projects[sheet.project],
            fiscal_year=file.as_of_year,
            state=SheetState.PUBLISHED.value,
            name=sheet.name,
            department=sheet.department,
            priority_text=sheet.priority_text,
            new_text=sheet.new_text,
            description=sheet.description,
            rating=sheet.rating or "",
            rating_reason=sheet.rating_reason,
            merged=list(sheet.merged),
            table=sheet.table,
            published_at=now,
        )
        for sheet in file.sheets
    }
    Sheet.objects.bulk_create(rows.values())
    return rows


def _figures(
    file: PlanFile,
    plan: Plan,
    slots: Mapping[tuple[str, str], IndicatorSlot],
    sheets: Mapping[str, Sheet],
) -> None:
    SheetFigure.objects.bulk_create(
        SheetFigure(
            sheet=sheets[sheet.project],
            slot=slots[sheet.project, slot.title],
            fiscal_year=year,
            target_text=target,
            actual_text=slot.actuals.get(year, None if year <= plan.as_of_year else ""),
        )
        for sheet in file.sheets
        for slot in sheet.slots
        for year, target in sorted(slot.targets.items())
    )


def _texts(file: PlanFile, sheets: Mapping[str, Sheet]) -> None:
    SheetCell.objects.bulk_create(
        SheetCell(
            sheet=sheets[sheet.project],
            position=position,
            role=cell.role.value,
            heading=cell.heading,
            beside=cell.beside,
            text=cell.text,
            is_certain=cell.is_certain,
        )
        for sheet in file.sheets
        for position, cell in enumerate(sheet.cells, 1)
    )
    lines = [
        (
            line,
            SheetLine(
                sheet=sheets[sheet.project],
                number=line.number,
                department=line.department,
                description=line.description,
                difference_reason=line.difference_reason,
                evaluation=line.evaluation,
                next_steps=line.next_steps,
            ),
        )
        for sheet in file.sheets
        for line in sheet.lines
    ]
    SheetLine.objects.bulk_create(row for _file, row in lines)
    LineResult.objects.bulk_create(
        LineResult(line=row, fiscal_year=year, text=text)
        for line, row in lines
        for year, text in sorted(line.results.items())
    )
