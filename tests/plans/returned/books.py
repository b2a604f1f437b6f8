"""Forms as a department fills them in: the workbook that went out, changed cell by cell."""

from __future__ import annotations

import io
from collections.abc import Callable

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet as Tab

from tests.plans.factories import an_owner, officer, own_plan
from yuinowa.core.rights import Actor
from yuinowa.plans.exchange.sheet_forms import forms_workbook
from yuinowa.plans.models import FilledForm, Plan, Sheet
from yuinowa.plans.queries.drafts import drafts_on
from yuinowa.plans.queries.returned import drafts_to_fill
from yuinowa.plans.services import open_year
from yuinowa.plans.services.returned import receive_form
from yuinowa.plans.services.taking import take_form

YEAR = 2026
Book = openpyxl.Workbook


def an_open_plan(name: str = "試験市") -> tuple[Plan, Actor]:
    """An own plan with drafts of the year, and who keeps it."""
    plan = own_plan(an_owner(name))
    who = officer(plan.owner)
    open_year(plan.pk, YEAR, actor=who)
    return plan, who


def form_of(plan: Plan) -> Book:
    drafts = drafts_on(plan, drafts_to_fill(plan, YEAR))
    return openpyxl.load_workbook(io.BytesIO(forms_workbook(plan, drafts)))


def saved(book: Book) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def tab_of(book: Book, key: str) -> Tab:
    found: Tab = next(book[name] for name in book.sheetnames if name.split(" ")[0] == key)
    return found


def row_of(tab: Tab, code: str) -> int:
    return next(int(cell.row) for cell in tab["A"] if cell.value == code)


def fill(tab: Tab, code: str, value: object) -> None:
    tab.cell(row_of(tab, code), 4).value = value  # type: ignore[assignment]  # openpyxl takes more than it says


def send(plan: Plan, who: Actor, book: Book | bytes, name: str = "票.xlsx") -> FilledForm:
    data = book if isinstance(book, bytes) else saved(book)
    return receive_form(plan, YEAR, data, name=name, actor=who)


def take(form: FilledForm, who: Actor, *, only_good: bool = False) -> FilledForm:
    return take_form(form.pk, actor=who, expected_version=form.version, only_good=only_good)


def filled(change: Callable[[Book], object]) -> tuple[Plan, Actor, FilledForm]:
    """A plan, its keeper, and the form after ``change``, sent."""
    plan, who = an_open_plan()
    book = form_of(plan)
    change(book)
    return plan, who, send(plan, who, book)


def faults_of(form: FilledForm) -> list[str]:
    return [fault["code"] for row in form.sheets.all() for fault in row.faults]


def draft(plan: Plan, key: str) -> Sheet:
    return Sheet.objects.select_related("project__plan__owner").get(
        project__plan=plan, project__key=key, fiscal_year=YEAR
    )
