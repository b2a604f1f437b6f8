from __future__ import annotations

from yuinowa.directory.domain.merging import changes, columns_of
from yuinowa.directory.domain.places import Place
from yuinowa.directory.domain.records import SourceRecord
from yuinowa.directory.domain.sources import SourceCode
from yuinowa.directory.domain.telephones import Telephone


def said(**changed: object) -> SourceRecord:
    values: dict[str, object] = {
        "source": SourceCode.NACSIS,
        "line": 1,
        "key": "FA000106",
        "name": "三康図書館",
        "name_kana": "サンコウトショカン",
        "raw": {},
        "telephone": Telephone("03-3431-6073"),
        "place": Place("13", "131032", "港区", "105-0011", "東京都港区芝公園4-7-4"),
    }
    return SourceRecord(**(values | changed))  # type: ignore[arg-type]  # a table of fields


def test_empty_columns_are_filled() -> None:
    now = dict.fromkeys(columns_of(said()), "") | {
        "name": "三康文庫",
        "name_kana": "サンコウブンコ",
    }

    found = changes(now, said(), None)

    assert found["telephone"] == "03-3431-6073"
    assert "name" not in found


def test_what_people_wrote_stays() -> None:
    now = columns_of(said()) | {"telephone": "03-0000-0000"}

    assert changes(now, said(telephone=Telephone("03-9999-9999")), said()) == {}


def test_what_this_source_said_before_is_renewed() -> None:
    now = columns_of(said())

    assert changes(now, said(telephone=Telephone("03-9999-9999")), said()) == {
        "telephone": "03-9999-9999"
    }


def test_columns_that_say_one_thing_change_together() -> None:
    now = columns_of(said()) | {"address": "東京都港区芝公園4-7-5"}

    assert changes(now, said(place=Place("27")), said()) == {}
