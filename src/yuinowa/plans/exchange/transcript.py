"""A plan file as values: what a service stores and the cross-checks read. Texts are as printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from yuinowa.plans.domain.kinds import CellRole, Direction, SlotRole
from yuinowa.plans.domain.tally import Counted
from yuinowa.plans.exchange.faults import Fault, Path

ByYear = Mapping[int, str]


@dataclass(frozen=True)
class SlotFile:
    """One place for an indicator on a sheet; an unused one prints its signs and has no indicator."""

    title: str
    is_used: bool
    label: str
    plan_row_label: str
    code: str
    role: SlotRole | None
    unit: str
    direction: Direction | None
    targets: ByYear
    actuals: ByYear
    metric: str
    #: ISILs of the institutions that the metric is asked about; none means the plan's owner.
    about: tuple[str, ...]
    path: Path
    definition: str = ""
    #: The item of library statistics that it counts; empty: none is said.
    statistic: str = ""


@dataclass(frozen=True)
class CellFile:
    """A text cell of a sheet with indicators; ``text`` None: the source has no such cell."""

    role: CellRole
    heading: str
    beside: str
    text: str | None
    is_certain: bool


@dataclass(frozen=True)
class LineFile:
    """One planned action of a project without indicators; None: merged with the cell above."""

    number: int
    department: str
    description: str
    results: Mapping[int, str | None]
    difference_reason: str
    evaluation: str | None
    next_steps: str | None


@dataclass(frozen=True)
class SheetFile:
    """The progress sheet of one project: with slots and cells, or with lines."""

    project: str
    ref: str
    plan_page: int
    priority_text: str
    new_text: str
    name: str
    department: str
    rating: str | None
    description: str
    slots: tuple[SlotFile, ...]
    cells: tuple[CellFile, ...]
    lines: tuple[LineFile, ...]
    merged: tuple[str, ...]
    #: The printed table the sheet stands in, counted from 1 (annex 参考資料).
    table: int
    path: Path


@dataclass(frozen=True)
class ProjectFile:
    number: str
    key: str
    name: str
    is_priority: bool
    is_new: bool
    flag_text: str
    plan_page: int
    department: str
    annex: str
    sheet_ref: str
    has_indicators: bool
    #: The printed table the project stands in, counted from 1 (annex 別紙1).
    table: int
    path: Path


@dataclass(frozen=True)
class MeasureFile:
    number: int
    label: str
    name: str
    projects: tuple[ProjectFile, ...]


@dataclass(frozen=True)
class GoalFile:
    number: int
    label: str
    name: str
    measures: tuple[MeasureFile, ...]


@dataclass(frozen=True)
class PlanFile:
    """A whole file. ``notes`` are worth knowing and refuse nothing (plan-progress §11, traps 9 and 10)."""

    name: str
    name_variant: str
    body: str
    period_text: str
    first_year: int
    last_year: int
    target_year: int
    halves: list[dict[str, Any]]
    scale: tuple[tuple[str, str], ...]
    title: str
    title_lines: tuple[str, ...]
    as_of_text: str
    as_of_year: int
    as_of_date: date
    blocks: list[dict[str, Any]]
    annexes: list[dict[str, Any]]
    goals: tuple[GoalFile, ...]
    sheets: tuple[SheetFile, ...]
    #: Definitions of metrics, for the ledger to read.
    metrics: tuple[dict[str, Any], ...]
    digest: str
    notes: tuple[Fault, ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(code for code, _text in self.scale)

    def projects(self) -> Iterator[tuple[GoalFile, MeasureFile, ProjectFile]]:
        """Every project with where it stands, in the plan's order."""
        for goal in self.goals:
            for measure in goal.measures:
                for project in measure.projects:
                    yield goal, measure, project

    def counted(self) -> Iterator[Counted]:
        """What is counted, project by project."""
        sheets = {sheet.project: sheet for sheet in self.sheets}
        for goal, measure, project in self.projects():
            sheet = sheets[project.number]
            yield Counted(
                key=project.key,
                number=project.number,
                goal=goal.number,
                measure=measure.number,
                is_priority=project.is_priority,
                is_new=project.is_new,
                sheet_ref=project.sheet_ref,
                rating=sheet.rating,
                lines=len(sheet.lines),
                used_indicators=sum(slot.is_used for slot in sheet.slots),
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


def figure(value: int | Decimal | None) -> Decimal | None:
    """A number of the file as we compare it."""
    return None if value is None else Decimal(value)
