"""Whether a figure is provisional (速報) goes out with the form, comes back with it, and is taken back with it."""

from __future__ import annotations

import pytest
from openpyxl.worksheet.worksheet import Worksheet as Tab

from tests.plans.returned.books import (
    YEAR,
    Book,
    an_open_plan,
    draft,
    faults_of,
    fill,
    filled,
    form_of,
    row_of,
    send,
    tab_of,
    take,
)
from tests.plans.returned.test_own_form import LIST, _list
from yuinowa.plans.domain.returned import mark_in
from yuinowa.plans.models import Plan, SheetFigure
from yuinowa.plans.queries.returned import filled_rows
from yuinowa.plans.services.returned import say_places
from yuinowa.plans.services.taking import undo_form

KEY, CODE = "1-2-1", "figure-1"


def mark(tab: Tab, value: object) -> None:
    tab.cell(row_of(tab, CODE), 5).value = value  # type: ignore[assignment]  # openpyxl takes more than it says


def is_provisional(plan: Plan) -> bool | None:
    figure = SheetFigure.objects.select_related("value").get(
        sheet=draft(plan, KEY), fiscal_year=YEAR, slot__position=1
    )
    return None if figure.value is None else figure.value.is_preliminary


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("速報", "provisional"),
        ("（速報）", "provisional"),
        ("速報値", "provisional"),
        ("Provisional", "provisional"),
        ("確定", ""),
        ("final", ""),
        ("", ""),
        ("○", None),
        ("たぶん", None),
        ("1", None),
    ],
)
def test_a_mark_is_read_in_either_language(text: str, found: str | None) -> None:
    assert mark_in(text) == found


@pytest.mark.django_db
def test_a_mark_goes_out_comes_in_and_is_taken_back() -> None:
    plan, who = an_open_plan()
    book = form_of(plan)
    fill(tab_of(book, KEY), CODE, "1,200")
    mark(tab_of(book, KEY), "速報")
    form = send(plan, who, book)
    assert faults_of(form) == []
    take(form, who)
    assert is_provisional(plan) is True

    again = form_of(plan)
    assert tab_of(again, KEY).cell(row_of(tab_of(again, KEY), CODE), 5).value == "速報"
    assert not any(row.values for row in send(plan, who, again).sheets.all())

    mark(tab_of(again, KEY), "確定")
    final = send(plan, who, again)
    shown = next(one.changes for one in filled_rows(final) if one.changes)
    assert [(one.before, one.after) for one in shown] == [("速報", "確定")]
    final = take(final, who)
    assert is_provisional(plan) is False

    undo_form(final.pk, actor=who, expected_version=final.version)
    assert is_provisional(plan) is True


@pytest.mark.django_db
def test_a_new_figure_beside_a_mark_that_stays_is_still_provisional() -> None:
    plan, who = an_open_plan()
    book = form_of(plan)
    fill(tab_of(book, KEY), CODE, "1,200")
    mark(tab_of(book, KEY), "速報")
    take(send(plan, who, book), who)
    again = form_of(plan)
    fill(tab_of(again, KEY), CODE, "1,300")

    take(send(plan, who, again), who)

    assert is_provisional(plan) is True


@pytest.mark.django_db
def test_the_cell_of_a_mark_can_be_changed_and_offers_its_words() -> None:
    plan, _who = an_open_plan()
    tab = tab_of(form_of(plan), KEY)
    cell = tab.cell(row_of(tab, CODE), 5)

    rules = [rule for rule in tab.data_validations.dataValidation if cell.coordinate in rule.sqref]
    assert [rule.formula1 for rule in rules] == ['"速報,確定"']
    assert not cell.protection.locked


def _marked(value: object, figure: object = "1,200") -> list[dict[str, str]]:
    def change(book: Book) -> None:
        fill(tab_of(book, KEY), CODE, figure)
        mark(tab_of(book, KEY), value)

    _plan, _who, form = filled(change)
    return [fault for row in form.sheets.all() for fault in row.faults]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("value", "figure", "code"),
    [
        ("たぶん", "1,200", "no-such-mark"),
        (1, "1,200", "no-such-mark"),
        ("速報" * 20, "1,200", "too-long"),
        ("速報", "", "mark-alone"),
    ],
)
def test_a_word_that_is_no_mark_is_named_by_its_cell(
    value: object, figure: object, code: str
) -> None:
    faults = _marked(value, figure)

    assert [fault["code"] for fault in faults] == [code]
    assert faults[0]["cell"].startswith("E")


@pytest.mark.django_db
def test_an_own_form_has_a_place_for_marks_too() -> None:
    plan, who = an_open_plan()
    book = _list()
    tab = book.active
    assert tab is not None
    tab["G3"] = "速報"
    form = send(plan, who, book)
    places = LIST | {"provisional": "G"}

    take(say_places(form.pk, places, actor=who, expected_version=form.version), who)

    assert is_provisional(plan) is True
