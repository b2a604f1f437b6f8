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
from yuinowa.plans.models import PlanYear, Project, Sheet, SheetLine
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

    def next_for(self, actor: Actor) -> RoundRow | None:
        """The sheet that ``actor`` can go on with: the own department's before others, the nearest due first."""
        roles = {role.value for role in actor.roles}
        turns = [row for row in self.rows if row.wait is not None and row.wait.role in roles]
        return min(
            turns,
            key=lambda row: (not row.is_yours, row.due or date.max, row.project.position),
            default=None,
        )


def round_of(year: PlanYear, actor: Actor) -> Round:
    """The round of ``year`` as ``actor`` sees it, own department first. Four queries."""
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
    turns = {wait.subject_id: wait for wait in waits.open_waits_of(sheets)}
    rows = [_row(sheet, lines.get(sheet.pk, []), turns.get(sheet.pk), actor) for sheet in sheets]
    rows.sort(key=lambda row: not row.is_yours)
    without = Project.objects.filter(plan=year.plan_id).exclude(pk__in=list(newest))
    return Round(year, tuple(rows), tuple(without.order_by("position")))


def _row(sheet: Sheet, lines: Sequence[str], wait: Wait | None, actor: Actor) -> RoundRow:
    named = departments_of(sheet.department, *lines)
    is_yours = bool(actor.unit) and actor.unit in named
    return RoundRow(sheet, named, wait, is_yours, clock.today())


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
