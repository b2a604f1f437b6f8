"""The plan as open data: one value a cell, numbers as numbers, western years, stable codes (plan-progress §10).

The six tables are documented in docs/api; their columns do not change their meaning.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from yuinowa.plans.domain.printed import Blank, blank_of, number_of
from yuinowa.plans.models import SheetFigure
from yuinowa.plans.queries import PrintedPlan, PrintedSheet

Value = str | int | Decimal | bool | None
#: How a figure without a number is named; a number is ``known``.
_STATUS = {
    Blank.NOT_YET: "to_come",
    Blank.NOT_APPLICABLE: "not_applicable",
    Blank.NOT_KNOWABLE: "not_knowable",
    None: "known",
}
#: A number that may still change (速報).
_PROVISIONAL = "provisional"


@dataclass(frozen=True)
class OpenTable:
    """Column names and rows."""

    name: str
    columns: tuple[str, ...]
    rows: Sequence[tuple[Value, ...]]

    def records(self) -> list[dict[str, Value]]:
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


def table_of(plan: PrintedPlan, name: str) -> OpenTable:
    """One table of ``plan``.

    Raises:
        KeyError: there is no table of this name.
    """
    columns, rows = _TABLES[name]
    return OpenTable(name, columns, list(rows(plan)))


def tables_of(plan: PrintedPlan) -> list[OpenTable]:
    return [table_of(plan, name) for name in _TABLES]


def as_json(table: OpenTable) -> bytes:
    return json.dumps(table.records(), ensure_ascii=False, default=_plain_number, indent=1).encode()


def _plain_number(value: object) -> int | float:
    if not isinstance(value, Decimal):
        raise TypeError(f"{type(value).__name__} is not a value of open data")
    return int(value) if value == value.to_integral_value() else float(value)


def _plans(plan: PrintedPlan) -> Iterator[tuple[Value, ...]]:
    row = plan.plan
    yield (
        row.pk, row.name, row.body, row.owner.name, row.first_year, row.last_year, row.target_year, row.as_of_year,
        row.as_of_date.isoformat(), plan.tally.goals, plan.tally.measures, plan.tally.projects, plan.plan.source,
    )  # fmt: skip


def _projects(plan: PrintedPlan) -> Iterator[tuple[Value, ...]]:
    for goal in plan.goals:
        for measure in goal.measures:
            for row in measure.projects:
                project = row.project
                yield (
                    plan.plan.pk, project.key, project.number, goal.goal.number, goal.goal.name,
                    measure.measure.number, measure.measure.name, project.name, project.is_priority,
                    project.is_new, project.plan_page, project.department, project.sheet_ref,
                    project.has_indicators,
                )  # fmt: skip


def _indicators(plan: PrintedPlan) -> Iterator[tuple[Value, ...]]:
    for project, printed in plan.sheets():
        for row in printed.slots:
            indicator = row.slot.indicator
            if indicator is not None:
                metric = str(indicator.metric) if indicator.metric else None
                yield (
                    plan.plan.pk, project.key, indicator.code, indicator.name, row.slot.title, indicator.kind,
                    indicator.direction, indicator.unit, indicator.source, metric,
                )  # fmt: skip


def _values(plan: PrintedPlan) -> Iterator[tuple[Value, ...]]:
    for _project, printed in plan.sheets():
        for row in printed.slots:
            for figure in row.figures.values():
                if row.slot.indicator is not None:
                    yield _value(plan, printed, figure, "target", figure.target_text)
                    yield _value(plan, printed, figure, "actual", figure.actual_text or "")


def _value(
    plan: PrintedPlan, printed: PrintedSheet, figure: SheetFigure, kind: str, text: str
) -> tuple[Value, ...]:
    indicator = figure.slot.indicator
    counted = figure.value is not None and figure.value.metric is not None and kind == "actual"
    is_preliminary = kind == "actual" and figure.value is not None and figure.value.is_preliminary
    revised = printed.sheet.published_at
    return (
        plan.plan.pk,
        indicator.code if indicator else None,
        figure.fiscal_year,
        kind,
        number_of(text),
        indicator.unit if indicator else None,
        _PROVISIONAL if is_preliminary else _STATUS[blank_of(text)],
        revised.date().isoformat() if revised else None,
        str(figure.value.metric)
        if counted and figure.value
        else plan.plan.source or plan.plan.title,
    )


def _ratings(plan: PrintedPlan) -> Iterator[tuple[Value, ...]]:
    for project, printed in plan.sheets():
        # Some plans rate what is told in words as well.
        if project.has_indicators or printed.sheet.rating:
            sheet = printed.sheet
            yield (
                plan.plan.pk,
                project.key,
                sheet.fiscal_year,
                sheet.rating,
                plan.meaning_of(sheet.rating),
                sheet.rating_reason,
            )


def _texts(plan: PrintedPlan) -> Iterator[tuple[Value, ...]]:
    for project, printed in plan.sheets():
        for line, year, role, text in _words(printed):
            if text:
                yield plan.plan.pk, project.key, line, year, role, text


def _words(printed: PrintedSheet) -> Iterator[tuple[int, int, str, str | None]]:
    year = printed.sheet.fiscal_year
    if not printed.lines:
        yield 1, year, "description", printed.sheet.description
    for cell in printed.cells:
        yield 1, year, cell.role, cell.text
    for row in printed.lines:
        number = row.line.number
        yield number, year, "description", row.line.description
        for result_year, text in row.results.items():
            yield number, result_year, "result", text
        yield number, year, "difference_reason", row.line.difference_reason
        yield number, year, "evaluation_and_issues", row.line.evaluation
        yield number, year, "next_steps", row.line.next_steps


_TABLES: Mapping[str, tuple[tuple[str, ...], Callable[[PrintedPlan], Iterator[tuple[Value, ...]]]]] = {
    "plans": (
        ("plan", "name", "body", "owner", "first_year", "last_year", "target_year", "as_of_year", "as_of_date",
         "goals", "measures", "projects", "source"),
        _plans,
    ),
    "projects": (
        ("plan", "project", "number", "goal", "goal_name", "measure", "measure_name", "name", "priority", "new",
         "plan_page", "department", "sheet", "has_indicators"),
        _projects,
    ),
    "indicators": (
        ("plan", "project", "indicator", "name", "slot", "kind", "direction", "unit", "fed_by", "metric"),
        _indicators,
    ),
    "indicator_values": (
        ("plan", "indicator", "fiscal_year", "kind", "value", "unit", "status", "revised_at", "source"),
        _values,
    ),
    "ratings": (("plan", "project", "fiscal_year", "code", "meaning", "reason"), _ratings),
    "texts": (("plan", "project", "line", "fiscal_year", "role", "text"), _texts),
}  # fmt: skip
TABLE_NAMES = tuple(_TABLES)
