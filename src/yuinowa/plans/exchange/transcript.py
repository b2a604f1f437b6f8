"""A plan file as values: what a service stores and the cross-checks read. Texts are as printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from yuinowa.plans.domain.kinds import CellRole, Direction, SlotRole
from yuinowa.plans.domain.tally import Counted
from yuinowa.plans.exchange.faults import Fault, Path

ByYear = Mapping[int, str]


@dataclass(frozen=True)
class SlotFile:
    """One place for an indicator on a sheet; an unused one prints its signs and has no indicator."""

    title: str
    is_used: bool
    label: str
    plan_row_label: str
    code: str
    role: SlotRole | None
    unit: str
    direction: Direction | None
    targets: ByYear
    actuals: ByYear
    metric: str
    #: ISILs of the institutions that the metric is asked about; none means the plan's owner.
    about: tuple[str, ...]
    path: Path
    definition: str = ""
    #: The item of library statistics that it counts; empty: none is said.
    statistic: str = ""


@dataclass(frozen=True)
class CellFile:
    """A text cell of a sheet with indicators; ``text`` None: the source has no such cell."""

    role: CellRole
    heading: str
    beside: str
    text: str | None
    is_certain: bool


@dataclass(frozen=True)
class LineFile:
    """One planned action of a project without indicators; None: merged with the cell above."""

    number: int
    department: str
    description: str
    results: Mapping[int, str | None]
    difference_reason: str
    evaluation: str | None
    next_steps: str | None


@dataclass(frozen=True)
class SheetFile:
    """The progress sheet of one project: with slots and cells, or with lines."""

    project: str
    ref: str
    plan_page: int
    priority_text: str
    new_text: str
    name: str
    department: str
    rating: str | None
    #: Why it is rated so; empty where the report does not say.
    rating_reason: str
    description: str
    slots: tuple[SlotFile, ...]
    cells: tuple[CellFile, ...]
    lines: tuple[LineFile, ...]
    merged: tuple[str, ...]
    #: The printed table the sheet stands in, counted from 1 (annex 参考資料).
    table: int
    path: Path


@dataclass(frozen=True)
class ProjectFile:
    number: str
    key: str
    name: str
    is_priority: bool
    is_new: bool
    flag_text: str
    plan_page: int
    department: str
    annex: str
    sheet_ref: str
    has_indicators: bool
    #: The printed table the project stands in, counted from 1 (annex 別紙1).
    table: int
    path: Path


@dataclass(frozen=True)
class MeasureFile:
    number: int
    label: str
    name: str
    projects: tuple[ProjectFile, ...]


@dataclass(frozen=True)
class GoalFile:
    number: int
    label: str
    name: str
    measures: tuple[MeasureFile, ...]


@dataclass(frozen=True)
class PlanFile:
    """A whole file. ``notes`` are worth knowing and refuse nothing (plan-progress §11, traps 9 and 10)."""

    name: str
    name_variant: str
    body: str
    period_text: str
    first_year: int
    last_year: int
    target_year: int
    halves: list[dict[str, Any]]
    scale: tuple[tuple[str, str], ...]
    title: str
    title_lines: tuple[str, ...]
    as_of_text: str
    as_of_year: int
    as_of_date: date
    blocks: list[dict[str, Any]]
    annexes: list[dict[str, Any]]
    goals: tuple[GoalFile, ...]
    sheets: tuple[SheetFile, ...]
    #: Definitions of metrics, for the ledger to read.
    metrics: tuple[dict[str, Any], ...]
    digest: str
    notes: tuple[Fault, ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(code for code, _text in self.scale)

    def projects(self) -> Iterator[tuple[GoalFile, MeasureFile, ProjectFile]]:
        """Every project with where it stands, in the plan's order."""
        for goal in self.goals:
            for measure in goal.measures:
                for project in measure.projects:
                    yield goal, measure, project

    def counted(self) -> Iterator[Counted]:
        """What is counted, project by project."""
        sheets = {sheet.project: sheet for sheet in self.sheets}
        for goal, measure, project in self.projects():
            sheet = sheets[project.number]
            yield Counted(
                key=project.key,
                number=project.number,
                goal=goal.number,
                measure=measure.number,
                is_priority=project.is_priority,
                is_new=project.is_new,
                sheet_ref=project.sheet_ref,
                rating=sheet.rating,
                lines=len(sheet.lines),
                used_indicators=sum(slot.is_used for slot in sheet.slots),
            )


def figure(value: int | Decimal | None) -> Decimal | None:
    """A number of the file as we compare it."""
    return None if value is None else Decimal(value)
