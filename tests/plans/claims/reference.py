"""The texts and figures of the reference plan as the claim check takes them."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from yuinowa.plans.domain.claims.checking import Checked, Matter, check_sheet
from yuinowa.plans.domain.claims.figures import Years
from yuinowa.plans.domain.claims.recognise import claims_in
from yuinowa.plans.domain.claims.series import Series
from yuinowa.plans.domain.claims.told import Passage, Told, counts_told
from yuinowa.plans.domain.kinds import Direction

FILE = Path(__file__).parents[3] / "src/yuinowa/config/demo/plans/minato-plan.json"


def load() -> dict[str, Any]:
    return dict(json.loads(FILE.read_text(encoding="utf-8")))


def checked(plan: dict[str, Any]) -> dict[str, list[Checked]]:
    """Every sheet of ``plan`` by its project's number, checked beside all others."""
    sheets = {sheet["project"]: _with_indicators(sheet) for sheet in plan["kpi_sheets"]}
    sheets |= {sheet["project"]: (_in_words(sheet), ()) for sheet in plan["other_sheets"]}
    told: dict[str, list[Told]] = {
        number: [
            row for one in passages for row in counts_told(one, claims_in(one.text, year=one.year))
        ]
        for number, (passages, _series) in sheets.items()
    }
    years = Years(2025, 2021, 2026)
    return {
        number: check_sheet(
            passages,
            Matter(
                series, years, tuple(r for n, rows in told.items() if n != number for r in rows)
            ),
        )
        for number, (passages, series) in sheets.items()
    }


def _with_indicators(sheet: dict[str, Any]) -> tuple[list[Passage], tuple[Series, ...]]:
    number = sheet["project"]
    series = tuple(
        Series(
            key=slot["id"],
            name=slot["label"],
            unit=slot["unit"],
            direction=Direction(slot["direction"]),
            actuals=_figures(slot["actual"]),
            targets=_figures(slot["plan"]),
            place=slot["slot"],
        )
        for slot in sheet["slots"]
        if slot["used"]
    )
    passages = [
        Passage(
            f"{cell['role']}/{n}", number, number, 2025, cell["text"], beside=cell["beside"] or ""
        )
        for n, cell in enumerate(sheet["cells"])
        if cell["text"]
    ]
    return passages, series


def _figures(values: dict[str, float | None]) -> dict[int, Decimal]:
    return {int(year): Decimal(str(value)) for year, value in values.items() if value is not None}


def _in_words(sheet: dict[str, Any]) -> list[Passage]:
    found = []
    for line in sheet["lines"]:
        thread = f"{sheet['project']}/{line['line']}"
        found += [
            Passage(f"results.{year}", sheet["project"], thread, int(year), text, is_result=True)
            for year, text in line["results"].items()
            if text
        ]
        found += [
            Passage(field, sheet["project"], thread, 2025, line[field])
            for field in ("evaluation_and_issues", "next_steps")
            if line[field]
        ]
    return found
