"""The round of a year: whose sheet is where, who is waited for, until when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from yuinowa.core import clock, waits
from yuinowa.core.models import Wait
from yuinowa.core.rights import Actor, visible_to
from yuinowa.plans.domain.round import departments_of
from yuinowa.plans.domain.sheet import OPEN_STATES, SheetState
from yuinowa.plans.models import IndicatorSlot, PlanYear, Project, Sheet, SheetLine
from yuinowa.plans.queries.checkers import Unchecked, without_checker
from yuinowa.plans.queries.comments import open_comments_of
from yuinowa.plans.queries.doors import sheets_visible_to


def years_visible_to(actor: Actor) -> QuerySet[PlanYear]:
    """Rounds with their plans, the newest year first."""
    return visible_to(actor, PlanYear.objects.select_related("plan__owner"), action="round.view")


def year_of(plan_id: int, fiscal_year: int) -> PlanYear | None:
    return PlanYear.objects.filter(plan=plan_id, fiscal_year=fiscal_year).first()


def due_of(sheet: Sheet) -> date | None:
    """The day by which ``sheet`` has to leave its state; None where its round is closed or was never opened."""
    year = year_of(sheet.project.plan_id, sheet.fiscal_year)
    if year is None or not year.is_open:
        return None
    return year.days.of(SheetState(sheet.state))


@dataclass(frozen=True)
class RoundRow:
    """A sheet in its round."""

    sheet: Sheet
    departments: tuple[str, ...]
    wait: Wait | None
    #: Whether it is the department of whoever looks.
    is_yours: bool
    today: date
    #: Comments on it that are open and that whoever looks may see.
    comments: int = 0

    @property
    def project(self) -> Project:
        return self.sheet.project

    @property
    def state(self) -> SheetState:
        return SheetState(self.sheet.state)

    @property
    def since(self) -> datetime | None:
        return self.wait.since if self.wait else None

    @property
    def due(self) -> date | None:
        return self.wait.due if self.wait else None

    @property
    def is_overdue(self) -> bool:
        return self.due is not None and self.due < self.today


@dataclass(frozen=True)
class Round:
    """All sheets of a year, the newest edition of each; projects that have none yet."""

    year: PlanYear
    rows: tuple[RoundRow, ...]
    without: tuple[Project, ...]
    #: The sheets that nobody can check as things stand.
    unchecked: Unchecked

    @property
    def departments(self) -> list[str]:
        return sorted({name for row in self.rows for name in row.departments})

    @property
    def submitted(self) -> int:
        """How many were submitted, and whatever came after."""
        return sum(row.state is not SheetState.DRAFT for row in self.rows)

    @property
    def published(self) -> int:
        return sum(row.sheet.is_open for row in self.rows)

    @property
    def overdue(self) -> int:
        return sum(row.is_overdue for row in self.rows)

    @property
    def unfinished(self) -> list[RoundRow]:
        return [row for row in self.rows if not row.sheet.is_open]

    @property
    def longest_waiting(self) -> RoundRow | None:
        """The sheet on which somebody has been waited for the longest; None: nobody is."""
        turns = [(row.since, row.project.position, row) for row in self.rows if row.since]
        return min(turns, key=lambda turn: turn[:2])[2] if turns else None

    def next_for(self, actor: Actor) -> RoundRow | None:
        """The sheet that ``actor`` can go on with: the own department's before others, the nearest due first."""
        return min(
            self._turns(actor),
            key=lambda row: (not row.is_yours, row.due or date.max, row.project.position),
            default=None,
        )

    def turns_of(self, actor: Actor) -> list[RoundRow]:
        """The sheets of the own department on which it is ``actor``'s turn."""
        return [row for row in self._turns(actor) if row.is_yours]

    def _turns(self, actor: Actor) -> list[RoundRow]:
        roles = {role.value for role in actor.roles}
        return [row for row in self.rows if row.wait is not None and row.wait.role in roles]


def round_of(year: PlanYear, actor: Actor) -> Round:
    """The round of ``year`` as ``actor`` sees it, own department first. Seven queries."""
    newest: dict[int, Sheet] = {}
    found = sheets_visible_to(actor).filter(
        project__plan=year.plan_id, fiscal_year=year.fiscal_year
    )
    for sheet in found.order_by("project__position", "-edition"):
        newest.setdefault(sheet.project_id, sheet)
    sheets = list(newest.values())
    lines: dict[int, list[str]] = {}
    for pk, name in SheetLine.objects.filter(sheet__in=sheets).values_list("sheet", "department"):
        lines.setdefault(pk, []).append(name)
    givers = _givers([sheet.project_id for sheet in sheets])
    turns = {wait.subject_id: wait for wait in waits.open_waits_of(sheets)}
    comments = open_comments_of(sheets, actor)
    rows = []
    for sheet in sheets:
        named = departments_of(
            sheet.department, *lines.get(sheet.pk, ()), *givers.get(sheet.project_id, ())
        )
        is_yours = bool(actor.unit) and actor.unit in named
        rows.append(
            RoundRow(sheet, named, turns.get(sheet.pk), is_yours, clock.today(), comments[sheet.pk])
        )
    rows.sort(key=lambda row: not row.is_yours)
    without = Project.objects.filter(plan=year.plan_id).exclude(pk__in=list(newest))
    unchecked = without_checker(year.plan, sheets if year.is_open else ())
    return Round(year, tuple(rows), tuple(without.order_by("position")), unchecked)


def _givers(projects: Sequence[int]) -> dict[int, list[str]]:
    """By project, the departments that give single figures."""
    found: dict[int, list[str]] = {}
    rows = IndicatorSlot.objects.filter(project__in=projects).exclude(department="")
    for project, department in rows.order_by("position").values_list("project", "department"):
        found.setdefault(project, []).append(department)
    return found


def narrowed_rows(
    found: Round, *, state: str = "", department: str = "", mine: bool = False, late: bool = False
) -> list[RoundRow]:
    """The rows of ``found`` that answer to every filter given."""
    return [
        row
        for row in found.rows
        if (not state or row.state == state)
        and (not department or department in row.departments)
        and (not mine or row.is_yours)
        and (not late or row.is_overdue)
    ]


def is_finished(year: PlanYear) -> bool:
    """Whether every sheet of ``year`` is published."""
    return (
        not Sheet.objects.filter(project__plan=year.plan_id, fiscal_year=year.fiscal_year)
        .exclude(state__in=OPEN_STATES)
        .exists()
    )
