"""What a schema cannot say: that the content of a file agrees with itself. Nothing is corrected, all is named."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.plans.domain.kinds import BlockKind
from yuinowa.plans.domain.printed import blank_of, number_of
from yuinowa.plans.domain.tally import Tally, printed_count, tally
from yuinowa.plans.exchange.faults import Fault, Found, Path, all_named, quoted
from yuinowa.plans.exchange.references import twice
from yuinowa.plans.exchange.transcript import PlanFile, SlotFile, figure


def content_faults(data: dict[str, Any], plan: PlanFile) -> list[Fault]:
    """Faults in years, figures, cells and counts."""
    counted = tally(plan.counted(), codes=plan.codes)
    checks = (
        _years(data, plan),
        _scale(data, plan),
        _slots(data, plan),
        _lines(data, plan),
        _cells(data),
        _pages(data, plan),
        _report(data, plan, counted),
        _counts(data, plan, counted),
    )
    return all_named(data, [found for check in checks for found in check])


def _years(data: dict[str, Any], plan: PlanFile) -> Found:
    years = range(plan.first_year, plan.last_year + 1)
    if not years:
        yield ("plan", "last_year"), _("The plan ends before it begins.")
    if [int(year["id"]) for year in data["fiscal_years"]] != list(years):
        yield ("fiscal_years",), _("The years listed are not the years of the plan.")
    for path, year in (
        (("plan", "target_year"), plan.target_year),
        (("report", "as_of", "fiscal_year"), plan.as_of_year),
    ):
        if year not in years:
            yield path, _("The year lies outside the plan.")
    if FiscalYear.of(plan.as_of_date).start_year != plan.as_of_year:
        yield ("report", "as_of", "date"), _("The day lies outside the fiscal year named.")
    yield from _year_words(data)
    yield from _halves(plan, list(years))


def _year_words(data: dict[str, Any]) -> Found:
    """Labels and days of a year must be those of its key."""
    for n, year in enumerate(data["fiscal_years"]):
        fiscal = FiscalYear(int(year["id"]))
        truth = {
            "label": fiscal.label,
            "short": fiscal.short,
            "start": fiscal.start.isoformat(),
            "end": fiscal.end.isoformat(),
        }
        for name, value in truth.items():
            if year.get(name, value) != value:
                yield (
                    ("fiscal_years", n, name),
                    _("For this year it must be “%(value)s”.") % {"value": value},
                )


def _halves(plan: PlanFile, years: list[int]) -> Found:
    placed: list[int] = []
    for n, half in enumerate(plan.halves):
        placed += half["years"]
        if not set(half["shown"]) <= set(half["years"]):
            yield (
                ("plan", "halves", n, "shown"),
                _("A year is shown that does not belong to this half."),
            )
    if sorted(placed) != years:
        yield (
            ("plan", "halves"),
            _("The halves do not cover the years of the plan, each once."),
        )


def _scale(data: dict[str, Any], plan: PlanFile) -> Found:
    yield from twice(
        (("status_scale", n, "code"), step["code"]) for n, step in enumerate(data["status_scale"])
    )
    for n, sheet in enumerate(data["kpi_sheets"]):
        if sheet["status"] not in ("", *plan.codes):
            yield (
                ("kpi_sheets", n, "status"),
                _("The scale has no step “%(code)s”.") % {"code": quoted(sheet["status"])},
            )


def _slots(data: dict[str, Any], plan: PlanFile) -> Found:
    shown = [year for half in plan.halves for year in half["shown"]]
    slots = [(sheet, slot) for sheet in plan.sheets for slot in sheet.slots]
    yield from twice(((*slot.path, "id"), slot.code) for _sheet, slot in slots if slot.code)
    for _sheet, slot in slots:
        raw = _at(data, slot.path)
        if sorted(slot.targets) != shown:
            yield (*slot.path, "plan_text"), _("The years are not those that the sheets show.")
        fits = set(slot.actuals) <= set(shown) if slot.metric else sorted(slot.actuals) == shown
        if not fits:
            yield (*slot.path, "actual_text"), _("The years are not those that the sheets show.")
        if not slot.is_used and raw.get("label") is not None:
            yield (*slot.path, "label"), _("A slot that is not used has no name.")
        yield from _figures(slot, raw)


def _figures(slot: SlotFile, raw: dict[str, Any]) -> Found:
    for name, texts in (("plan", slot.targets), ("actual", slot.actuals)):
        figures = {int(year): figure(value) for year, value in raw.get(name, {}).items()}
        for year, text in texts.items():
            if slot.is_used and blank_of(text) is None and number_of(text) is None:
                yield (
                    (*slot.path, f"{name}_text", str(year)),
                    _("“%(value)s” is neither a figure nor a blank sign.")
                    % {"value": quoted(text)},
                )
            elif name in raw and figures.get(year) != number_of(text):
                yield (
                    (*slot.path, name, str(year)),
                    _("The figure differs from what is printed, “%(text)s”.")
                    % {"text": quoted(text)},
                )
        for year in figures.keys() - texts.keys():
            yield (*slot.path, name, str(year)), _("The figure has no printed text beside it.")


def _lines(data: dict[str, Any], plan: PlanFile) -> Found:
    annex = plan.annexes[2]
    if len(annex["result_years"]) != len(annex["result_headings"]):
        yield (
            ("report", "annexes", 2, "result_headings"),
            _("There must be one heading for each year."),
        )
    years = [*map(int, annex["result_years"])]
    for sheet in plan.sheets:
        for n, line in enumerate(sheet.lines):
            path = (*sheet.path, "lines", n)
            if line.number != n + 1:
                yield (*path, "line"), _("The lines are not numbered 1, 2, 3.")
            if sorted(line.results) != years:
                yield (*path, "results"), _("The years are not those of the annex.")
            yield from _merged_cells(_at(data, path), path, is_first=n == 0)
        for n, column in enumerate(sheet.merged):
            if not any(name.startswith(column) for name in annex["columns"]):
                yield (
                    (*sheet.path, "merged_cells", "across_lines", n),
                    _("The annex has no column “%(name)s”.") % {"name": quoted(column)},
                )


def _merged_cells(line: dict[str, Any], path: Path, *, is_first: bool) -> Found:
    for name in ("evaluation_and_issues", "next_steps"):
        if line.get(f"{name}_merged_up", False) != (line[name] is None):
            yield (
                (*path, name),
                _("A cell is empty exactly when it is merged with the one above."),
            )
        elif is_first and line[name] is None:
            yield (
                (*path, name),
                _("The first line has no cell above it to be merged with."),
            )


def _cells(data: dict[str, Any]) -> Found:
    headings = data["report"]["annexes"][1]["body_headings"]
    for n, sheet in enumerate(data["kpi_sheets"]):
        titles = {slot["slot"] for slot in sheet["slots"]}
        for c, cell in enumerate(sheet["cells"]):
            path = ("kpi_sheets", n, "cells", c)
            if cell["heading"] != headings[cell["role"]]:
                yield (
                    (*path, "heading"),
                    _("The heading of this cell is “%(heading)s”.")
                    % {"heading": headings[cell["role"]]},
                )
            if cell.get("beside") and cell["beside"] not in titles:
                yield (
                    (*path, "beside"),
                    _("The sheet has no slot “%(name)s”.") % {"name": quoted(cell["beside"])},
                )


def _pages(data: dict[str, Any], plan: PlanFile) -> Found:
    labels = {annex["label"] for annex in plan.annexes}
    here: dict[str, list[str]] = {}
    for _goal, _measure, project in plan.projects():
        if project.annex not in labels:
            yield (
                (*project.path, "sheet", "annex"),
                _("The report has no annex “%(name)s”.") % {"name": quoted(project.annex)},
            )
        if project.has_indicators:
            here.setdefault(project.sheet_ref, []).append(project.number)
    if data["report"]["annexes"][1]["pages"] != here:
        yield (
            ("report", "annexes", 1, "pages"),
            _("The pages differ from those that the projects name."),
        )


def _report(data: dict[str, Any], plan: PlanFile, counted: Tally) -> Found:
    for n, block in enumerate(data["report"]["body"]):
        path = ("report", "body", n)
        if block["type"] == BlockKind.COUNT_TABLE:
            yield from _count_table(block, path, plan, counted)
        elif block.get("computed") == "count(projects)" and not block["text"].startswith(
            str(counted.projects)
        ):
            yield (
                (*path, "text"),
                _("The plan has %(count)s projects.") % {"count": counted.projects},
            )


def _count_table(block: dict[str, Any], path: Path, plan: PlanFile, counted: Tally) -> Found:
    if tuple(block["columns"][:-1]) != plan.codes:
        yield (*path, "columns"), _("The columns are not the steps of the scale and a total.")
        return
    truth = [
        *(printed_count(code, count) for code, count in counted.ratings.items()),
        str(counted.rated),
    ]
    if block["values_text"] != truth:
        yield (
            (*path, "values_text"),
            _("Counted from the sheets it is: %(values)s.") % {"values": " / ".join(truth)},
        )


def _counts(data: dict[str, Any], plan: PlanFile, counted: Tally) -> Found:
    truth: dict[str, Any] = {
        "goals": counted.goals,
        "measures": counted.measures,
        "projects": counted.projects,
        "projects_per_goal": {
            str(goal): count for goal, count in counted.projects_per_goal.items()
        },
        "with_indicators": counted.with_indicators,
        "without_indicators": counted.without_indicators,
        "table_lines_in_reference_annex": counted.lines,
        "projects_with_two_lines": list(counted.projects_with_two_lines),
        "priority": list(counted.priority),
        "new": list(counted.new),
        "status": counted.ratings,
        "projects_per_sheet_page": counted.projects_per_page,
        "used_indicators": counted.used_indicators,
        "narrative_lines_with_difference_reason": sum(
            blank_of(line.difference_reason) is None
            for sheet in plan.sheets
            for line in sheet.lines
        ),
    }
    for name, stated in data["counts"].items():
        if stated != truth[name]:
            yield ("counts", name), _("Counted it is %(value)s.") % {"value": quoted(truth[name])}


def _at(data: Any, path: Path) -> dict[str, Any]:
    for part in path:
        data = data[part]
    found: dict[str, Any] = data
    return found
