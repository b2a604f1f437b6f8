"""Sheets as they are written on, many at once: for forms that leave the site and come back. Nothing is asked of the ledger."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from yuinowa.plans.domain.sheet import OPEN_STATES
from yuinowa.plans.models import Plan, Project, ScaleStep, Sheet
from yuinowa.plans.queries.pages import rates_words
from yuinowa.plans.queries.printed import PrintedSheet, printed_sheets


@dataclass(frozen=True)
class Draft:
    """A sheet with all that stands on it, and the sheet before it."""

    printed: PrintedSheet
    #: The newest published sheet of the project for an earlier year; None for its first.
    earlier: PrintedSheet | None
    scale: tuple[ScaleStep, ...]
    #: Whether the plan's rule rates projects told in words as well.
    rates_words: bool

    @property
    def sheet(self) -> Sheet:
        return self.printed.sheet

    @property
    def project(self) -> Project:
        return self.printed.sheet.project

    @property
    def plan(self) -> Plan:
        return self.project.plan


def drafts_on(plan: Plan, sheets: Iterable[Sheet]) -> list[Draft]:
    """``sheets`` of ``plan``, with their projects read, in their order. At most sixteen queries."""
    rows = list(sheets)
    for row in rows:
        row.project.plan = plan
    before = _before(rows)
    scale = tuple(ScaleStep.objects.filter(plan=plan))
    is_rated = rates_words(plan)
    return [
        Draft(printed, before.get(printed.sheet.pk), scale, is_rated)
        for printed in printed_sheets(rows)
    ]


def draft_on(sheet: Sheet) -> Draft:
    """``sheet`` alone; its project and plan are read."""
    return drafts_on(sheet.project.plan, [sheet])[0]


def _before(sheets: Collection[Sheet]) -> dict[int, PrintedSheet]:
    """By sheet, the one before it. Two queries, and those of the sheets."""
    found = (
        Sheet.objects.filter(
            project__in={sheet.project_id for sheet in sheets}, state__in=OPEN_STATES
        )
        .order_by("-fiscal_year", "-edition")
        .values_list("project", "fiscal_year", "pk")
    )
    known: dict[int, list[tuple[int, int]]] = {}
    for project, year, pk in found:
        known.setdefault(project, []).append((year, pk))
    before = {
        sheet.pk: next(
            (pk for y, pk in known.get(sheet.project_id, ()) if y < sheet.fiscal_year), 0
        )
        for sheet in sheets
    }
    printed = printed_sheets(Sheet.objects.filter(pk__in=set(before.values())))
    by_pk = {row.sheet.pk: row for row in printed}
    return {sheet: by_pk[pk] for sheet, pk in before.items() if pk in by_pk}
