"""What a row of the ISIL register says, and every flaw of it by name."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.directory.register_file import make
from yuinowa.directory.domain import register
from yuinowa.directory.domain.register import (
    COLUMNS,
    HEADS,
    NAMES,
    EntryStatus,
    Section,
    former_of,
    read_day,
    read_row,
    section_of_head,
    widened,
    written_day,
)

GOOD = dict(
    zip(
        NAMES,
        [
            "JP-9900001", "試験市立図書館", "Shiken City Library", "シケンシリツトショカン", "000-0000", "東京都", "試験市",
            "1-1", "03-0000-0000", "", "https://example.org/", "", "2011/10/1 0:00:00", "",
        ],
        strict=True,
    )
)  # fmt: skip


def _row(**changes: str) -> register.Row:
    return read_row(2, list((GOOD | changes).values()), demo=True)


def test_a_good_row_has_no_fault_and_no_warning() -> None:
    row = _row()

    assert (row.faults, row.warnings) == ((), ())
    assert (row.registered_on, row.status) == (date(2011, 10, 1), EntryStatus.ACTIVE)


@pytest.mark.parametrize(
    ("changes", "field", "code", "reading"),
    [
        ({"isil": ""}, "isil", register.BLANK, ""),
        ({"isil": "JP-990012"}, "isil", register.ISIL_FORM, ""),
        ({"isil": "JP9900012"}, "isil", register.ISIL_FORM, "JP-9900012"),
        ({"isil": "ＪＰ－9900012"}, "isil", register.ISIL_FORM, "JP-9900012"),
        ({"isil": "JP-4000001"}, "isil", register.ISIL_FORM, ""),
        ({"isil": "DE-1"}, "isil", register.ISIL_FORM, ""),
        ({"name": " 　"}, "name", register.BLANK, ""),
        ({"name": "あ" * 201}, "name", register.TOO_LONG, "200"),
        ({"url": "a\x00b"}, "url", register.BAD_CHARACTER, ""),
        ({"street": "壊れ\ufffd"}, "street", register.BAD_CHARACTER, ""),
        ({"name": "a\nb"}, "name", register.BAD_CHARACTER, ""),
        ({"registered": ""}, "registered", register.BLANK, ""),
        ({"registered": "2011/2/30 0:00:00"}, "registered", register.DATE_FORM, ""),
        ({"registered": "平成23年10月1日"}, "registered", register.DATE_FORM, ""),
        ({"changed": "きのう"}, "changed", register.DATE_FORM, ""),
        ({"former": "JP-9900001"}, "former", register.FORMER_IS_SELF, ""),
    ],
)
def test_a_wrong_row_is_refused_at_its_field(
    changes: dict[str, str], field: str, code: str, reading: str
) -> None:
    faults = _row(**changes).faults

    assert [(fault.field, fault.code, fault.reading) for fault in faults] == [
        (field, code, reading)
    ]


@pytest.mark.parametrize(
    ("changes", "field", "code", "reading"),
    [
        ({"postal_code": "000‐0000"}, "postal_code", register.POSTAL_WRITTEN, "000-0000"),
        ({"postal_code": "０００－００００"}, "postal_code", register.POSTAL_WRITTEN, "000-0000"),
        ({"postal_code": "000-0000　"}, "postal_code", register.POSTAL_WRITTEN, "000-0000"),
        ({"postal_code": "000-000"}, "postal_code", register.POSTAL_FORM, ""),
        ({"telephone": "03-0000-0000（内線12）"}, "telephone", register.TELEPHONE_NOTE, "03-0000-0000"),
        ({"telephone": "03-0000-0000㈹"}, "telephone", register.TELEPHONE_NOTE, "03-0000-0000"),
        ({"fax": "なし"}, "fax", register.NO_NUMBER, ""),
        ({"name": "図書館(分館･室)"}, "name", register.HALF_WIDTH, "図書館（分館・室）"),
        ({"name_kana": "ﾄｼｮｶﾝ"}, "name_kana", register.HALF_WIDTH, "トショカン"),
        ({"prefecture": "試験県"}, "prefecture", register.UNKNOWN_PREFECTURE, ""),
        ({"former": "JP-9800001 なし"}, "former", register.FORMER_FORM, ""),
        ({"changed": "2010/1/1 0:00:00"}, "changed", register.DATES_REVERSED, "2011/10/1 0:00:00"),
    ],
)  # fmt: skip
def test_a_flawed_row_is_taken_with_a_proposed_reading_and_keeps_its_cell(
    changes: dict[str, str], field: str, code: str, reading: str
) -> None:
    row = _row(**changes)

    assert row.faults == ()
    assert [(w.field, w.code, w.reading) for w in row.warnings] == [(field, code, reading)]
    assert row.cells[field] == changes[field]


@pytest.mark.parametrize("count", [0, 1, 13, 15])
def test_a_row_of_another_width_is_refused(count: int) -> None:
    row = read_row(2, ["x"] * count, demo=True)

    assert [fault.code for fault in row.faults] == [register.COLUMN_COUNT]


def test_every_fault_of_a_row_is_named_at_once() -> None:
    row = _row(isil="JP", name="", registered="gestern")

    assert [fault.field for fault in row.faults] == ["isil", "name", "registered"]


def test_a_row_with_its_name_alone_is_of_an_institution_that_is_not_operating() -> None:
    row = _row(**dict.fromkeys(register.CONTACTS, ""))

    assert (row.faults, row.status) == ((), EntryStatus.NOT_OPERATING)


def test_made_up_numbers_are_refused_outside_the_demo() -> None:
    row = read_row(2, list(GOOD.values()), demo=False)

    assert [fault.code for fault in row.faults] == [register.ISIL_FORM]


def test_both_wordings_of_the_header_are_known_and_others_leave_it_open() -> None:
    assert section_of_head(HEADS[Section.PUBLIC]) is Section.PUBLIC
    assert section_of_head(HEADS[Section.OTHER]) is Section.OTHER
    assert section_of_head(["x"] * 14) is None
    assert section_of_head(["x"]) is None


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_day_is_read_as_it_was_written(day: date) -> None:
    assert read_day(written_day(day)) == day


@given(st.lists(st.text(max_size=40), max_size=16))
def test_any_row_is_read_without_a_fault_of_ours_and_keeps_its_cells(cells: list[str]) -> None:
    row = read_row(2, cells, demo=True)

    assert list(row.cells.values()) == cells[:14]


@given(st.text(max_size=60))
def test_widening_leaves_nothing_half_wide(text: str) -> None:
    assert widened(widened(text)) == widened(text)
    assert not set(widened(text)) & set("･｢｣()")


def test_several_former_numbers_stand_in_one_cell() -> None:
    assert former_of("JP-1004043 JP-1004045　JP-1004043") == ("JP-1004043", "JP-1004045")


def test_the_made_file_holds_its_truth() -> None:
    made = make(400)
    rows = {cells[0]: read_row(n, cells, demo=True) for n, cells in enumerate(made.rows, start=2)}

    assert {isil for isil, row in rows.items() if row.faults} == set()
    found = {
        isil: [(w.field, w.code, w.reading) for w in row.warnings]
        for isil, row in rows.items()
        if row.warnings
    }
    wanted = {
        isil: [w for w in warnings if w[1] != register.SAME_NAME]
        for isil, warnings in made.warnings.items()
    }
    assert found == {isil: warnings for isil, warnings in wanted.items() if warnings}
    assert [i for i, row in rows.items() if row.status is EntryStatus.NOT_OPERATING] == made.not_operating  # fmt: skip
    assert len(COLUMNS) == 14
