"""A year's drafts as Excel forms: a worksheet a sheet, only the cells to fill can be changed.

Column A is hidden and names what each row is; its second cell says which sheet, edition and version the form
was made from. Nothing else is trusted when the form comes back.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from yuinowa.documents.neutral import as_typed
from yuinowa.documents.spreadsheets import Row, SheetStart, WorkbookEnd
from yuinowa.documents.xlsx import Cell, Look, Page, workbook_bytes
from yuinowa.kernel.errors import Unreadable
from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.plans.domain.returned import column_letters
from yuinowa.plans.models import Plan
from yuinowa.plans.queries.drafts import Draft
from yuinowa.plans.queries.fields import FieldKind, SheetField, fields_of, figure_mark, said_of_mark

_MARK = "yuinowa-form/1"
_WIDTHS = (4, 34, 44, 60, 12)
#: The rows, from 0: mark and title, sheet and department, what to do, heads; the fields follow.
_FIRST = 4
#: The columns of the cells to fill, from 0: the field itself, and beside a figure whether it is provisional.
FILLED, MARKED = 3, 4
#: A tab bears at most so many letters.
_TAB = 31


@dataclass(frozen=True)
class Head:
    """Which sheet a form was made from."""

    plan: str
    project: str
    year: int
    edition: int
    version: int

    @classmethod
    def read(cls, text: str) -> Head | None:
        parts = text.split("|")
        if len(parts) != 5 or not all(part.isdecimal() for part in parts[2:]):
            return None
        return cls(parts[0], parts[1], *(int(part[:9]) for part in parts[2:]))

    def __str__(self) -> str:
        return f"{self.plan}|{self.project}|{self.year}|{self.edition}|{self.version}"


def mark_of(plan: Plan) -> str:
    """By what a form knows its plan, here and in no other place."""
    return f"{plan.pk}:{plan.digest[:16]}"


def forms_workbook(plan: Plan, drafts: Sequence[Draft]) -> bytes:
    """The forms of ``drafts`` in one workbook, in the plan's order."""
    sheets = [_form(plan, draft) for draft in drafts]
    title = _("%(plan)s: forms to fill in") % {"plan": plan.name}
    return workbook_bytes(sheets, title=title)


def _form(plan: Plan, draft: Draft) -> Page:
    sheet, project = draft.sheet, draft.project
    head = Head(mark_of(plan), project.key, sheet.fiscal_year, sheet.edition, sheet.version)
    department = f"{plan.name}　{FiscalYear(sheet.fiscal_year).label}　{sheet.department}"
    cells = [
        Cell(0, 0, _MARK, Look.NOTE),
        Cell(0, 1, f"{project.number} {sheet.name}", Look.TITLE),
        Cell(1, 0, str(head), Look.NOTE),
        Cell(1, 1, department, Look.NOTE),
        Cell(2, 1, _("Write in the framed yellow cells only. Write - where it does not apply, － where it cannot be known."), Look.NOTE),
        *(Cell(_FIRST - 1, n, text, Look.HEAD) for n, text in enumerate(("", _("Field"), _("Plan and last year"), _("To fill in"), _("Provisional or final")))),
    ]  # fmt: skip
    fields = {one.code: one for one in fields_of(draft)}
    rows = [one for one in fields.values() if one.kind is not FieldKind.MARK]
    cells += [
        cell
        for row, one in enumerate(rows, _FIRST)
        for cell in (
            Cell(row, 0, one.code, Look.NOTE),
            Cell(row, 1, one.label, Look.HEAD),
            Cell(row, 2, one.says, Look.TEXT),
            Cell(row, FILLED, one.now, Look.FILL, choices=one.choices),
        )
    ]
    cells += [
        _mark(row, fields[figure_mark(one.code)])
        for row, one in enumerate(rows, _FIRST)
        if one.kind is FieldKind.FIGURE
    ]
    tab = f"{project.key} {sheet.name}"[:_TAB].rstrip("'")
    return Page(
        tab,
        _WIDTHS,
        cells,
        head_rows=(0, _FIRST - 1),
        header=project.number,
        hidden=(0,),
        protected=True,
    )


def _mark(row: int, one: SheetField) -> Cell:
    """Beside a figure, to be chosen; empty where it is final, as nearly all are."""
    now = said_of_mark(one.now) if one.now else ""
    return Cell(row, MARKED, now, Look.FILL, choices=one.choices)


@dataclass(frozen=True)
class Filled:
    """A cell of a form that came back."""

    address: str
    text: str
    is_computed: bool = False


@dataclass
class Worksheet:
    """A worksheet as it came back: its rows from 0; ``head`` where it is a form of ours."""

    name: str
    rows: dict[int, tuple[str, ...]] = field(default_factory=dict)
    computed: set[tuple[int, int]] = field(default_factory=set)

    @property
    def is_ours(self) -> bool:
        return self.text(0, 0) == _MARK

    @property
    def head(self) -> Head | None:
        return Head.read(self.text(1, 0))

    def text(self, row: int, column: int) -> str:
        cells = self.rows.get(row, ())
        return cells[column] if column < len(cells) else ""

    def cell(self, row: int, column: int) -> Filled:
        address = f"{column_letters(column)}{row + 1}"
        return Filled(address, self.text(row, column), (row, column) in self.computed)

    def filled(self) -> Iterator[tuple[str, Filled, Filled]]:
        """The fields of a form of ours with what was written and the mark beside it; a row without a name is nobody's."""
        for row in sorted(self.rows):
            if row >= _FIRST and (code := self.text(row, 0)):
                cell = self.cell(row, FILLED)
                written = Filled(cell.address, as_typed(cell.text), cell.is_computed)
                yield code, written, self.cell(row, MARKED)


def worksheets_of(parts: Iterator[SheetStart | Row | WorkbookEnd], name: str) -> list[Worksheet]:
    """The visible worksheets of a workbook that came back.

    Raises:
        Unreadable: it is no workbook, damaged, or points to other workbooks.
    """
    found: dict[str, Worksheet] = {}
    for part in parts:
        match part:
            case SheetStart():
                found[part.name] = Worksheet(part.name)
            case Row():
                sheet = found[part.sheet]
                sheet.rows[part.number - 1] = part.cells
                sheet.computed |= {(part.number - 1, column) for column in part.computed}
            case WorkbookEnd(has_links=True):
                raise Unreadable(
                    _("The workbook takes figures from other workbooks."),
                    place=name,
                    next_step=_("Break the links in the spreadsheet program, so that the figures themselves stand there, and send it again."),
                )  # fmt: skip
    return list(found.values())


def rating_code(one: SheetField, text: str) -> str:
    """The step that was written, with or without its words."""
    word = text.strip()
    return next((code for code in one.choices if word == code or word.startswith(f"{code}　")), word)  # fmt: skip
