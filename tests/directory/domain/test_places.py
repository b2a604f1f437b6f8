from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuinowa.directory.domain.places import PREFECTURES, municipalities, place_of
from yuinowa.kernel.identifiers import local_government_code


@pytest.mark.parametrize(
    ("address", "prefecture", "municipality"),
    [
        ("北海道 札幌市北区 北８条西２丁目", "", "札幌市北区"),
        ("東京都目黒区大岡山2-12-1 (L-1)", "", "目黒区"),
        ("大阪市住吉区杉本3-3-138", "27", "大阪市住吉区"),
        ("茨城県 神栖市大野原 4-8-1", "", "神栖市"),
        ("北海道余市郡余市町浜中町238", "", "余市町"),
        ("奈良県高市郡明日香村飛鳥10番地", "", "明日香村"),
        ("長野県 諏訪郡富士見町富士見 3330", "", "富士見町"),
        ("〒181-0004 東京都三鷹市新川5-14-16", "13", "三鷹市"),
        ("茨城県龍ヶ崎市馴馬町2630", "", "龍ケ崎市"),
        ("愛知県 名古屋千種区 星が丘元町17-3", "", ""),
        ("West Road, Cambridge", "", ""),
    ],
)
def test_an_address_names_its_municipality(
    address: str, prefecture: str, municipality: str
) -> None:
    place = place_of(address, prefecture=prefecture)

    assert place.municipality_name == municipality
    assert place.address == address


def test_the_table_has_valid_codes_of_all_prefectures() -> None:
    table = municipalities()

    assert len(table) == 1916
    assert {row.prefecture for row in table.values()} == set(PREFECTURES)
    assert all(local_government_code(code).valid for code in table)
    assert all(code[:2] == row.prefecture for code, row in table.items())


def test_a_municipality_has_its_reading_in_katakana() -> None:
    assert municipalities()["131032"].katakana == "ミナトク"


@given(st.text(max_size=60), st.text(max_size=10))
def test_any_address_has_a_place(address: str, postal_code: str) -> None:
    place = place_of(address, postal_code=postal_code)

    assert place.address == address
    assert len(place.postal_code) in {0, 8}
