"""Workbooks that mean harm, and those that lean on others, are refused before a cell is looked at (R10, R12).

What is wrong in a cell is told by that cell, and then nothing of the file is stored (R8, R9).
"""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
import xlsxwriter

from tests.plans.returned.books import (
    an_open_plan,
    draft,
    fill,
    form_of,
    row_of,
    saved,
    send,
    tab_of,
    take,
)
from yuinowa.kernel.errors import InputRefused, Unreadable
from yuinowa.ledger.models import IndicatorValue
from yuinowa.plans.models import FilledForm, IndicatorSlot
from yuinowa.plans.services.returned import say_places

pytestmark = pytest.mark.django_db


def _with(data: bytes, name: str, content: bytes) -> bytes:
    """The workbook with one more part."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for member in old.infolist():
            new.writestr(member, old.read(member))
        new.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("xl/media/bomb.bin", b"\0" * (65 << 20)),
        ("../outside.xml", b"<a/>"),
        ("xl/extra.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
        ("xl/externalLinks/externalLink1.xml", b"<externalLink/>"),
    ],
)
def test_a_hostile_workbook_is_refused_and_leaves_nothing(name: str, content: bytes) -> None:
    plan, who = an_open_plan()
    data = _with(saved(form_of(plan)), name, content)

    with pytest.raises(Unreadable) as refused:
        send(plan, who, data)

    assert refused.value.next_step
    assert not FilledForm.objects.exists()


def test_a_workbook_with_macros_is_refused_with_what_to_do() -> None:
    plan, who = an_open_plan()
    data = _with(saved(form_of(plan)), "xl/vbaProject.bin", b"\xd0\xcf\x11\xe0")

    with pytest.raises(Unreadable) as refused:
        send(plan, who, data, "票.xlsm")

    assert "XLSX" in refused.value.next_step
    assert not FilledForm.objects.exists()


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("たくさん", "not-a-figure"),
        ("=1+1", "not-a-figure"),
        ("令和0年", "not-a-figure"),
        (date(2026, 4, 1), "not-a-figure"),
        (True, "not-a-figure"),
        ("#DIV/0!", "not-a-figure"),
        ("1e9", "not-a-figure"),
        ("9" * 41, "too-long"),
        (120, "over-hundred"),
        (-1, "over-hundred"),
        (0.85, "share"),
    ],
)
def test_what_no_percentage_can_be_is_told_by_its_cell_and_nothing_is_stored(
    value: object, code: str
) -> None:
    plan, who = an_open_plan()
    slot = IndicatorSlot.objects.filter(
        project__plan=plan, indicator__unit="%", indicator__over_hundred=False
    ).earliest("pk")
    book = form_of(plan)
    tab = tab_of(book, slot.project.key)
    at = (row_of(tab, f"figure-{slot.position}"), 4)
    tab.cell(*at).value = value  # type: ignore[assignment]  # openpyxl takes more than it says
    if isinstance(value, str) and value[0] in "=#":
        tab.cell(*at).data_type = "s"
    fill(tab, "reason", "ほかの欄は正しい。")
    figures = IndicatorValue.objects.count()

    form = send(plan, who, book)
    with pytest.raises(InputRefused):
        take(form, who)

    assert [(f["code"], f["cell"]) for row in form.sheets.all() for f in row.faults] == [
        (code, f"D{at[0]}")
    ]
    assert IndicatorValue.objects.count() == figures
    assert draft(plan, slot.project.key).difference_reason == ""


def test_a_formula_with_its_result_is_told_by_its_cell() -> None:
    plan, who = an_open_plan()
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        tab = book.add_worksheet("実績")
        tab.write_row(0, 0, ["番号", "実績値"])
        tab.write_string(1, 0, "1-(2)-①")
        tab.write_formula(1, 1, "=1+1", None, "2")
    form = send(plan, who, out.getvalue())

    said = say_places(
        form.pk, {"project": "A", "figures": "B"}, actor=who, expected_version=form.version
    )

    assert [(f["code"], f["cell"]) for row in said.sheets.all() for f in row.faults] == [
        ("formula", "B2")
    ]


def test_words_that_begin_like_a_formula_come_in_as_words_and_go_out_harmless() -> None:
    plan, who = an_open_plan()
    book, words = form_of(plan), '=HYPERLINK("https://example.org")'
    tab = tab_of(book, "1-2-1")
    fill(tab, "reason", words)
    tab.cell(row_of(tab, "reason"), 4).data_type = "s"

    take(send(plan, who, book), who)

    assert draft(plan, "1-2-1").difference_reason == words
    again = form_of(plan)
    cell = tab_of(again, "1-2-1").cell(row_of(tab, "reason"), 4)
    assert (cell.data_type, cell.value) == ("s", f"'{words}")
    assert not any(row.values for row in send(plan, who, again).sheets.all())
