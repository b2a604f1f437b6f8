"""A plan file's JSON made into its values (``exchange.transcript``); its shape has been held against the schema."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from yuinowa.plans.domain.kinds import CellRole, Direction, SlotRole
from yuinowa.plans.exchange.faults import Path
from yuinowa.plans.exchange.transcript import (
    CellFile,
    GoalFile,
    LineFile,
    MeasureFile,
    PlanFile,
    ProjectFile,
    SheetFile,
    SlotFile,
)


def build(data: dict[str, Any], digest: str) -> PlanFile:
    """The values of a file that has the shape of the schema and whose sheets fit its projects."""
    plan, report = data["plan"], data["report"]
    return PlanFile(
        name=plan["name"],
        name_variant=plan.get("name_variant", ""),
        body=plan["body"],
        period_text=plan["period_text"],
        first_year=int(plan["first_year"]),
        last_year=int(plan["last_year"]),
        target_year=int(plan["target_year"]),
        halves=[
            {
                "label": h["label"],
                "years": [*map(int, h["years"])],
                "shown": [*map(int, h["shown"])],
            }
            for h in plan["halves"]
        ],
        scale=tuple((step["code"], step["text"]) for step in data["status_scale"]),
        title=report["title"],
        title_lines=tuple(report.get("title_lines", (report["title"],))),
        as_of_text=report["as_of"]["text"],
        as_of_year=int(report["as_of"]["fiscal_year"]),
        as_of_date=date.fromisoformat(report["as_of"]["date"]),
        blocks=[{k: v for k, v in block.items() if k != "seed_line"} for block in report["body"]],
        annexes=[
            {k: v for k, v in annex.items() if k not in {"note", "order", "legend_note"}}
            for annex in report["annexes"]
        ],
        goals=tuple(_goals(data["goals"])),
        sheets=tuple(_sheets(data)),
        metrics=tuple(data.get("metrics", ())),
        digest=digest,
    )


def _goals(goals: list[dict[str, Any]]) -> Iterator[GoalFile]:
    for g, goal in enumerate(goals):
        table = _TableCount()
        yield GoalFile(
            goal["no"],
            goal["label"],
            goal["name"],
            tuple(
                MeasureFile(
                    measure["no"],
                    measure["label"],
                    measure["name"],
                    tuple(
                        _project(p, ("goals", g, "measures", m, "projects", n), table)
                        for n, p in enumerate(measure["projects"])
                    ),
                )
                for m, measure in enumerate(goal["measures"])
            ),
        )


class _TableCount:
    """Rows that follow each other stand on consecutive lines of the source; a jump is a repeated
    head, hence a new printed table. Goal 3 of the reference is printed as two tables this way.
    """

    def __init__(self) -> None:
        self.table, self.last = 1, None

    last: int | None

    def of(self, first: int | None, last: int | None) -> int:
        if first is not None and self.last is not None and first > self.last + 1:
            self.table += 1
        self.last = last
        return self.table


def _project(project: dict[str, Any], path: Path, tables: _TableCount) -> ProjectFile:
    line = project.get("seed_line")
    return ProjectFile(
        number=project["no"],
        key=project["key"],
        name=project["name"],
        is_priority=project["priority"],
        is_new=project["new"],
        flag_text=project["flag_text"],
        plan_page=project["plan_page"],
        department=project["department"],
        annex=project["sheet"]["annex"],
        sheet_ref=project["sheet"]["ref"],
        has_indicators=project["has_indicators"],
        table=tables.of(line, line),
        path=path,
    )


def _sheets(data: dict[str, Any]) -> Iterator[SheetFile]:
    for n, sheet in enumerate(data["kpi_sheets"]):
        yield _kpi_sheet(sheet, ("kpi_sheets", n))
    tables = _TableCount()
    for n, sheet in enumerate(data["other_sheets"]):
        yield _other_sheet(sheet, ("other_sheets", n), tables)


def _kpi_sheet(sheet: dict[str, Any], path: Path) -> SheetFile:
    return SheetFile(
        project=sheet["project"],
        ref=sheet["sheet_ref"],
        plan_page=sheet["plan_page"],
        priority_text=sheet["priority_text"],
        new_text=sheet["new_text"],
        name=sheet["name"],
        department=sheet["department"],
        rating=sheet["status"],
        rating_reason=sheet.get("rating_reason", ""),
        description=sheet["description"],
        slots=tuple(_slot(slot, (*path, "slots", n)) for n, slot in enumerate(sheet["slots"])),
        cells=tuple(
            CellFile(
                CellRole(cell["role"]),
                cell["heading"],
                cell.get("beside") or "",
                cell["text"],
                cell.get("role_certainty", "certain") == "certain",
            )
            for cell in sheet["cells"]
        ),
        lines=(),
        merged=(),
        table=1,
        path=path,
    )


def _slot(slot: dict[str, Any], path: Path) -> SlotFile:
    return SlotFile(
        title=slot["slot"],
        is_used=slot["used"],
        label=slot["label_text"],
        plan_row_label=slot["plan_row_label"],
        code=slot.get("id", ""),
        role=SlotRole(slot["role"]) if "role" in slot else None,
        unit=slot.get("unit", ""),
        direction=Direction(slot["direction"]) if "direction" in slot else None,
        targets=_by_year(slot["plan_text"]),
        actuals=_by_year(slot["actual_text"]),
        metric=slot.get("feed", {}).get("metric", ""),
        about=tuple(slot.get("feed", {}).get("about", ())),
        path=path,
        definition=slot.get("definition", ""),
        statistic=slot.get("statistic", ""),
    )


def _by_year(cells: dict[str, str]) -> dict[int, str]:
    return {int(year): text for year, text in cells.items()}


def _other_sheet(sheet: dict[str, Any], path: Path, tables: _TableCount) -> SheetFile:
    lines = [line.get("seed_line") for line in sheet["lines"]]
    first = sheet["lines"][0]
    return SheetFile(
        project=sheet["project"],
        ref=sheet["sheet_ref"],
        plan_page=sheet["plan_page"],
        priority_text=sheet["priority_text"],
        new_text=sheet["new_text"],
        name=sheet["name_in_sheet"],
        department=first["department"],
        rating=None,
        rating_reason="",
        description=first["description"],
        slots=(),
        cells=(),
        lines=tuple(_line(line) for line in sheet["lines"]),
        merged=tuple(sheet.get("merged_cells", {}).get("across_lines", ())),
        table=tables.of(lines[0], lines[-1]),
        path=path,
    )


def _line(line: dict[str, Any]) -> LineFile:
    return LineFile(
        number=line["line"],
        department=line["department"],
        description=line["description"],
        results={int(year): text for year, text in line["results"].items()},
        difference_reason=line["difference_reason"],
        evaluation=line["evaluation_and_issues"],
        next_steps=line["next_steps"],
    )
