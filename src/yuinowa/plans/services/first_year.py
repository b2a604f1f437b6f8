"""The first sheet of a project, made from the plan itself: what no earlier sheet can be copied from."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from yuinowa.core import clock, move
from yuinowa.ledger.domain.indicators import Source
from yuinowa.ledger.queries.indicators import current_figures, targets_in_force
from yuinowa.plans.domain.kinds import CellRole
from yuinowa.plans.domain.printed import Blank, printed_figure
from yuinowa.plans.exchange.default_report import word
from yuinowa.plans.models import (
    IndicatorSlot,
    LineResult,
    Plan,
    Project,
    Sheet,
    SheetCell,
    SheetFigure,
    SheetLine,
)

if TYPE_CHECKING:
    from yuinowa.ledger.models import Indicator, IndicatorValue, TargetValue


def never_reported(plan: Plan) -> QuerySet[Project]:
    """The projects begun here of which no sheet stands yet, in the plan's order."""
    return (
        Project.objects.filter(plan=plan, sheets__isnull=True)
        .exclude(description="")
        .select_related("plan__owner")
        .order_by("position")
    )


def draft_from_structure(project: Project, fiscal_year: int) -> Sheet:
    """An empty draft for ``fiscal_year`` with what the plan says: targets by year, or the planned actions."""
    draft = Sheet(
        project=project,
        fiscal_year=fiscal_year,
        name=project.name,
        department=project.department,
        priority_text=word("flag") if project.is_priority else word("no_flag"),
        new_text=word("flag") if project.is_new else word("no_flag"),
        description=project.description,
    )
    draft.full_clean()
    draft.save()
    if project.has_indicators:
        _add_cells(draft)
        add_figures(draft)
    else:
        _add_lines(draft)
    move.begin(draft)
    return draft


def add_figures(draft: Sheet, *, without: Collection[int] = ()) -> None:
    """Target and actual of every shown year, for the slots of the project beyond ``without``."""
    slots = list(
        IndicatorSlot.objects.filter(project=draft.project_id, indicator__isnull=False)
        .exclude(pk__in=without)
        .select_related("indicator")
    )
    ids = {slot.indicator_id for slot in slots}
    targets = targets_of(ids)
    known = current_figures(pk for pk in ids if pk is not None)
    for slot in slots:
        if slot.indicator is None:
            continue
        for year in draft.project.plan.shown_years:
            value = known.get(slot.indicator.pk, {}).get(year)
            target = targets.get(slot.indicator.pk, {}).get(year, Blank.NOT_APPLICABLE.value)
            text = _actual(slot.indicator, value, year, draft.fiscal_year)
            SheetFigure.objects.create(
                sheet=draft,
                slot=slot,
                fiscal_year=year,
                target_text=target,
                actual_text=text,
                value=value if text else None,
            )


def targets_of(indicators: Collection[int | None]) -> dict[int, dict[int, str]]:
    """By indicator and year, the targets in force today as a sheet prints them."""
    ids = [pk for pk in indicators if pk is not None]
    found = targets_in_force(ids, on=clock.today())
    return {
        pk: {year: _target(value) for year, value in years.items()} for pk, years in found.items()
    }


def _target(value: TargetValue) -> str:
    indicator = value.target_version.indicator
    return value.as_printed or printed_figure(value.number, indicator.decimals)


def _actual(
    indicator: Indicator, value: IndicatorValue | None, year: int, fiscal_year: int
) -> str | None:
    """What stands printed for ``year`` on the sheet of ``fiscal_year``; None: the ledger is asked."""
    if year > fiscal_year:
        return Blank.NOT_YET.value
    source = Source(indicator.source)
    if not source.is_typed and year == fiscal_year:
        return None
    if source is Source.METRIC:
        return ""
    if value is None:
        return Blank.NOT_YET.value
    like = "%" if indicator.unit == "%" else ""
    return value.as_printed or printed_figure(value.number, indicator.decimals, like=f"0{like}")


def _add_cells(draft: Sheet) -> None:
    headings = draft.project.plan.annexes[1]["body_headings"]
    roles = (CellRole.EVALUATION, CellRole.ISSUES, CellRole.NEXT_STEPS)
    SheetCell.objects.bulk_create(
        SheetCell(sheet=draft, position=n, role=role.value, heading=headings[role], text="")
        for n, role in enumerate(roles, 1)
    )


def _add_lines(draft: Sheet) -> None:
    """One line a planned action; without any, what the project does is the one line."""
    project = draft.project
    actions = [(row.department, row.description) for row in project.actions.order_by("number")]
    for number, (department, text) in enumerate(
        actions or [(project.department, project.description)], 1
    ):
        line = SheetLine.objects.create(
            sheet=draft,
            number=number,
            department=department,
            description=text,
            evaluation="",
            next_steps="",
        )
        LineResult.objects.bulk_create(
            LineResult(line=line, fiscal_year=year)
            for year in project.plan.shown_years
            if year <= draft.fiscal_year
        )
