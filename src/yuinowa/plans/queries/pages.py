"""The page of one sheet: figures with their origin, texts, notes, whose turn it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from yuinowa.core import waits
from yuinowa.core.models import Wait
from yuinowa.core.rights import Actor
from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.plans.domain.kinds import CellRole
from yuinowa.plans.domain.notes import years_outside
from yuinowa.plans.domain.printed import (
    Blank,
    attainment,
    blank_of,
    difference,
    number_of,
    printed_figure,
)
from yuinowa.plans.domain.sheet import SheetState
from yuinowa.plans.models import (
    IndicatorSlot,
    Plan,
    Project,
    RatingRule,
    ScaleStep,
    Sheet,
    SheetFigure,
)
from yuinowa.plans.queries import origins
from yuinowa.plans.queries.doors import sheets_visible_to
from yuinowa.plans.queries.printed import PrintedSheet, PrintedSlot, printed_sheets

#: Where, among the columns of the annex of lines, what was done stands; the words on it follow.
_RESULT_COLUMN = 7


@dataclass(frozen=True)
class FigureRow:
    """One year of an indicator, as the sheet shows it beside its chart."""

    year: int
    target_text: str
    actual_text: str
    #: Counted from the ledger at this moment, hence provisional (速報).
    is_live: bool
    #: The ledger's page on where the figure comes from; empty where the plan printed it only.
    url: str
    #: When a second person confirmed it (確定); None: nobody did here.
    confirmed_at: datetime | None = None
    #: Given as provisional by whoever entered it; it stays so when it is confirmed.
    is_preliminary: bool = False
    #: The final year as a person foresees it in this year, with the reason.
    forecast: Decimal | None = None
    forecast_reason: str = ""

    @property
    def is_provisional(self) -> bool:
        return self.is_live or self.is_preliminary

    #: The page on where the target comes from; an edition has one for each.
    target_url: str = ""

    @property
    def target(self) -> Decimal | None:
        return number_of(self.target_text)

    @property
    def actual(self) -> Decimal | None:
        return number_of(self.actual_text)

    @property
    def actual_blank(self) -> Blank | None:
        return blank_of(self.actual_text)

    @property
    def difference(self) -> str:
        return difference(self.actual, self.target)

    @property
    def attainment(self) -> str:
        return attainment(self.actual, self.target)


@dataclass(frozen=True)
class IndicatorBlock:
    """An indicator with its years, and the sentence that says what is counted."""

    slot: IndicatorSlot
    rows: tuple[FigureRow, ...]
    explanation: str
    url: str

    @property
    def unit(self) -> str:
        return self.slot.indicator.unit if self.slot.indicator else ""


@dataclass(frozen=True)
class SheetPage:
    """Everything the page of a sheet shows."""

    printed: PrintedSheet
    plan: Plan
    scale: tuple[ScaleStep, ...]
    indicators: tuple[IndicatorBlock, ...]
    unused: tuple[IndicatorSlot, ...]
    years_outside: tuple[int, ...]
    #: Whether the plan's rule rates projects told in words as well.
    rates_words: bool = False

    @property
    def sheet(self) -> Sheet:
        return self.printed.sheet

    @property
    def project(self) -> Project:
        return self.printed.sheet.project

    @property
    def asks_rating(self) -> bool:
        """Whether the project is one that the plan rates."""
        is_rated = self.project.has_indicators or self.rates_words
        return is_rated and any(step.is_of_projects for step in self.scale)

    @property
    def shares_words(self) -> bool:
        """Whether one cell holds the evaluation of all lines."""
        return any(row.line.evaluation is None for row in self.printed.lines)

    @property
    def line_heads(self) -> dict[str, str]:
        """The heads of the annex over a line's cells; a year in them is the sheet's, not the report's."""
        return line_heads(self.plan, self.sheet.fiscal_year)

    @property
    def fed_by_ledger(self) -> list[str]:
        """The indicators whose figure of the sheet's year comes from the ledger and is not entered."""
        return [
            block.slot.label
            for block in self.indicators
            for row in block.rows
            if row.is_live and row.year == self.sheet.fiscal_year
        ]

    @property
    def rating_text(self) -> str:
        return next((step.text for step in self.scale if step.code == self.sheet.rating), "")

    @property
    def has_other_name(self) -> bool:
        return self.sheet.name != self.project.name

    def texts(self) -> list[tuple[str, list[str]]]:
        """The text cells by heading, in the order evaluation, issues, next steps; none: not in the source."""
        return [
            (cells[0].heading, [cell.text for cell in cells if cell.text])
            for role in (CellRole.EVALUATION, CellRole.ISSUES, CellRole.NEXT_STEPS)
            if (cells := [cell for cell in self.printed.cells if cell.role == role])
        ]


def line_heads(plan: Plan, fiscal_year: int) -> dict[str, str]:
    """What the annex of ``plan`` calls the cells of a line, on a sheet of ``fiscal_year``."""
    of_report = FiscalYear.of(plan.as_of_date).label
    of_sheet = FiscalYear(fiscal_year).label
    names = ("result", "difference", "evaluation", "next_steps")
    heads = plan.annexes[2]["columns"][_RESULT_COLUMN:]
    return {
        name: head.replace(of_report, of_sheet) for name, head in zip(names, heads, strict=True)
    }


def rates_words(plan: Plan) -> bool:
    """Whether the rule of ``plan`` that is in force rates projects told in words. One query."""
    rules = RatingRule.objects.filter(plan=plan).order_by("-number")
    return rules.values_list("rates_words", flat=True).first() or False


def sheet_page(sheet: Sheet) -> SheetPage:
    """The page of ``sheet``; live figures are asked of the ledger now."""
    printed = printed_sheets([sheet])[0]
    plan = sheet.project.plan
    return SheetPage(
        printed=printed,
        plan=plan,
        scale=tuple(ScaleStep.objects.filter(plan=plan)),
        indicators=tuple(_block(row) for row in printed.slots if row.slot.indicator_id),
        unused=tuple(row.slot for row in printed.slots if not row.slot.indicator_id),
        years_outside=tuple(
            sorted(
                {
                    y
                    for text in _texts(printed)
                    for y in years_outside(text, plan.first_year, plan.last_year)
                }
            )
        ),
        rates_words=rates_words(plan),
    )


def _block(row: PrintedSlot, *, explained: bool = True) -> IndicatorBlock:
    years = sorted(row.figures)
    counted = [year for year in years if explained and _is_counted(row.figures[year])]
    return IndicatorBlock(
        slot=row.slot,
        rows=tuple(_figure_row(row.figures[year]) for year in years),
        explanation=origins.explanation_of(row.slot, counted),
        url=origins.page_of_indicator(row.slot),
    )


def _is_counted(figure: SheetFigure) -> bool:
    """Whether the ledger counts, or counted, the figure."""
    return figure.actual_text is None or (
        figure.value is not None and figure.value.metric_id is not None
    )


def _figure_row(figure: SheetFigure) -> FigureRow:
    indicator = figure.slot.indicator
    text = figure.actual_text
    if text is None and indicator is not None:
        number = origins.live_number(figure.slot, figure.fiscal_year)
        text = printed_figure(number, indicator.decimals, like=figure.target_text)
    return FigureRow(
        year=figure.fiscal_year,
        target_text=figure.target_text,
        actual_text=text or "",
        is_live=figure.actual_text is None,
        url=origins.page_of_figure(figure),
        confirmed_at=figure.value.confirmed_at if figure.value else None,
        is_preliminary=figure.value is not None and figure.value.is_preliminary,
        forecast=figure.forecast,
        forecast_reason=figure.forecast_reason,
    )


def _texts(printed: PrintedSheet) -> Iterator[str]:
    yield from (cell.text or "" for cell in printed.cells)
    for line in printed.lines:
        yield from (text or "" for text in line.results.values())
        yield from (line.line.description, line.line.evaluation or "", line.line.next_steps or "")


def sheets_of_project(project: Project, actor: Actor) -> list[Sheet]:
    """The sheets of a project that ``actor`` may see, the newest year and edition first."""
    return list(
        sheets_visible_to(actor).filter(project=project).order_by("-fiscal_year", "-edition")
    )


def turn_of(sheet: Sheet) -> Wait | None:
    """Who is waited for on ``sheet``; None: nobody."""
    return waits.open_waits(sheet).first()


def rounds_of(plan: Plan, actor: Actor) -> list[tuple[FiscalYear, Counter[SheetState]]]:
    """By year, how many sheets stand in which state, of those that ``actor`` may see; newest first."""
    found: dict[int, Counter[SheetState]] = {}
    rows = (
        sheets_visible_to(actor)
        .filter(project__plan=plan)
        .order_by()
        .values_list("fiscal_year", "state")
    )
    for year, state in rows:
        found.setdefault(year, Counter())[SheetState(state)] += 1
    return [(FiscalYear(year), states) for year, states in sorted(found.items(), reverse=True)]


def indicator_rows(
    printed: list[tuple[Project, PrintedSheet]],
) -> list[tuple[Project, IndicatorBlock]]:
    """The used indicators of a plan with their projects, in the plan's order; what is counted is said on their sheets."""
    return [
        (project, _block(row, explained=False))
        for project, sheet in printed
        for row in sheet.slots
        if row.slot.indicator_id
    ]


def neighbours(project: Project) -> tuple[Project | None, Project | None]:
    """The projects before and after this one in the plan."""
    beside = Project.objects.filter(
        plan=project.plan_id, position__in=(project.position - 1, project.position + 1)
    ).order_by("position")
    before = next((row for row in beside if row.position < project.position), None)
    return before, next((row for row in beside if row.position > project.position), None)
