"""Read forms that came back: the door, and each sheet with what it changes, old beside new."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from yuinowa.core.rights import Actor, visible_to
from yuinowa.plans.domain.returned import FormState
from yuinowa.plans.domain.round import departments_of
from yuinowa.plans.domain.sheet import SheetState
from yuinowa.plans.models import FilledForm, FilledSheet, Plan, Project, Sheet
from yuinowa.plans.queries.changes import LastChange, last_changes
from yuinowa.plans.queries.drafts import drafts_on
from yuinowa.plans.queries.fields import FieldKind, SheetField, fields_of, said_of_mark


def forms_visible_to(actor: Actor) -> QuerySet[FilledForm]:
    """The files that came back, with their plans, the latest first."""
    return visible_to(actor, FilledForm.objects.select_related("plan__owner"))


def drafts_of(plan: Plan, fiscal_year: int) -> list[Sheet]:
    """The drafts of the year with their lines, in the plan's order. Two queries."""
    return list(_drafts(plan).filter(fiscal_year=fiscal_year))


def drafts_again(plan: Plan, sheets: Collection[int]) -> tuple[Sheet, ...]:
    """Of ``sheets``, ids, those that are drafts still, as somebody was shown them before. Two queries."""
    return tuple(_drafts(plan).filter(pk__in=sheets))


def _drafts(plan: Plan) -> QuerySet[Sheet]:
    return (
        Sheet.objects.filter(project__plan=plan, state=SheetState.DRAFT)
        .select_related("project")
        .prefetch_related("lines")
        .order_by("project__position", "edition")
    )


def drafts_to_fill(plan: Plan, fiscal_year: int, department: str = "") -> tuple[Sheet, ...]:
    """The drafts of the year; those of one department, where it is named. Two queries."""
    return tuple(
        sheet
        for sheet in drafts_of(plan, fiscal_year)
        if not department or department in departments_on(sheet)
    )


def departments_on(sheet: Sheet) -> tuple[str, ...]:
    """The departments a sheet names, on its head and on its lines."""
    return departments_of(sheet.department, *(line.department for line in sheet.lines.all()))


def departments_among(drafts: Iterable[Sheet]) -> dict[str, int]:
    """Who has a draft to fill, in the plan's order, and how many."""
    return dict(Counter(name for sheet in drafts for name in departments_on(sheet)))


def is_late(row: FilledSheet) -> bool:
    """Whether the sheet that ``row`` would change was submitted after the file was looked at."""
    return bool(row.values) and row.sheet is not None and row.sheet.state != SheetState.DRAFT


@dataclass(frozen=True)
class Change:
    """A field as it stands, and as the file has it."""

    label: str
    before: str
    after: str
    #: Whether somebody wrote there after the file was looked at.
    is_newer: bool = False


@dataclass(frozen=True)
class FilledRow:
    """A sheet of a file that came back, with what it changes."""

    row: FilledSheet
    project: Project | None
    changes: tuple[Change, ...]
    #: Who wrote on the sheet after the file was looked at; None: nobody did.
    first: LastChange | None = None
    is_late: bool = False


def filled_rows(form: FilledForm) -> Iterator[FilledRow]:
    """The sheets of ``form`` in the order of the file; what was taken is told as it was then."""
    is_open = form.state == FormState.PREVIEW
    rows = list(form.sheets.select_related("sheet__project"))
    drafts = drafts_on(form.plan, (row.sheet for row in rows if row.sheet is not None))
    by_sheet = {draft.sheet.pk: draft for draft in drafts}
    newer = last_changes(row.sheet for row in rows if is_open and row.sheet and _is_newer(row))
    for row in rows:
        if row.sheet is None:
            yield FilledRow(row, None, ())
            continue
        fields = {field.code: field for field in fields_of(by_sheet[row.sheet.pk])}
        changes = [
            _change(fields.get(code), code, row.before.get(code, ""), text, is_open=is_open)
            for code, text in _in_order(row.values, list(fields))
        ]
        late = is_open and is_late(row)
        yield FilledRow(
            row,
            row.sheet.project,
            tuple(one for one in changes if one.before != one.after or not is_open),
            newer.get(row.sheet.pk),
            is_late=late,
        )


def _is_newer(row: FilledSheet) -> bool:
    """Whether somebody wrote on the draft that ``row`` would change, after the file was looked at."""
    if row.sheet is None or not row.values or row.faults or is_late(row):
        return False
    return row.sheet.version != row.base_version


def _in_order(values: Mapping[str, str], codes: Sequence[str]) -> list[tuple[str, str]]:
    """``values`` as the sheet has them, whatever order the database gives them in."""
    return sorted(values.items(), key=lambda row: (*codes, row[0]).index(row[0]))


def _change(one: SheetField | None, code: str, before: str, text: str, *, is_open: bool) -> Change:
    """One field of a sheet, in words: beside what stands now, or what stood ``before`` it was taken."""
    if one is None:
        return Change(code, before, text)
    stands = one.now if is_open else before
    say = said_of_mark if one.kind is FieldKind.MARK else str
    return Change(one.label, say(stands), say(text), is_newer=is_open and one.now != before)
