from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuinowa.directory.domain.telephones import read


@pytest.mark.parametrize(
    ("cell", "number", "note"),
    [
        ("03-3431-6073", "03-3431-6073", ""),
        ("011-709-2311 （内）5400", "011-709-2311", "(内)5400"),
        ("03-3814-4317 ㈹", "03-3814-4317", "(代)"),
        ("029-221-556９ （代表）", "029-221-5569", "(代表)"),
        ("045－566-1041", "045-566-1041", ""),
        ("043-222-0116 （カウンター）", "043-222-0116", "(カウンター)"),
        ("011(706)2665[依頼・受付]", "011-706-2665", "[依頼・受付]"),
        ("(082)426-3460", "082-426-3460", ""),
        ("0484586213", "0484586213", ""),
        ("027-224-4311 027-224-4311", "027-224-4311", ""),
        ("024-553-2087 024-515-3530", "024-553-2087", "024-515-3530"),
        ("複写、貸借 0422-33-3307", "0422-33-3307", "複写、貸借"),
        ("+44-1223 333155", "+44-1223 333155", ""),
        ("内線５６番", "", "内線56番"),
        ("000-000-000 test", "", "000-000-000 test"),
        ("", "", ""),
    ],
)
def test_a_cell_is_read_as_number_and_note(cell: str, number: str, note: str) -> None:
    telephone = read(cell)

    assert (telephone.number, telephone.note) == (number, note)


def test_all_numbers_of_a_cell_can_be_compared() -> None:
    assert read("ILL担当: 011-706-4095、来館: 011(706)3956").digits == {"0117064095", "0117063956"}


@given(st.text(max_size=80))
def test_any_text_is_read(text: str) -> None:
    telephone = read(text)

    assert bool(telephone.number) == bool(telephone.digits) or telephone.number.startswith("+")
