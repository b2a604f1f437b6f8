"""A municipality's own form: what stands where was said once, by hand; read by that, judged as any other."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from yuinowa.kernel.errors import InputRefused
from yuinowa.plans.domain.kinds import CellRole
from yuinowa.plans.domain.returned import (
    Address,
    CellFault,
    OwnPlace,
    is_a_list,
    read_addresses,
)
from yuinowa.plans.domain.sheet import SheetState
from yuinowa.plans.exchange.sheet_forms import Filled, Worksheet
from yuinowa.plans.models import FilledForm, FilledSheet, Project, Sheet
from yuinowa.plans.queries.drafts import Draft, drafts_on
from yuinowa.plans.queries.fields import SheetField, fields_of
from yuinowa.plans.services.judging import Judged, judge_cell, judge_marks

#: Of a form that is not ours so much is kept while it is said what stands where.
MOST_SHEETS, MOST_ROWS, MOST_COLUMNS = 200, 600, 40
_MOST_CELLS = 60_000


def cells_of(sheets: Sequence[Worksheet], name: str) -> dict[str, Any]:
    """The cells of the file as they are kept, by worksheet and row.

    Raises:
        InputRefused: it is too large to be a form.
    """
    found: dict[str, Any] = {
        sheet.name: {
            "rows": {str(n): list(cells[:MOST_COLUMNS]) for n, cells in sheet.rows.items() if n < MOST_ROWS},
            "computed": sorted(list(place) for place in sheet.computed),
        }
        for sheet in sheets[:MOST_SHEETS]
    }  # fmt: skip
    count = sum(len(cells) for sheet in found.values() for cells in sheet["rows"].values())
    is_cut = len(sheets) > MOST_SHEETS or any(n >= MOST_ROWS for s in sheets for n in s.rows)
    if count > _MOST_CELLS or is_cut:
        raise InputRefused(
            _("The file is too large for a form: at most %(sheets)s worksheets of %(rows)s rows.")
            % {"sheets": MOST_SHEETS, "rows": MOST_ROWS},
            place=name,
            next_step=_("Divide it into several files."),
        )
    return found


def worksheets_from(cells: Mapping[str, Any]) -> list[Worksheet]:
    """The worksheets that were kept."""
    return [
        Worksheet(
            name,
            {int(n): tuple(row) for n, row in kept["rows"].items()},
            {(row, column) for row, column in kept["computed"]},
        )
        for name, kept in cells.items()
    ]


def read_places(places: Mapping[str, str]) -> dict[OwnPlace, tuple[Address, ...]]:
    """The addresses that were written.

    Raises:
        InputRefused: one cannot be read, the project's is missing, or cells and columns are mixed.
    """
    found: dict[OwnPlace, tuple[Address, ...]] = {}
    for place, text in places.items():
        addresses = read_addresses(text)
        if addresses is None or (place == OwnPlace.PROJECT and len(addresses) > 1):
            raise InputRefused(
                _("“%(text)s” is no cell and no column.") % {"text": text[:50]},
                place=place,
                next_step=_("Write a cell such as D8, or a column such as D; several with commas."),
            )
        if addresses:
            found[OwnPlace(place)] = addresses
    if OwnPlace.PROJECT not in found:
        raise InputRefused(_("Say where the number of the project stands."), place="project")
    if len(found) == 1:
        raise InputRefused(_("Say where something is written."), place="result")
    if is_a_list([address for row in found.values() for address in row]) is None:
        raise InputRefused(
            _("Cells and columns cannot be mixed."),
            place="project",
            next_step=_("Write columns for a list with a row for each project, cells for a worksheet for each."),
        )  # fmt: skip
    return found


@dataclass(frozen=True)
class _Found:
    """Where a project stands in the file: the worksheet, and its rows where it is a list."""

    sheet: Worksheet
    project: Project
    rows: tuple[int, ...]

    @property
    def place(self) -> str:
        return self.sheet.name if not self.rows else f"{self.sheet.name} {self.rows[0] + 1}"


def judged_own(
    form: FilledForm, sheets: Iterable[Worksheet], places: Mapping[str, str]
) -> tuple[list[FilledSheet], list[str]]:
    """What the file would change in the drafts of the year, and the worksheets that name no project.

    Raises:
        InputRefused: as ``read_places``; or no project of the plan is found.
    """
    said = read_places(places)
    known = _projects(form)
    found, left = _projects_in(sheets, said[OwnPlace.PROJECT][0], known)
    if not found:
        raise InputRefused(
            _("No number or name of a project of this plan stands there."),
            place="project",
            next_step=_("Look at the file above and say where the project is named."),
        )
    drafts = _drafts(form)
    wanted = {one.project.pk for one in found}
    open_ones = (s for pk, s in drafts.items() if pk in wanted and s.state == SheetState.DRAFT)
    read = drafts_on(form.plan, open_ones)
    by_project = {draft.project.pk: draft for draft in read}
    rows: list[FilledSheet] = []
    seen: set[int] = set()
    for one in found:
        judged = Judged()
        draft = drafts.get(one.project.pk)
        if one.project.pk in seen:
            judged.fault(CellFault.PROJECT_TWICE, value=one.project.number)
        seen.add(one.project.pk)
        if draft is None:
            judged.fault(CellFault.NO_SHEET)
        elif draft.state != SheetState.DRAFT:
            judged.fault(CellFault.NOT_DRAFT)
        else:
            _judge(one, said, by_project[one.project.pk], judged)
        rows.append(
            FilledSheet(
                form=form,
                position=len(rows) + 1,
                place=one.place[:60],
                sheet=draft,
                base_version=draft.version if draft else 0,
                values=judged.values,
                before=judged.before,
                faults=judged.faults,
                doubts=judged.doubts,
            )
        )
    return rows, left


def _projects(form: FilledForm) -> dict[str, Project]:
    """The projects by everything a form may call them by."""
    rows = Project.objects.filter(plan=form.plan_id).select_related("plan")
    return {
        _folded(word): row for row in rows for word in (row.number, row.key, row.name, str(row))
    }


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _projects_in(
    sheets: Iterable[Worksheet], at: Address, known: Mapping[str, Project]
) -> tuple[list[_Found], list[str]]:
    """Where each project stands; rows of one project that follow each other are its lines."""
    found: list[_Found] = []
    left = []
    for sheet in sheets:
        here: list[_Found] = []
        for row in sorted(sheet.rows) if at.row is None else [at.row]:
            project = known.get(_folded(sheet.text(row, at.column)))
            if project is None:
                continue
            if here and here[-1].project == project:
                here[-1] = _Found(sheet, project, (*here[-1].rows, row))
            else:
                here.append(_Found(sheet, project, (row,) if at.row is None else ()))
        found += here
        left += [] if here or not sheet.rows else [sheet.name]
    return found, left


def _drafts(form: FilledForm) -> dict[int, Sheet]:
    """By project, the newest edition of the year's sheet."""
    rows = (
        Sheet.objects.filter(project__plan=form.plan_id, fiscal_year=form.fiscal_year)
        .select_related("project")
        .order_by("edition")
    )
    return {row.project_id: row for row in rows}


def _judge(
    one: _Found,
    said: Mapping[OwnPlace, tuple[Address, ...]],
    draft: Draft,
    judged: Judged,
) -> None:
    """What is written in the places that were said; an empty cell changes nothing."""
    fields, written = fields_of(draft), {}
    for place, addresses in said.items():
        wanted = list(_fields(place, fields))
        for field, cell in zip(wanted, _cells(one, addresses), strict=False):
            if cell.text.strip():
                judge_cell(field, cell, draft.plan, judged)
                written[field.code] = cell
    judge_marks(fields, judged, written)


def _cells(one: _Found, addresses: Iterable[Address]) -> Iterator[Filled]:
    for address in addresses:
        if address.row is not None:
            yield one.sheet.cell(address.row, address.column)
        else:
            yield from (one.sheet.cell(row, address.column) for row in one.rows)


_PARTS = {
    OwnPlace.RESULT: ("result-",),
    OwnPlace.EVALUATION: (f"text-{CellRole.EVALUATION}-", "evaluation-"),
    OwnPlace.ISSUES: (f"text-{CellRole.ISSUES}-",),
    OwnPlace.NEXT_STEPS: (f"text-{CellRole.NEXT_STEPS}-", "next-"),
    OwnPlace.REASON: ("reason",),
    OwnPlace.FIGURES: ("figure-",),
    OwnPlace.PROVISIONAL: ("provisional-",),
}


def _fields(place: OwnPlace, fields: Iterable[SheetField]) -> Iterator[SheetField]:
    """The fields of a sheet that a place may fill, in their order."""
    for field in fields:
        if place in _PARTS:
            if field.code.startswith(_PARTS[place]):
                yield field
        elif field.code == place:
            yield field
