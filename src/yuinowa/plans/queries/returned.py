"""Read forms that came back: the door, and each sheet with what it changes, old beside new."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet

from yuinowa.core.rights import Actor, visible_to
from yuinowa.plans.domain.round import departments_of
from yuinowa.plans.domain.sheet import SheetState
from yuinowa.plans.models import FilledForm, FilledSheet, Plan, Project, Sheet
from yuinowa.plans.queries.fields import fields_of
from yuinowa.plans.queries.pages import SheetPage, sheet_page


def forms_visible_to(actor: Actor) -> QuerySet[FilledForm]:
    """The files that came back, with their plans, the latest first."""
    return visible_to(actor, FilledForm.objects.select_related("plan__owner"))


def drafts_of(plan: Plan, fiscal_year: int) -> list[Sheet]:
    """The drafts of the year, in the plan's order."""
    return list(
        Sheet.objects.filter(project__plan=plan, fiscal_year=fiscal_year, state=SheetState.DRAFT)
        .select_related("project__plan__owner", "project__measure__goal")
        .order_by("project__position", "edition")
    )


def draft_pages(plan: Plan, fiscal_year: int, department: str = "") -> list[SheetPage]:
    """The drafts of the year as pages; those of one department, where it is named."""
    return [
        sheet_page(sheet)
        for sheet in drafts_of(plan, fiscal_year)
        if not department or department in departments_on(sheet)
    ]


def departments_on(sheet: Sheet) -> tuple[str, ...]:
    """The departments a sheet names, on its head and on its lines."""
    lines = sheet.lines.values_list("department", flat=True)
    return departments_of(sheet.department, *lines)


def departments_of_year(plan: Plan, fiscal_year: int) -> list[str]:
    """Who has a draft to fill, each once, in the plan's order."""
    named = (name for sheet in drafts_of(plan, fiscal_year) for name in departments_on(sheet))
    return list(dict.fromkeys(named))


@dataclass(frozen=True)
class Change:
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class FilledRow:
    """A sheet of a file that came back, with what it changes."""

    row: FilledSheet
    project: Project | None
    changes: tuple[Change, ...]


def filled_rows(form: FilledForm) -> Iterator[FilledRow]:
    """The sheets of ``form`` in the order of the file; what was taken is told as it was then."""
    for row in form.sheets.select_related("sheet__project__plan__owner"):
        if row.sheet is None:
            yield FilledRow(row, None, ())
            continue
        fields = {field.code: field for field in fields_of(sheet_page(row.sheet))}
        changes = tuple(
            Change(
                fields[code].label if code in fields else code,
                row.before.get(code, fields[code].now if code in fields else ""),
                text,
            )
            for code, text in row.values.items()
        )
        yield FilledRow(row, row.sheet.project, changes)
