"""A record given as MARC 21, RIS and BibTeX: what others read of it is what it says."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date
from importlib.resources import files

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from yuinowa.catalogue.domain.reading.marc import record_of
from yuinowa.catalogue.domain.records import (
    Accessible,
    Agent,
    Audience,
    Holding,
    Identifier,
    Material,
    Record,
    Scheme,
    Series,
    Written,
)
from yuinowa.catalogue.domain.writing import bibtex, ris
from yuinowa.catalogue.domain.writing.marc import marc_of
from yuinowa.catalogue.domain.writing.parts import name
from yuinowa.standards.marc.coding import spoilt
from yuinowa.standards.marc.reading import read, read_one
from yuinowa.standards.marc.records import MarcRecord
from yuinowa.standards.marc.writing import write_record

DAY = date(2026, 11, 22)
BOOK = Record(
    identity="yw 1/2",
    title=Written("結の輪", "ユイ ノ ワ", "Yui no wa"),
    other_title=Written("図書館 & 町_100%"),
    volume="下",
    volume_title=Written("秋の巻"),
    edition="第2版",
    agents=(
        Agent(Written("試験, 太郎, 1950-"), "著"),
        Agent(Written("試験, 花子"), "編"),
        Agent(Written("Shiken, Jirō, 1901-1980"), "訳"),
        Agent(Written("試験市図書館"), "編著", is_corporate=True),
    ),
    place="東京",
    publisher=Written("試験社", "シケンシャ"),
    date="2019.2",
    year=2019,
    identifiers=(
        Identifier(Scheme.ISBN, "9784794970756", "978-4-7949-7075-6"),
        Identifier(Scheme.ISBN, "9784794970757", "9784794970757", is_valid=False),
    ),
    subjects=(Written("図書館--日本"), Written("協働")),
    series=(Series(Written("結文庫"), "12"),),
    languages=("jpn", "eng"),
    country="JP",
    material=Material.BOOK,
    audience=Audience.CHILDREN,
    accessible=(Accessible.LARGE_PRINT,),
    extent="301p ; 19cm",
    notes=("索引あり",),
    holdings=(Holding("中央館", "016 ユ", item="0001"), Holding(url="https://example.org/1")),
)
TEXT = st.text(
    st.one_of(
        st.sampled_from("結の輪あ漢\\{}%&$#_~^,\r\n\t\"' /:;=.and"),
        st.characters(codec="utf-8"),
    ),
    max_size=20,
)
WRITTEN = st.builds(Written, TEXT, TEXT, TEXT)
RECORDS = st.builds(
    Record,
    identity=TEXT,
    title=WRITTEN,
    other_title=WRITTEN,
    volume=TEXT,
    edition=TEXT,
    agents=st.lists(
        st.builds(Agent, WRITTEN, st.sampled_from(["著", "編", "訳", ""]), is_corporate=st.booleans()),
        max_size=3,
    ).map(tuple),
    place=TEXT,
    publisher=WRITTEN,
    date=TEXT,
    year=st.none() | st.integers(600, 2100),
    notes=st.lists(TEXT, max_size=2).map(tuple),
    subjects=st.lists(WRITTEN, max_size=2).map(tuple),
    material=st.sampled_from(Material),
)  # fmt: skip


# ---------------------------------------------------------------- MARC 21


def again(record: Record) -> Record:
    found = read_one(write_record(marc_of(record, entered=DAY, agency="JP-9000001")))
    assert isinstance(found, MarcRecord)
    return record_of(found)


def test_what_a_record_says_survives_marc() -> None:
    found = again(BOOK)

    assert found.identity == BOOK.identity
    assert replace(found, identifiers=(), responsibility="", warnings=()) == replace(
        BOOK, identifiers=(), holdings=(BOOK.holdings[0], replace(BOOK.holdings[1], use=found.holdings[1].use))
    )  # fmt: skip
    assert [(n.value, n.is_valid) for n in found.identifiers] == [
        (n.value, n.is_valid) for n in BOOK.identifiers
    ]


@pytest.mark.parametrize("source", ["japanmarc.mrc", "loc_books_100.mrc"])
def test_real_records_say_the_same_after_marc_of_ours(source: str) -> None:
    data = (files("yuinowa.catalogue") / "data" / source).read_bytes()
    for one in read(io.BytesIO(data)):
        assert isinstance(one, MarcRecord)
        record = record_of(one)
        found = again(record)
        for part in (
            "identity", "title", "other_title", "volume", "volume_title", "edition", "responsibility", "place", "publisher",
            "date", "year", "series", "languages", "country", "material", "audience", "extent", "alternatives", "subjects",
        ):  # fmt: skip
            assert getattr(found, part) == getattr(record, part), (record.identity, part)
        assert set(found.classes) == set(record.classes)
        assert [a.name for a in found.agents if not a.is_corporate] == [
            a.name for a in record.agents if not a.is_corporate
        ]
        assert {(n.scheme, n.value) for n in found.identifiers} == {
            (n.scheme, n.value) for n in record.identifiers
        }


@given(RECORDS)
def test_every_record_goes_into_marc_and_comes_back(record: Record) -> None:
    marc = marc_of(record, entered=DAY)
    assume(marc.tags and spoilt(list(marc.contents)) is None)

    found = read_one(write_record(marc))

    assert isinstance(found, MarcRecord)
    assert found == marc
    assert len(marc.control("008")) == 40


def test_readings_stand_in_880_and_name_their_field() -> None:
    marc = marc_of(BOOK, entered=DAY)

    assert [(f.first("6"), f.first("a")) for f in marc.fields("245", "880")][:3] == [
        ("880-01", "結の輪"),
        ("245-01/$1", "ユイ ノ ワ"),
        ("245-01/(B", "Yui no wa"),
    ]


def test_a_withdrawn_record_says_so() -> None:
    assert again(replace(BOOK, is_deleted=True)).is_deleted


# ---------------------------------------------------------------- RIS


def test_a_book_in_ris() -> None:
    assert ris.write([BOOK]).split("\r\n") == [
        "TY  - BOOK",
        "TI  - 結の輪 : 図書館 & 町_100% 下 秋の巻",
        "AU  - 試験, 太郎",
        "A2  - 試験, 花子",
        "A4  - Shiken, Jirō",
        "AU  - 試験市図書館",
        "PY  - 2019",
        "CY  - 東京",
        "PB  - 試験社",
        "ET  - 第2版",
        "VL  - 下",
        "T2  - 結文庫 12",
        "SN  - 9784794970756",
        "SP  - 301p ; 19cm",
        "LA  - jpn",
        "KW  - 図書館--日本",
        "KW  - 協働",
        "N1  - 索引あり",
        "UR  - https://example.org/1",
        "AN  - yw 1/2",
        "ER  - ",
        "",
    ]


@given(st.lists(RECORDS, max_size=3))
def test_no_text_breaks_ris(records: list[Record]) -> None:
    lines = ris.write(records).split("\r\n")

    assert lines.pop() == ""
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - [^\r\n]*", line) for line in lines)
    assert sum(line == "ER  - " for line in lines) == len(records)
    assert sum(line.startswith("TY  - ") for line in lines) == len(records)


# ---------------------------------------------------------------- BibTeX


def test_a_book_in_bibtex() -> None:
    assert bibtex.write([BOOK]).splitlines() == [
        "@book{yuinowa-yw-1-2,",
        r"  title = {{結の輪 : 図書館 \& 町\_100\% 下 秋の巻}},",
        "  author = {試験, 太郎 and {試験市図書館}},",
        "  editor = {試験, 花子},",
        "  translator = {Shiken, Jirō},",
        "  year = {2019},",
        "  address = {東京},",
        "  publisher = {試験社},",
        "  edition = {第2版},",
        "  series = {結文庫},",
        "  number = {12},",
        "  volume = {下},",
        "  isbn = {9784794970756},",
        "  language = {jpn},",
        "  keywords = {図書館--日本, 協働},",
        "  url = {https://example.org/1},",
        "  note = {索引あり},",
        "}",
    ]


@given(st.lists(RECORDS, max_size=3))
def test_no_text_breaks_bibtex(records: list[Record]) -> None:
    written = bibtex.write(records)
    depth, heads = 0, []
    for line in written.splitlines():
        if depth == 0 and line:
            heads.append(line)
        for sign in line:
            depth += {"{": 1, "}": -1}.get(sign, 0)
            assert depth >= 0
    assert depth == 0
    assert len(heads) == len(set(heads)) == len(records)
    assert all(re.fullmatch(r"@[a-z]+\{[A-Za-z0-9:.-]+,", head) for head in heads)


def test_two_records_of_one_number_have_two_keys() -> None:
    heads = re.findall("@book{(.*),", bibtex.write([BOOK, BOOK]))

    assert heads == ["yuinowa-yw-1-2", "yuinowa-yw-1-2-2"]


@pytest.mark.parametrize(
    ("heading", "plain"),
    [
        ("沢辺, 均, 1956-", "沢辺, 均"),
        ("Moore, Thomas, 1779-1852", "Moore, Thomas"),
        ("夏目漱石", "夏目漱石"),
        ("インプレス (2014年)", "インプレス (2014年)"),
        ("Apollo, 13", "Apollo, 13"),
    ],
)
def test_years_of_life_are_not_part_of_a_name(heading: str, plain: str) -> None:
    assert name(Agent(Written(heading))) == plain
