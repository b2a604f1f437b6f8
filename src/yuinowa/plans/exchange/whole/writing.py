"""A plan of ours as the rows of a whole plan: everything it holds that is no person's and no id of this place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from django.db.models import Model

from yuinowa.core import people
from yuinowa.core.clock import TOKYO
from yuinowa.partnerships.queries.partnerships import bring_sides
from yuinowa.partnerships.queries.workspace import sides_in_words
from yuinowa.plans.domain.together import LinkState
from yuinowa.plans.exchange.whole.indicators import indicator_rows
from yuinowa.plans.exchange.whole.rows import Row, Rows
from yuinowa.plans.models import (
    Goal,
    LineResult,
    Measure,
    OutsideReview,
    Plan,
    PlannedAction,
    PlanYear,
    Project,
    ProjectPartnership,
    RatingRecord,
    RatingRule,
    ScaleStep,
    Sheet,
    SheetCell,
    SheetFigure,
    SheetLine,
)

#: The keys of an annex that are texts of their own; all others are lists, or texts by a key.
_ANNEX_TEXTS = ("id", "label", "kind", "title", "legend_heading")
_BLOCK_TEXTS = ("type", "number", "text", "computed", "caption", "row_label", "value_label", "total_label")  # fmt: skip


def rows_of(plan: Plan) -> Rows:
    """All rows of ``plan``."""
    found = Rows()
    found.tables = {
        "plan": [_plan(plan)],
        "title_lines": [{"position": n, "text": t} for n, t in enumerate(plan.title_lines, 1)],
        "halves": list(_halves(plan)),
        **_report(plan),
        **_rating(plan),
        **_structure(plan),
        **indicator_rows(plan),
        **_sheets(plan),
        "rounds": [
            {
                "year": row.fiscal_year, "state": row.state, "fill_by": row.fill_by, "check_by": row.check_by,
                "publish_by": row.publish_by, "opened_at": row.opened_at, "closed_at": row.closed_at,
            }
            for row in PlanYear.objects.filter(plan=plan).order_by("fiscal_year")
        ],
        "reviews": [
            {
                "project": row.project.key, "year": row.fiscal_year, "body": row.body, "reviewed_on": row.reviewed_on,
                "rating": row.rating, "text": row.text,
            }
            for row in OutsideReview.objects.filter(project__plan=plan)
            .select_related("project")
            .order_by("project__position", "fiscal_year", "reviewed_on", "body")
        ],
        "partnerships": list(_partnerships(plan)),
    }  # fmt: skip
    return found


def _partnerships(plan: Plan) -> Iterator[Row]:
    """The partnerships that are linked now, in words: what is doubted or was taken off stays here."""
    found = ProjectPartnership.objects.filter(project__plan=plan, state=LinkState.STANDING.value)
    rows = list(
        found.select_related("project", "partnership").order_by(
            "project__position", "partnership__title", "partnership__begun_at"
        )
    )
    bring_sides(row.partnership for row in rows)
    for row in rows:
        yield {
            "project": row.project.key, "title": row.partnership.title,
            "begun_on": row.partnership.begun_at.astimezone(TOKYO).date(),
            "sides": sides_in_words(row.partnership), "about": row.about,
        }  # fmt: skip


def _plan(plan: Plan) -> Row:
    names = (
        "name", "name_variant", "body", "period_text", "first_year", "last_year", "target_year", "title",
        "as_of_text", "as_of_year", "as_of_date", "level",
    )  # fmt: skip
    return {name: getattr(plan, name) for name in names} | {"editable": plan.is_editable}


def _halves(plan: Plan) -> Iterator[Row]:
    for n, half in enumerate(plan.halves, 1):
        for year in half["years"]:
            yield {"half": n, "label": half["label"], "year": year, "shown": year in half["shown"]}


def _report(plan: Plan) -> dict[str, list[Row]]:
    blocks, columns, values, annexes, words = [], [], [], [], []
    for n, block in enumerate(plan.blocks, 1):
        blocks.append({"position": n} | {name: block.get(name, "") for name in _BLOCK_TEXTS})
        for m, text in enumerate(block.get("columns", ()), 1):
            columns.append({"block": n, "position": m, "text": text})
        for m, text in enumerate(block.get("values_text", ()), 1):
            values.append({"block": n, "position": m, "text": text})
    for n, annex in enumerate(plan.annexes, 1):
        annexes.append({"annex": n} | {name: annex.get(name, "") for name in _ANNEX_TEXTS})
        for part in sorted(annex.keys() - set(_ANNEX_TEXTS)):
            words += [{"annex": n, "part": part, **row} for row in _words(annex[part])]
    return {
        "blocks": blocks, "block_columns": columns, "block_values": values, "annexes": annexes,
        "annex_words": words,
    }  # fmt: skip


def _words(value: Any) -> Iterator[Row]:
    """A list of texts; texts by a key; lists of texts by a key."""
    by_key = value if isinstance(value, dict) else {"": value}
    for key in sorted(by_key):
        texts = [by_key[key]] if isinstance(by_key[key], str) else by_key[key]
        for n, text in enumerate(texts, 1):
            yield {"key": key, "position": n, "text": text}


def _rating(plan: Plan) -> dict[str, list[Row]]:
    rules = list(RatingRule.objects.filter(plan=plan).order_by("number"))
    names = (
        "question", "method", "joining", "otherwise", "no_data", "rates_words", "band", "origin", "adopted_on", "reason",
    )  # fmt: skip
    return {
        "scale": [
            {"position": s.position, "code": s.code, "text": s.text, "of_projects": s.is_of_projects, "score": s.score}
            for s in ScaleStep.objects.filter(plan=plan).order_by("position")
        ],
        "rating_rules": [
            {"rule": row.number} | {name: getattr(row, name) for name in names} for row in rules
        ],
        "thresholds": [
            {"rule": row.number, "position": n, "code": code, "at_least": Decimal(at_least), "above": above}
            for row in rules
            for n, (code, at_least, above) in enumerate(row.thresholds, 1)
        ],
    }  # fmt: skip


def _structure(plan: Plan) -> dict[str, list[Row]]:
    measures = Measure.objects.filter(goal__plan=plan).order_by("goal__number", "number")
    projects = Project.objects.filter(plan=plan).select_related("measure__goal", "same_as__plan")
    actions = PlannedAction.objects.filter(project__plan=plan).select_related("project")
    return {
        "goals": [
            {"goal": g.number, "label": g.label, "name": g.name}
            for g in Goal.objects.filter(plan=plan).order_by("number")
        ],
        "measures": [
            {"goal": m.goal.number, "measure": m.number, "label": m.label, "name": m.name}
            for m in measures.select_related("goal")
        ],
        "projects": [_project(row) for row in projects.order_by("position")],
        "actions": [
            {"project": row.project.key, "action": row.number, "department": row.department, "description": row.description}
            for row in actions.order_by("project__position", "number")
        ],
    }  # fmt: skip


def _project(row: Project) -> Row:
    same = row.same_as
    names = ("position", "number", "name", "flag_text", "plan_page", "department", "annex", "sheet_ref",
             "has_indicators", "table", "description")  # fmt: skip
    return {name: getattr(row, name) for name in names} | {
        "project": row.key,
        "goal": row.measure.goal.number,
        "measure": row.measure.number,
        "priority": row.is_priority,
        "new": row.is_new,
        "same_plan": same.plan.name if same else "",
        "same_as_of": same.plan.as_of_date.isoformat() if same else "",
        "same_project": same.key if same else "",
    }


_SHEET = ("name", "department", "priority_text", "new_text", "description", "rating", "rating_reason",
          "difference_reason", "table", "published_at", "correction_reason", "state")  # fmt: skip


#: Column of the file → where it stands. The first two put the rows of a sheet in their order.
_FIGURE = {
    "slot": "slot__position",
    "figure_year": "fiscal_year",
    "target": "target_text",
    "actual": "actual_text",
    "revision": "value__revision",
    "forecast": "forecast",
    "forecast_reason": "forecast_reason",
}
_CELL = {name: name for name in ("position", "role", "heading", "beside", "text")} | {
    "certain": "is_certain"
}
_LINE = {"line": "number"} | {
    name: name
    for name in ("department", "description", "difference_reason", "evaluation", "next_steps")
}


def _sheets(plan: Plan) -> dict[str, list[Row]]:
    sheets = list(
        Sheet.objects.filter(project__plan=plan)
        .select_related("project")
        .order_by("project__position", "fiscal_year", "edition")
    )
    key = {
        s.pk: {"project": s.project.key, "year": s.fiscal_year, "edition": s.edition}
        for s in sheets
    }
    return {
        "sheets": [key[s.pk] | {name: getattr(s, name) for name in _SHEET} for s in sheets],
        "merged": [
            key[s.pk] | {"position": n, "column": column}
            for s in sheets
            for n, column in enumerate(s.merged, 1)
        ],
        "sheet_figures": _rows_on(key, SheetFigure, sheets, _FIGURE),
        "cells": _rows_on(key, SheetCell, sheets, _CELL),
        "lines": _rows_on(key, SheetLine, sheets, _LINE),
        "results": list(_results(plan, key)),
        "ratings": list(_records(plan, key)),
    }


def _rows_on(
    key: Mapping[int, Row], model: type[Model], sheets: Iterable[Sheet], columns: Mapping[str, str]
) -> list[Row]:
    """The rows of ``model`` on ``sheets``, in the order of the columns: by tens of thousands, so no objects are made."""
    of = ("sheet__project__position", "sheet__fiscal_year", "sheet__edition")
    first = list(columns.values())[:2]
    found = model._default_manager.filter(sheet__in=[s.pk for s in sheets]).order_by(*of, *first)
    rows = found.values_list("sheet", *columns.values())
    return [key[sheet] | dict(zip(columns, values, strict=True)) for sheet, *values in rows]


def _results(plan: Plan, key: Mapping[int, Row]) -> Iterator[Row]:
    rows = LineResult.objects.filter(line__sheet__project__plan=plan)
    of = ("line__sheet__project__position", "line__sheet__fiscal_year", "line__sheet__edition")
    ordered = rows.order_by(*of, "line__number", "fiscal_year")
    for sheet, line, year, text in ordered.values_list(
        "line__sheet", "line__number", "fiscal_year", "text"
    ):
        yield key[sheet] | {"line": line, "result_year": year, "text": text}


def _records(plan: Plan, key: dict[int, Row]) -> Iterator[Row]:
    rows = list(
        RatingRecord.objects.filter(sheet__project__plan=plan).select_related("rule").order_by(
            "sheet__project__position", "sheet__fiscal_year", "sheet__edition", "pk"
        )
    )  # fmt: skip
    names = people.names_of({row.decided_by for row in rows if row.decided_by})
    count: defaultdict[int, int] = defaultdict(int)
    for row in rows:
        count[row.sheet_id] += 1
        yield key[row.sheet_id] | {
            "position": count[row.sheet_id], "rule": row.rule.number if row.rule else None, "derived": row.derived,
            "decided": row.decided, "reason": row.reason, "decided_by": names.get(row.decided_by or 0, ""),
            "decided_at": row.decided_at,
        }  # fmt: skip
