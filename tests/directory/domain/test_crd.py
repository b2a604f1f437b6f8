from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuinowa.directory.domain import crd, records
from yuinowa.directory.domain.institutions import IdentifierScheme, InstitutionKind, NameKind
from yuinowa.directory.domain.records import Refused, SourceRecord

SANKO = [
    "4200008",
    "専門図書館(公益法人) (42)",
    "2019",
    "公益財団法人三康文化研究所附属三康図書館 / 三康図書館",
    "コウエキザイダンホウジンサンコウブンカケンキュウジョフゾクサンコウトショカン",
    "105-0011 東京都 港区 芝公園4-7-4\u3000明照会館1階",
    "03-3431-6073",
    "",
    "",
]


def row(**changed: str) -> list[str]:
    cells = dict(zip(crd.COLUMNS, SANKO, strict=True)) | changed
    return list(cells.values())


def taken(cells: list[str]) -> SourceRecord:
    outcome = crd.parse(2, cells)
    assert isinstance(outcome, SourceRecord)
    return outcome


def refused(cells: list[str]) -> set[tuple[str, str]]:
    outcome = crd.parse(2, cells)
    assert isinstance(outcome, Refused)
    return {(fault.column, fault.code) for fault in outcome.faults}


def test_name_and_short_name_stand_in_one_cell() -> None:
    record = taken(row())

    assert record.name == "公益財団法人三康文化研究所附属三康図書館"
    assert [(n.kind, n.name) for n in record.other_names] == [(NameKind.SHORT, "三康図書館")]


def test_postal_code_and_address_stand_in_one_cell() -> None:
    place = taken(row()).place

    assert place.postal_code == "105-0011"
    assert (place.prefecture, place.municipality) == ("13", "131032")
    assert place.address == "東京都 港区 芝公園4-7-4\u3000明照会館1階"


def test_the_category_says_the_kind() -> None:
    prefectural = taken(row(category="公共図書館(都道府県立) (21)"))

    assert set(prefectural.kinds) == {
        InstitutionKind.PUBLIC_LIBRARY,
        InstitutionKind.PREFECTURAL_LIBRARY,
    }


def test_several_isils_are_all_kept() -> None:
    record = taken(row(isil="JP-1001328,JP-1001329、JP-1001330"))

    assert [(i.scheme, i.checked.value) for i in record.identifiers] == [
        (IdentifierScheme.CRD, "4200008"),
        (IdentifierScheme.ISIL, "JP-1001328"),
        (IdentifierScheme.ISIL, "JP-1001329"),
        (IdentifierScheme.ISIL, "JP-1001330"),
    ]


def test_a_wrong_isil_is_kept_and_flagged() -> None:  # R7
    record = taken(row(isil="1002328"))

    assert record.identifiers[-1].checked.raw == "1002328"
    assert not record.identifiers[-1].checked.valid
    assert [w.code for w in record.warnings] == [records.BAD_IDENTIFIER]


def test_the_record_is_kept_as_received() -> None:  # R9
    assert list(taken(row(fax="内線５６番")).raw.values()) == row(fax="内線５６番")


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ([], ("", records.COLUMNS)),
        (SANKO[:-1], ("", records.COLUMNS)),
        ([*SANKO, "extra"], ("", records.COLUMNS)),
        (row(crd_id="42"), ("crd_id", records.BAD_KEY)),
        (row(crd_id="４２００００８"), ("crd_id", records.BAD_KEY)),
        (row(name_and_short=" / 三康図書館"), ("name_and_short", records.BLANK)),
        (row(name_and_short="あ" * 201), ("name_and_short", records.TOO_LONG)),
        (row(tel="03\x00"), ("tel", records.BAD_CHARACTER)),
        (row(address="東京都\ufffd区"), ("address", records.BAD_CHARACTER)),
        (row(name_kana="\ud800"), ("name_kana", records.BAD_CHARACTER)),
    ],
)
def test_a_row_that_cannot_be_kept_is_refused(cells: list[str], fault: tuple[str, str]) -> None:
    assert fault in refused(cells)


def test_all_faults_of_a_row_are_named_at_once() -> None:
    assert refused(row(crd_id="x", name_and_short="", tel="\x07")) == {
        ("crd_id", records.BAD_KEY),
        ("name_and_short", records.BLANK),
        ("tel", records.BAD_CHARACTER),
    }


def test_what_does_not_fit_a_column_is_left_open_with_a_warning() -> None:
    record = taken(row(category="何か", name_kana="ア" * 301, tel="内線のみ"))

    assert (record.kinds, record.name_kana, record.telephone.number) == ((), "", "")
    assert {w.code for w in record.warnings} == {
        records.UNKNOWN_CATEGORY,
        records.TOO_LONG,
        records.NO_TELEPHONE_NUMBER,
    }


def test_a_shown_value_is_cut_to_fifty_characters() -> None:  # R8
    outcome = crd.parse(2, row(name_and_short="あ" * 300))

    assert isinstance(outcome, Refused)
    assert [len(fault.value) for fault in outcome.faults] == [50]


def test_a_record_is_understood_again_from_what_was_kept() -> None:
    record = taken(row(isil="JP-1001328"))

    again = crd.reread(record.raw)

    assert isinstance(again, SourceRecord)
    assert (again.name, again.identifiers) == (record.name, record.identifiers)


@given(st.lists(st.text(max_size=40), max_size=12))
def test_any_cells_give_a_record_or_named_faults(cells: list[str]) -> None:
    outcome = crd.parse(1, cells)

    assert isinstance(outcome, SourceRecord) or outcome.faults


@given(st.fixed_dictionaries({}, optional={column: st.text(max_size=60) for column in crd.COLUMNS}))
def test_any_text_in_any_cell_is_kept_or_refused(changed: dict[str, str]) -> None:
    outcome = crd.parse(1, row(**changed))

    if isinstance(outcome, SourceRecord):
        assert list(outcome.raw.values()) == row(**changed)
    else:
        assert all(fault.line == 1 and fault.code for fault in outcome.faults)
