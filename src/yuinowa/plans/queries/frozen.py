"""A printed plan as plain data, and back: what an edition freezes and is shown from.

``thawed`` gives the rows back as they were, not saved and not to be saved, so that an edition goes through the
same pages, grids and files as the plan itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.db.models import Model

from yuinowa.plans.domain.printed import plain
from yuinowa.plans.domain.snapshot import Frozen
from yuinowa.plans.models import (
    Goal,
    IndicatorSlot,
    Measure,
    Plan,
    Project,
    ScaleStep,
    Sheet,
    SheetCell,
    SheetFigure,
    SheetLine,
)
from yuinowa.plans.queries.around import Around
from yuinowa.plans.queries.printed import (
    PrintedGoal,
    PrintedLine,
    PrintedMeasure,
    PrintedPlan,
    PrintedProject,
    PrintedSheet,
    PrintedSlot,
)

FORMAT = "yuinowa-edition/3"
#: Metrics and kinds of values that thousands of figures share; nothing changes them.
_REMEMBERED = 256

_PLAN = (
    "name", "name_variant", "body", "period_text", "first_year", "last_year", "target_year", "halves",
    "title", "title_lines", "blocks", "annexes",
)  # fmt: skip
_STEP = ("position", "code", "text", "is_of_projects")
_NAMED = ("number", "label", "name")
_PROJECT = (
    "position", "key", "number", "name", "is_priority", "is_new", "flag_text", "plan_page", "department",
    "annex", "sheet_ref", "has_indicators", "table",
)  # fmt: skip
_SHEET = (
    "edition", "fiscal_year", "name", "department", "priority_text", "new_text", "description", "rating",
    "rating_reason", "difference_reason", "merged", "table",
)  # fmt: skip
_SLOT = ("id", "position", "title", "label", "plan_row_label", "department", "weight")
_INDICATOR = ("id", "code", "name", "kind", "nature", "direction", "unit", "source", "decimals")
_CELL = ("position", "role", "heading", "beside", "text", "is_certain")
_LINE = ("number", "department", "description", "difference_reason", "evaluation", "next_steps")


def _kept(row: Model, fields: Iterable[str]) -> Frozen:
    return {name: getattr(row, name) for name in fields}


def frozen(printed: PrintedPlan, fiscal_year: int, *, as_of: date, as_of_text: str) -> Frozen:
    """``printed`` as plain data of the edition on ``fiscal_year``. Five queries."""
    plan = printed.plan
    around = Around(plan, fiscal_year, [sheet.sheet.pk for _project, sheet in printed.sheets()])
    return {
        "format": FORMAT,
        "fiscal_year": fiscal_year,
        "plan": {
            "id": plan.pk,
            **_kept(plan, _PLAN),
            "owner": {"id": plan.owner_id, "name": plan.owner.name},
            "as_of_year": fiscal_year,
            "as_of_date": as_of.isoformat(),
            "as_of_text": as_of_text,
        },
        "scale": [
            _kept(step, _STEP) | {"score": None if step.score is None else str(step.score)}
            for step in printed.scale
        ],
        "goals": [
            _kept(goal.goal, _NAMED)
            | {
                "measures": [
                    _kept(measure.measure, _NAMED)
                    | {"projects": [_project(row, around) for row in measure.projects]}
                    for measure in goal.measures
                ]
            }
            for goal in printed.goals
        ],
    }


def _project(row: PrintedProject, around: Around) -> Frozen:
    sheet = None
    if row.printed is not None:
        sheet = _sheet(row.printed) | around.of(row.project.pk, row.printed.sheet.pk)
    return _kept(row.project, _PROJECT) | {"sheet": sheet}


def _sheet(printed: PrintedSheet) -> Frozen:
    sheet = printed.sheet
    published = sheet.published_at
    return _kept(sheet, _SHEET) | {
        "published_at": published.isoformat() if published else None,
        "slots": [_slot(slot) for slot in printed.slots],
        "cells": [_kept(cell, _CELL) for cell in printed.cells],
        "lines": [
            _kept(line.line, _LINE)
            | {
                "results": [{"year": year, "text": text} for year, text in line.results.items()],
            }
            for line in printed.lines
        ],
    }


def _slot(row: PrintedSlot) -> Frozen:
    indicator = row.slot.indicator
    return _kept(row.slot, _SLOT) | {
        "indicator": None
        if indicator is None
        else _kept(indicator, _INDICATOR)
        | {"metric": str(indicator.metric) if indicator.metric else ""},
        "figures": [
            {
                "year": year,
                "target": figure.target_text,
                "actual": figure.actual_text or "",
                "metric": str(figure.value.metric) if figure.value and figure.value.metric else "",
                "is_preliminary": figure.value is not None and figure.value.is_preliminary,
                "forecast": None if figure.forecast is None else plain(figure.forecast),
                "forecast_reason": figure.forecast_reason,
            }
            for year, figure in row.figures.items()
        ],
    }


# ---------------------------------------------------------------- and back


def thawed(snapshot: Frozen) -> PrintedPlan:
    """The plan of ``snapshot`` as it was printed; no query."""
    plan = _plan(snapshot["plan"])
    scale = tuple(
        ScaleStep(
            plan=plan,
            **{name: row[name] for name in _STEP},
            score=None if row["score"] is None else Decimal(row["score"]),
        )
        for row in snapshot["scale"]
    )
    return PrintedPlan(plan, scale, tuple(_goal(plan, row) for row in snapshot["goals"]))


def _related(model: type[Model], field: str) -> Any:
    """The model that ``field`` leads to: rows of other wings are made without knowing their tables."""
    return model._meta.get_field(field).related_model


def _plan(row: Frozen) -> Plan:
    owner = _related(Plan, "owner")(pk=row["owner"]["id"], name=row["owner"]["name"])
    return Plan(
        pk=row["id"],
        owner=owner,
        is_editable=True,
        as_of_year=row["as_of_year"],
        as_of_date=date.fromisoformat(row["as_of_date"]),
        as_of_text=row["as_of_text"],
        **{name: row[name] for name in _PLAN},
    )


def _goal(plan: Plan, row: Frozen) -> PrintedGoal:
    goal = Goal(plan=plan, **{name: row[name] for name in _NAMED})
    # Rows that hang together are told apart by their keys, and these have none of their own.
    goal.pk = row["number"]
    measures = []
    for n, inner in enumerate(row["measures"], 1):
        measure = Measure(goal=goal, **{name: inner[name] for name in _NAMED})
        measure.pk = row["number"] * 1000 + n
        projects = [_thawed_project(plan, measure, project) for project in inner["projects"]]
        measures.append(PrintedMeasure(measure, projects))
    return PrintedGoal(goal, measures)


def _thawed_project(plan: Plan, measure: Measure, row: Frozen) -> PrintedProject:
    project = Project(plan=plan, measure=measure, **{name: row[name] for name in _PROJECT})
    project.pk = row["position"]
    printed = None if row["sheet"] is None else thawed_sheet(project, row["sheet"])
    return PrintedProject(project, printed)


def thawed_sheet(project: Project, row: Frozen) -> PrintedSheet:
    """The sheet of ``row`` with all that stands on it."""
    published = row["published_at"]
    sheet = Sheet(
        project=project,
        published_at=datetime.fromisoformat(published) if published else None,
        **{name: row[name] for name in _SHEET},
    )
    return PrintedSheet(
        sheet=sheet,
        slots=tuple(_thawed_slot(sheet, project, slot) for slot in row["slots"]),
        cells=tuple(SheetCell(**{name: cell[name] for name in _CELL}) for cell in row["cells"]),
        lines=tuple(
            PrintedLine(
                SheetLine(**{name: line[name] for name in _LINE}),
                {result["year"]: result["text"] for result in line["results"]},
            )
            for line in row["lines"]
        ),
    )


def _thawed_slot(sheet: Sheet, project: Project, row: Frozen) -> PrintedSlot:
    slot = IndicatorSlot(project=project, **{name: row[name] for name in _SLOT})
    if row["indicator"] is not None:
        fields = {name: row["indicator"][name] for name in _INDICATOR}
        slot.indicator = _related(IndicatorSlot, "indicator")(
            metric=_metric(row["indicator"]["metric"]), **fields
        )
    figures = {
        figure["year"]: SheetFigure(
            sheet=sheet,
            slot=slot,
            fiscal_year=figure["year"],
            target_text=figure["target"],
            actual_text=figure["actual"],
            value=_value(figure["metric"], figure["is_preliminary"]),
            forecast=None if figure["forecast"] is None else Decimal(figure["forecast"]),
            forecast_reason=figure["forecast_reason"],
        )
        for figure in row["figures"]
    }
    return PrintedSlot(slot, figures)


@lru_cache(maxsize=_REMEMBERED)
def _metric(name: str) -> Any:
    """The version of a metric that ``name`` (``ill_lent@2``) names; None for no name."""
    code, at, version = name.rpartition("@")
    if not at:
        return None
    return _related(_related(IndicatorSlot, "indicator"), "metric")(code=code, version=int(version))


@lru_cache(maxsize=_REMEMBERED)
def _value(metric: str, is_preliminary: bool) -> Any:  # noqa: FBT001  # it is a key
    """What was kept of a figure that was counted, or is provisional; None for another."""
    named = _metric(metric)
    if named is None and not is_preliminary:
        return None
    return _related(SheetFigure, "value")(metric=named, is_preliminary=is_preliminary)
