"""Judge what came back in a form, cell by cell, against the drafts that stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from yuinowa.core.text import has_refused_character
from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.plans.domain.notes import years_outside
from yuinowa.plans.domain.returned import (
    CellDoubt,
    CellFault,
    figure_doubt,
    figure_fault,
    mark_in,
    normal_figure,
    wrong_eras,
)
from yuinowa.plans.domain.sheet import SheetState
from yuinowa.plans.exchange.sheet_forms import Filled, Worksheet, mark_of, rating_code
from yuinowa.plans.models import FilledForm, FilledSheet, Plan, Sheet
from yuinowa.plans.queries.drafts import Draft, drafts_on
from yuinowa.plans.queries.fields import FieldKind, SheetField, fields_of, figure_mark

#: As long as a quoted value may be (R8).
_QUOTED = 50
#: The key of a project and the edition of its sheet.
_Named = tuple[str, int]


@dataclass
class Judged:
    """What is found in the cells of one sheet: what changes, what is wrong, what is worth a look."""

    values: dict[str, str] = field(default_factory=dict)
    #: What stands there now, of the fields that change.
    before: dict[str, str] = field(default_factory=dict)
    faults: list[dict[str, str]] = field(default_factory=list)
    doubts: list[dict[str, str]] = field(default_factory=list)

    def change(self, one: SheetField, text: str) -> None:
        self.values[one.code], self.before[one.code] = text, one.now

    def fault(self, code: CellFault, *, cell: str = "", label: str = "", value: str = "") -> None:
        self.faults.append(_found(code.value, cell, label, value))

    def doubt(self, code: CellDoubt, *, cell: str = "", label: str = "", value: str = "") -> None:
        self.doubts.append(_found(code.value, cell, label, value))


def _found(code: str, cell: str, label: str, value: str) -> dict[str, str]:
    return {"code": code, "cell": cell, "field": label, "value": value[:_QUOTED]}


def judged_ours(
    form: FilledForm, sheets: Iterable[Worksheet]
) -> tuple[list[FilledSheet], list[str]]:
    """The worksheets of a form of ours as they would change the drafts; and the names of those passed over."""
    came = list(sheets)
    ours = [sheet for sheet in came if sheet.is_ours]
    left = [sheet.name for sheet in came if sheet.rows and not sheet.is_ours]
    known = _sheets_of(form, {sheet.head.project for sheet in ours if sheet.head})
    drafts = {draft.sheet.pk: draft for draft in drafts_on(form.plan, known.values())}
    rows: list[FilledSheet] = []
    seen: Counter[str] = Counter()
    for sheet in ours:
        judged = Judged()
        found, head = _sheet_of(form, sheet, known, judged), sheet.head
        if found is not None and head is not None:
            seen[head.project] += 1
            if seen[head.project] > 1:
                judged.fault(CellFault.PROJECT_TWICE, value=found.project.number)
            else:
                _judge_rows(sheet, drafts[found.pk], judged)
            if judged.values and head.version != found.version:
                judged.fault(CellFault.STALE)
        rows.append(_row(form, len(rows), sheet.name, found, head.version if head else 0, judged))
    return rows, left


def _sheets_of(form: FilledForm, projects: Collection[str]) -> dict[_Named, Sheet]:
    """The sheets of the form's year that ``projects``, by their keys, have, of every edition."""
    found = Sheet.objects.filter(project__plan=form.plan_id, fiscal_year=form.fiscal_year)
    return {
        (sheet.project.key, sheet.edition): sheet
        for sheet in found.filter(project__key__in=projects).select_related("project")
    }


def _row(
    form: FilledForm, n: int, place: str, draft: Sheet | None, version: int, judged: Judged
) -> FilledSheet:
    return FilledSheet(
        form=form,
        position=n + 1,
        place=place[:60],
        sheet=draft,
        base_version=version,
        values=judged.values,
        before=judged.before,
        faults=judged.faults,
        doubts=judged.doubts,
    )


def _sheet_of(
    form: FilledForm, sheet: Worksheet, known: Mapping[_Named, Sheet], judged: Judged
) -> Sheet | None:
    """The sheet a form of ours was made from; None where it cannot be."""
    head = sheet.head
    if head is None or head.plan != mark_of(form.plan):
        judged.fault(CellFault.OTHER_PLAN, cell="A2")
        return None
    if head.year != form.fiscal_year:
        year = FiscalYear(head.year).label if 1900 <= head.year < 2200 else str(head.year)
        judged.fault(CellFault.OTHER_YEAR, cell="A2", value=year)
        return None
    found = known.get((head.project, head.edition))
    if found is None:
        judged.fault(CellFault.NO_SHEET)
    elif found.state != SheetState.DRAFT:
        judged.fault(CellFault.NOT_DRAFT)
    return found


def _judge_rows(sheet: Worksheet, draft: Draft, judged: Judged) -> None:
    fields = {one.code: one for one in fields_of(draft)}
    filled = list(sheet.filled())
    count = Counter(code for code, _cell, _mark in filled)
    for code, one in fields.items():
        if not count[code] and one.kind is not FieldKind.MARK:
            judged.fault(CellFault.ROW_GONE, value=one.label, label=one.label)
    for code, cell, mark in filled:
        if code not in fields:
            judged.fault(CellFault.ROW_UNKNOWN, cell=cell.address, value=code)
        elif count[code] > 1:
            judged.fault(CellFault.ROW_TWICE, cell=cell.address, value=fields[code].label)
        else:
            judge_cell(fields[code], cell, draft.plan, judged)
            if (beside := fields.get(figure_mark(code))) and beside.kind is FieldKind.MARK:
                judge_cell(beside, mark, draft.plan, judged)
    judge_marks(fields.values(), judged, {figure_mark(code): mark for code, _cell, mark in filled})


def judge_marks(fields: Iterable[SheetField], judged: Judged, cells: Mapping[str, Filled]) -> None:
    """Say of each mark that would stand beside no figure that it does."""
    will_be = {one.code: judged.values.get(one.code, one.now) for one in fields}
    for one in fields:
        if (
            one.kind is FieldKind.FIGURE
            and not will_be[one.code]
            and will_be[figure_mark(one.code)]
        ):
            cell = cells.get(figure_mark(one.code))
            judged.fault(CellFault.MARK_ALONE, cell=cell.address if cell else "", label=one.label)


def judge_cell(one: SheetField, cell: Filled, plan: Plan, judged: Judged) -> None:
    """Keep what ``cell`` changes of ``one``, or say what is wrong in it."""
    at = {"cell": cell.address, "label": one.label}
    if cell.is_computed:
        judged.fault(CellFault.FORMULA, **at)
        return
    text = _as_written(one, cell.text)
    if has_refused_character(text):
        judged.fault(CellFault.CHARACTER, **at)
    elif len(text) > one.longest:
        judged.fault(CellFault.TOO_LONG, value=str(one.longest), **at)
    elif one.kind is FieldKind.RATING and text and text not in one.choices:
        judged.fault(CellFault.NO_SUCH_STEP, value=text, **at)
    elif one.kind is FieldKind.MARK and mark_in(text) is None:
        judged.fault(CellFault.NO_SUCH_MARK, value=text, **at)
    elif text == one.now:
        return
    elif one.kind is FieldKind.FIGURE and one.measured is not None:
        _judge_figure(one, text, at, judged)
    else:
        judged.change(one, text)
        _doubt_years(text, at, plan, judged)


def _as_written(one: SheetField, text: str) -> str:
    """What the writing page would have kept; line ends of a spreadsheet and of a browser are one."""
    if one.kind is FieldKind.RATING:
        return rating_code(one, text)
    if one.kind is FieldKind.MARK:
        mark = mark_in(text)
        return text if mark is None else mark
    if one.kind is FieldKind.FIGURE:
        normal = normal_figure(text.strip())
        return text.strip() if normal is None else normal
    same = text.replace("\r\n", "\n").strip() == one.now.replace("\r\n", "\n").strip()
    return one.now if same else text.strip()


def _judge_figure(one: SheetField, text: str, at: Mapping[str, str], judged: Judged) -> None:
    if one.measured is None:
        return
    fault = figure_fault(text, one.measured)
    if fault is not None:
        judged.fault(fault, value=text, **at)
        return
    judged.change(one, text)
    doubt = figure_doubt(text, one.measured)
    if doubt is not None:
        judged.doubt(doubt, value=text, **at)


def _doubt_years(text: str, at: Mapping[str, str], plan: Plan, judged: Judged) -> None:
    for era in wrong_eras(text):
        judged.doubt(CellDoubt.ERA, value=f"{era.written} → {era.meant}", **at)
    for year in years_outside(text, plan.first_year, plan.last_year):
        judged.doubt(CellDoubt.YEAR_OUTSIDE, value=FiscalYear(year).label, **at)
