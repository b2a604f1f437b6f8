from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuinowa.directory.domain import nacsis, records
from yuinowa.directory.domain.institutions import (
    InstitutionKind,
    NameKind,
    Service,
    SwitchState,
)
from yuinowa.directory.domain.records import Refused, SourceRecord

MEMBER: dict[str, Any] = {
    "fa_id": "FA00014X",
    "organization_id": "KI001144",
    "pref_code": "27",
    "name": "大阪市立大学 都市研究プラザ",
    "name_kana": "オオサカシリツダイガク トシケンキユウプラザ",
    "short_name": "阪市大都市",
    "short_kana": "ハンシダイトシ",
    "parts": ["都市"],
    "postal_code": "558-8585",
    "address": "大阪市住吉区杉本3-3-138",
    "tel": ["06-6605-2071(依頼)", "06-6605-2072"],
    "catflag": "A",
    "illflag": "A",
    "copyservice": "C",
    "loanservice": "N",
    "faxservice": "N",
    "illstatus": "N",
    "description": [
        "URL:https://www.ur-plaza.osaka-cu.ac.jp/ (Website)",
        "ILL-Org: Osaka City University Urban Research Plaza",
    ],
}


def taken(**changed: Any) -> SourceRecord:
    outcome = nacsis.parse(1, MEMBER | changed)
    assert isinstance(outcome, SourceRecord)
    return outcome


def test_the_flags_say_what_is_open() -> None:
    assert {(s.service, s.state) for s in taken().switches} == {
        (Service.CATALOGUING, SwitchState.OPEN),
        (Service.ILL, SwitchState.OPEN),
        (Service.COPY, SwitchState.OTHER_DESK),
        (Service.LOAN, SwitchState.CLOSED),
        (Service.FAX, SwitchState.CLOSED),
        (Service.STATUS, SwitchState.CLOSED),
    }


def test_a_missing_flag_leaves_the_service_open_and_an_unknown_one_warns() -> None:
    without = {key: value for key, value in MEMBER.items() if key != "faxservice"}
    outcome = nacsis.parse(1, without | {"illstatus": "Q"})

    assert isinstance(outcome, SourceRecord)
    assert len(outcome.switches) == 4
    assert [(w.column, w.code, w.value) for w in outcome.warnings] == [
        ("illstatus", records.UNKNOWN_FLAG, "Q")
    ]


def test_a_short_name_has_its_reading() -> None:
    (short,) = taken().other_names

    assert (short.kind, short.name, short.kana) == (NameKind.SHORT, "阪市大都市", "ハンシダイトシ")


def test_the_prefecture_comes_from_its_code_where_the_address_leaves_it_out() -> None:
    place = taken().place

    assert (place.prefecture, place.municipality_name) == ("27", "大阪市住吉区")


def test_abroad_there_is_no_prefecture_and_no_warning() -> None:
    record = taken(pref_code="254", address="West Road, Cambridge", postal_code="CB3 9DR")

    assert (record.place.prefecture, record.place.address) == ("", "West Road, Cambridge")
    assert record.warnings == ()


def test_own_name_and_address_on_the_web_are_found_in_the_description() -> None:
    record = taken()

    assert record.name_en == "Osaka City University Urban Research Plaza"
    assert record.url == "https://www.ur-plaza.osaka-cu.ac.jp/"


def test_the_first_telephone_is_the_number_and_the_rest_a_note() -> None:
    telephone = taken().telephone

    assert (telephone.number, telephone.note) == ("06-6605-2071", "(依頼)、06-6605-2072")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("北海道大学 附属図書館", InstitutionKind.UNIVERSITY_LIBRARY),
        ("秋田県立図書館", InstitutionKind.PREFECTURAL_LIBRARY),
        ("県立長野図書館", InstitutionKind.PREFECTURAL_LIBRARY),
        ("岡山県立大学 附属図書館", InstitutionKind.UNIVERSITY_LIBRARY),
        ("紙の博物館 図書室", InstitutionKind.MUSEUM),
        ("高松赤十字病院 図書室", InstitutionKind.HEALTH),
    ],
)
def test_the_kind_is_what_the_name_says(name: str, kind: InstitutionKind) -> None:
    assert kind in nacsis.kinds_of_name(name)


def test_a_name_that_says_nothing_leaves_the_kind_open() -> None:
    assert nacsis.kinds_of_name("日仏会館 図書室") == ()


@pytest.mark.parametrize(
    ("record", "fault"),
    [
        (None, ("", records.NOT_AN_OBJECT)),
        ([], ("", records.NOT_AN_OBJECT)),
        ("FA00014X", ("", records.NOT_AN_OBJECT)),
        ({}, ("name", records.BLANK)),
        (MEMBER | {"fa_id": "14X"}, ("fa_id", records.BAD_KEY)),
        (MEMBER | {"fa_id": 14}, ("fa_id", records.NOT_TEXT)),
        (MEMBER | {"name": " "}, ("name", records.BLANK)),
        (MEMBER | {"name": "\x00"}, ("name", records.BAD_CHARACTER)),
        (MEMBER | {"name": "あ" * 201}, ("name", records.TOO_LONG)),
        (MEMBER | {"name": None}, ("name", records.NOT_TEXT)),
        (MEMBER | {"tel": "06"}, ("tel", records.NOT_TEXT)),
        (MEMBER | {"tel": [6]}, ("tel", records.NOT_TEXT)),
        (MEMBER | {"parts": ["\ud800"]}, ("parts", records.BAD_CHARACTER)),
    ],
)
def test_a_record_that_cannot_be_kept_is_refused(record: Any, fault: tuple[str, str]) -> None:
    outcome = nacsis.parse(1, record)

    assert isinstance(outcome, Refused)
    assert fault in {(found.column, found.code) for found in outcome.faults}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=12,
)


@given(JSON)
def test_any_value_gives_a_record_or_named_faults(value: Any) -> None:
    outcome = nacsis.parse(1, value)

    assert isinstance(outcome, SourceRecord) or outcome.faults


@given(st.dictionaries(st.sampled_from([*nacsis.TEXTS, *nacsis.LISTS, "more"]), JSON | st.text()))
def test_any_value_in_any_column_is_kept_or_refused(changed: dict[str, Any]) -> None:
    outcome = nacsis.parse(1, MEMBER | changed)

    if isinstance(outcome, SourceRecord):
        assert outcome.raw == MEMBER | changed
    else:
        assert outcome.faults
