"""What can be wrong in a cell: told by the cell, and nothing of the sheet is stored."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.plans.returned.books import Book, faults_of, fill, filled, row_of, tab_of
from yuinowa.kernel.errors import Unreadable
from yuinowa.plans.domain.returned import (
    Address,
    CellDoubt,
    CellFault,
    Measured,
    column_letters,
    figure_doubt,
    figure_fault,
    read_addresses,
    wrong_eras,
)

SHARE = Measured("%", targets=(Decimal(80), Decimal(90)), before=Decimal(78))
COUNT = Measured("冊", targets=(Decimal(1000),), before=Decimal(900))


@pytest.mark.parametrize(
    ("text", "measured", "fault"),
    [
        ("85%", SHARE, None),
        ("100%", SHARE, None),
        ("101%", SHARE, CellFault.OVER_HUNDRED),
        ("１２０％", SHARE, CellFault.OVER_HUNDRED),
        ("0.85", SHARE, CellFault.SHARE),
        ("-1", SHARE, CellFault.OVER_HUNDRED),
        ("120%", Measured("%", over_hundred=True), None),
        ("1,200", COUNT, None),
        ("-5", COUNT, None),
        ("たくさん", COUNT, CellFault.NOT_A_FIGURE),
        ("令和8年", COUNT, CellFault.NOT_A_FIGURE),
        ("2026-04-01", COUNT, CellFault.NOT_A_FIGURE),
        ("1.2.3", COUNT, CellFault.NOT_A_FIGURE),
        ("", COUNT, None),
        ("-", COUNT, None),
        ("－", COUNT, None),
    ],
)
def test_a_figure_that_cannot_be_is_told(
    text: str, measured: Measured, fault: CellFault | None
) -> None:
    assert figure_fault(text, measured) == fault


@pytest.mark.parametrize(
    ("text", "measured", "doubt"),
    [
        ("120%", Measured("%", over_hundred=True), CellDoubt.OVER_HUNDRED),
        ("-5", COUNT, CellDoubt.NEGATIVE),
        ("-5", Measured("点", targets=(Decimal(-3),)), None),
        ("900000", COUNT, CellDoubt.FAR),
        ("1", COUNT, CellDoubt.FAR),
        ("1,000", COUNT, None),
        ("0", COUNT, None),
    ],
)
def test_a_figure_worth_a_second_look_is_taken_all_the_same(
    text: str, measured: Measured, doubt: CellDoubt | None
) -> None:
    assert figure_fault(text, measured) is None
    assert figure_doubt(text, measured) == doubt


def test_years_that_no_era_had_are_shown_with_what_was_meant() -> None:
    found = wrong_eras(
        "平成３２年度に始め、令和0年に続け、昭和65年、令和8年度に終えた。平成31年4月。"
    )

    assert [(one.written, one.meant) for one in found] == [
        ("平成32年度", "令和2年度"), ("令和0年", "平成30年"), ("昭和65年", "平成2年"),
    ]  # fmt: skip


@given(st.integers(0, 700), st.integers(0, 99_998) | st.none())
def test_an_address_is_read_as_it_is_written(column: int, row: int | None) -> None:
    address = Address(column, row)

    assert read_addresses(str(address).lower()) == (address,)
    assert column_letters(0) == "A"


@pytest.mark.parametrize("text", ["8D", "D0", "D8:D9", "ABCD1", "えー"])
def test_what_is_no_address_is_not_guessed_at(text: str) -> None:
    assert read_addresses(text) is None


def _delete(book: Book, code: str) -> None:
    tab = tab_of(book, "1-2-1")
    tab.delete_rows(row_of(tab, code))


def _twice(book: Book) -> None:
    tab = tab_of(book, "1-2-1")
    tab.cell(row_of(tab, "reason"), 1).value = "figure-1"


def _copied(book: Book) -> None:
    copy = book.copy_worksheet(tab_of(book, "1-2-1"))
    copy.title = "もう一枚"


CASES = [
    (lambda b: fill(tab_of(b, "1-2-1"), "figure-1", "約1,000"), ["not-a-figure"]),
    (lambda b: fill(tab_of(b, "1-2-1"), "reason", "あ" * 1001), ["too-long"]),
    (lambda b: fill(tab_of(b, "1-2-1"), "reason", "理由\ufdd0"), ["character"]),
    (lambda b: fill(tab_of(b, "1-2-1"), "rating", "z"), ["no-such-step"]),
    (lambda b: _delete(b, "reason"), ["row-gone"]),
    (_twice, ["row-gone", "row-twice", "row-twice"]),
    (lambda b: setattr(tab_of(b, "1-2-1")["A6"], "value", "poem"), ["row-gone", "row-unknown"]),
    (lambda b: setattr(tab_of(b, "1-2-1")["A2"], "value", "1|1-2-1"), ["other-plan"]),
    (_copied, ["project-twice"]),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("change", "codes"), CASES)
def test_a_fault_of_a_cell_or_a_row_is_told(change: object, codes: list[str]) -> None:
    assert callable(change)
    _plan, _who, form = filled(change)

    assert faults_of(form) == codes


@pytest.mark.django_db
def test_rows_that_were_moved_are_still_known_by_their_names() -> None:
    def swap(book: Book) -> None:
        tab = tab_of(book, "1-2-1")
        fill(tab, "figure-1", "1000")
        first, second = row_of(tab, "figure-1"), row_of(tab, "reason")
        for column in (1, 2, 3, 4):
            one, two = tab.cell(first, column), tab.cell(second, column)
            one.value, two.value = two.value, one.value

    _plan, _who, form = filled(swap)

    assert faults_of(form) == []
    assert [row.values for row in form.sheets.all() if row.values] == [{"figure-1": "1,000"}]


@pytest.mark.django_db
def test_a_formula_is_told_with_its_cell_and_one_without_a_result_stops_the_file() -> None:
    with pytest.raises(Unreadable):
        filled(lambda b: fill(tab_of(b, "1-2-1"), "figure-1", "=1+1"))


@pytest.mark.django_db
def test_a_figure_typed_as_a_number_and_a_step_with_its_words_are_understood() -> None:
    def write(book: Book) -> None:
        fill(tab_of(book, "1-2-1"), "figure-1", 1000)
        fill(tab_of(book, "1-2-1"), "rating", "b　計画どおり")

    _plan, _who, form = filled(write)

    assert faults_of(form) == []
    assert next(row.values for row in form.sheets.all() if row.values) == {
        "figure-1": "1,000",
        "rating": "b",
    }
