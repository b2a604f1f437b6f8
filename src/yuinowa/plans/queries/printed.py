"""A plan's report as it was printed: everything its pages and files show, in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from django.db.models import Model

from yuinowa.core.rights import Actor
from yuinowa.plans.domain.kinds import Flag
from yuinowa.plans.domain.sheet import OPEN_STATES
from yuinowa.plans.domain.tally import Counted, Tally, tally
from yuinowa.plans.models import (
    Goal,
    IndicatorSlot,
    LineResult,
    Measure,
    Plan,
    Project,
    ScaleStep,
    Sheet,
    SheetCell,
    SheetFigure,
    SheetLine,
)
from yuinowa.plans.queries.doors import sheets_visible_to

R = TypeVar("R", bound=Model)


@dataclass(frozen=True)
class PrintedSlot:
    """A slot with its figures by year."""

    slot: IndicatorSlot
    figures: dict[int, SheetFigure]


@dataclass(frozen=True)
class PrintedLine:
    """A planned action with its results by year."""

    line: SheetLine
    results: dict[int, str | None]


@dataclass(frozen=True)
class PrintedSheet:
    """A sheet with all that stands on it."""

    sheet: Sheet
    slots: tuple[PrintedSlot, ...] = ()
    cells: tuple[SheetCell, ...] = ()
    lines: tuple[PrintedLine, ...] = ()


@dataclass(frozen=True)
class PrintedProject:
    """A project with the sheet that the report prints; None while nothing is published."""

    project: Project
    printed: PrintedSheet | None

    @property
    def counted(self) -> Counted:
        sheet = self.printed
        is_rated = sheet is not None and (self.project.has_indicators or sheet.sheet.rating)
        rating = sheet.sheet.rating if sheet and is_rated else None
        if sheet is None and self.project.has_indicators:
            rating = ""  # told with indicators, and nothing is published yet
        return Counted(
            key=self.project.key,
            number=self.project.number,
            goal=self.project.measure.goal.number,
            measure=self.project.measure.number,
            is_priority=self.project.is_priority,
            is_new=self.project.is_new,
            sheet_ref=self.project.sheet_ref,
            rating=rating,
            lines=len(sheet.lines) if sheet else 0,
            used_indicators=sum(row.slot.indicator_id is not None for row in sheet.slots)
            if sheet
            else 0,
        )


@dataclass(frozen=True)
class PrintedMeasure:
    measure: Measure
    projects: list[PrintedProject] = field(default_factory=list)


@dataclass(frozen=True)
class PrintedGoal:
    goal: Goal
    measures: list[PrintedMeasure] = field(default_factory=list)

    @property
    def projects(self) -> list[PrintedProject]:
        return [project for measure in self.measures for project in measure.projects]


@dataclass(frozen=True)
class PrintedPlan:
    """A plan and the open sheets of the year it reports on."""

    plan: Plan
    scale: tuple[ScaleStep, ...]
    goals: tuple[PrintedGoal, ...]

    def projects(self) -> Iterator[PrintedProject]:
        for goal in self.goals:
            yield from goal.projects

    def sheets(self) -> Iterator[tuple[Project, PrintedSheet]]:
        """Projects that have an open sheet, with it."""
        return ((row.project, row.printed) for row in self.projects() if row.printed)

    @cached_property
    def tally(self) -> Tally:
        return tally(
            (row.counted for row in self.projects()), codes=[step.code for step in self.steps]
        )

    @property
    def steps(self) -> tuple[ScaleStep, ...]:
        """The steps that projects are given."""
        return tuple(step for step in self.scale if step.is_of_projects)

    @property
    def legend(self) -> list[ScaleStep]:
        """The steps that the annex of sheets explains."""
        named = self.plan.annexes[1].get("legend_items", [step.code for step in self.steps])
        return [step for step in self.scale if step.code in named]

    def meaning_of(self, code: str) -> str:
        """The words of a step of the scale, empty for a project without rating."""
        return next((step.text for step in self.scale if step.code == code), "")


def printed_plan(plan: Plan, actor: Actor, fiscal_year: int | None = None) -> PrintedPlan:
    """``plan`` with the newest open edition of each sheet that ``actor`` may see. At most eleven queries.

    The sheets are those of ``fiscal_year``, or of the year the plan reports on.
    """
    year = plan.as_of_year if fiscal_year is None else fiscal_year
    return _printed_with(plan, _open_sheets(plan, actor, year))


def printed_again(plan: Plan, sheets: Collection[int]) -> PrintedPlan:
    """``plan`` as somebody read it who was shown ``sheets``, ids: with these as they are now, and no others."""
    return _printed_with(plan, list(Sheet.objects.filter(project__plan=plan, pk__in=sheets)))


def _printed_with(plan: Plan, found: Iterable[Sheet]) -> PrintedPlan:
    measures: dict[int, PrintedMeasure] = {}
    goals: dict[int, PrintedGoal] = {}
    projects = list(
        Project.objects.filter(plan=plan).select_related("measure__goal").order_by("position")
    )
    sheets = {row.sheet.project_id: row for row in printed_sheets(found)}
    for project in projects:
        project.plan = plan
        if project.pk in sheets:
            sheets[project.pk].sheet.project = project
        goal = goals.setdefault(project.measure.goal_id, PrintedGoal(project.measure.goal))
        if project.measure_id not in measures:
            measures[project.measure_id] = PrintedMeasure(project.measure)
            goal.measures.append(measures[project.measure_id])
        measures[project.measure_id].projects.append(
            PrintedProject(project, sheets.get(project.pk))
        )
    return PrintedPlan(plan, tuple(ScaleStep.objects.filter(plan=plan)), tuple(goals.values()))


def _open_sheets(plan: Plan, actor: Actor, fiscal_year: int) -> list[Sheet]:
    """The newest open edition of each project's sheet for ``fiscal_year``."""
    # Without the joins of the door: the plan's JSON would be read once for every sheet.
    found = (
        sheets_visible_to(actor)
        .select_related(None)
        .filter(project__plan=plan, fiscal_year=fiscal_year, state__in=OPEN_STATES)
        .order_by("project__position", "-edition")
    )
    newest: dict[int, Sheet] = {}
    for sheet in found:
        newest.setdefault(sheet.project_id, sheet)
    return list(newest.values())


def printed_sheets(sheets: Iterable[Sheet]) -> list[PrintedSheet]:
    """``sheets`` with all that stands on them, in their order. Six queries."""
    rows = list(sheets)
    ids = [row.pk for row in rows]
    figures = _by("sheet_id", _figures(ids))
    cells = _by("sheet_id", SheetCell.objects.filter(sheet__in=ids).order_by("position"))
    lines = _by("sheet_id", SheetLine.objects.filter(sheet__in=ids).order_by("number"))
    results = _by("line_id", LineResult.objects.filter(line__sheet__in=ids).order_by("fiscal_year"))
    return [
        PrintedSheet(
            sheet=row,
            slots=tuple(_slots(figures[row.pk])),
            cells=tuple(cells[row.pk]),
            lines=tuple(
                PrintedLine(line, {result.fiscal_year: result.text for result in results[line.pk]})
                for line in lines[row.pk]
            ),
        )
        for row in rows
    ]


def _figures(sheets: Collection[int]) -> list[SheetFigure]:
    """The figures of ``sheets`` with their slots and values; what many figures share is read once."""
    figures = list(
        SheetFigure.objects.filter(sheet__in=sheets)
        .select_related("value")
        .prefetch_related("value__metric")
        .order_by("slot__position", "fiscal_year")
    )
    found = IndicatorSlot.objects.filter(pk__in={figure.slot_id for figure in figures})
    slots = {slot.pk: slot for slot in found.select_related("indicator__metric")}
    for figure in figures:
        figure.slot = slots[figure.slot_id]
    return figures


def _by(name: str, rows: Iterable[R]) -> defaultdict[int, list[R]]:
    found: defaultdict[int, list[R]] = defaultdict(list)
    for row in rows:
        found[getattr(row, name)].append(row)
    return found


def _slots(figures: Iterable[SheetFigure]) -> Iterator[PrintedSlot]:
    slots: dict[int, PrintedSlot] = {}
    for figure in figures:
        slot = slots.setdefault(figure.slot_id, PrintedSlot(figure.slot, {}))
        slot.figures[figure.fiscal_year] = figure
    yield from slots.values()


def narrowed(plan: PrintedPlan, flag: Flag | None) -> list[PrintedGoal]:
    """The goals with those projects that bear ``flag``; without one, all."""
    if flag is None:
        return list(plan.goals)
    goals = []
    for goal in plan.goals:
        measures = [
            PrintedMeasure(measure.measure, kept)
            for measure in goal.measures
            if (kept := [row for row in measure.projects if _bears(row.project, flag)])
        ]
        if measures:
            goals.append(PrintedGoal(goal.goal, measures))
    return goals


def _bears(project: Project, flag: Flag) -> bool:
    return project.is_priority if flag is Flag.PRIORITY else project.is_new
