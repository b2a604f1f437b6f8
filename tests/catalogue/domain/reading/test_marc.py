"""MARC 21 as a record: what JAPAN/MARC and the Library of Congress write, and what stands in no sample of ours."""

from __future__ import annotations

import io
from collections import Counter
from importlib.resources import files

import pytest
from hypothesis import given

from tests.catalogue.domain.reading.marc_made import FIXED, LEADER, TITLE, a, of
from tests.standards.marc.making import records
from yuinowa.catalogue.domain.reading.marc import record_of
from yuinowa.catalogue.domain.reading.marc_voices import bare
from yuinowa.catalogue.domain.records import (
    Agent,
    Audience,
    Classed,
    ClassScheme,
    Holding,
    Material,
    Record,
    Scheme,
    Series,
    Written,
)
from yuinowa.catalogue.domain.warnings import RecordUnusable, Unusable, Warned
from yuinowa.standards.marc.codes import Doubt
from yuinowa.standards.marc.reading import read
from yuinowa.standards.marc.records import Field, MarcRecord


def real(name: str) -> dict[str, Record]:
    data = (files("yuinowa.catalogue") / "data" / name).read_bytes()
    made = [record_of(one) for one in read(io.BytesIO(data)) if isinstance(one, MarcRecord)]
    return {record.identity: record for record in made}


# ---------------------------------------------------------------- the real ones


def test_a_record_of_japan_marc_is_understood() -> None:
    record = real("japanmarc.mrc")["029455884"]

    assert record.title == Written(
        "これからの本の話をしよう",
        "コレカラ ノ ホン ノ ハナシ オ シヨウ",
        "Korekara no hon no hanashi o shiyo",
    )
    assert record.agents == (
        Agent(
            Written("萩野, 正昭", "ハギノ, マサアキ", "Hagino, Masaki"),
            "著",
            "http://id.ndl.go.jp/auth/entity/01215194",
        ),
    )
    assert record.responsibility == "萩野正昭 著"
    assert (record.place, record.date, record.year) == ("東京", "2019.2", 2019)
    assert record.publisher == Written("晶文社", "ショウブンシャ", "Shobunsha")
    assert [(n.scheme, n.value) for n in record.identifiers] == [
        (Scheme.ISBN, "9784794970756"),
        (Scheme.JPNO, "23173255"),
        (Scheme.NDLBIB, "029455884"),
        (Scheme.OTHER, "(JP-ToTOH)33876043"),
    ]
    assert record.classes == (
        Classed(ClassScheme.NDLC, "UE13"),
        Classed(ClassScheme.NDC, "023", "10"),
    )
    assert [subject.kana for subject in record.subjects] == ["デンシ ショセキ", "デンシシュッパン"]
    assert (record.languages, record.country) == (("jpn",), "JP")
    assert (record.material, record.audience) == (Material.BOOK, Audience.GENERAL)
    assert record.extent == "301p ; 19cm"
    assert record.holdings == (
        Holding(call_number="UE13-M1", holder="0000", holder_name="国立国会図書館"),
    )
    assert record.warnings == ()


def test_volume_and_series_of_japan_marc_are_parted() -> None:
    record = real("japanmarc.mrc")["028901933"]

    assert (record.volume, record.other_title.text) == (
        "2018春夏", "CD&電子書籍版付き : 1本30秒だから、聞きやすい!"
    )  # fmt: skip
    series = [one for record in real("japanmarc.mrc").values() for one in record.series]
    assert (
        Series(Written("MF文庫J", "エムエフ ブンコ ジェー", "Emuefu bunko je"), "あ-22-02")
        in series
    )


def test_every_real_record_is_understood_without_another_doubt() -> None:
    japan, congress = real("japanmarc.mrc").values(), real("loc_books_100.mrc").values()

    assert (len(japan), len(congress)) == (169, 100)
    assert Counter(code for record in japan for code in record.warnings) == {
        Warned.READING_LOOSE: 2
    }
    assert Counter(code for record in congress for code in record.warnings) == {}
    schemes = Counter(number.scheme for record in japan for number in record.identifiers)
    assert (schemes[Scheme.JPNO], schemes[Scheme.NDLBIB]) == (167, 169)
    # 020 stands in 156 records; in 20 of them it holds a price alone.
    assert sum(any(n.scheme is Scheme.ISBN for n in record.identifiers) for record in japan) == 136
    # Without edition: NDLC, 27 times a further number in the same field.
    assert Counter(one.edition for record in japan for one in record.classes) == {
        "": 196, "9": 121, "10": 17,
    }  # fmt: skip
    assert sum(bool(record.title.kana and record.title.roman) for record in japan) == 167


def test_a_record_of_the_library_of_congress_keeps_its_main_entry() -> None:
    record = real("loc_books_100.mrc")["00000002"]

    assert record.title.text == "Botanical materia medica and pharmacology"
    assert [agent.name.text for agent in record.agents] == ["Aurand, Samuel Herbert, 1854-"]
    assert (record.publisher.text, record.year, record.country) == (
        "P. H. Mallen Company", 1899, "US",
    )  # fmt: skip
    assert Written("Homeopathy--Materia medica and therapeutics") in record.subjects


# ---------------------------------------------------------------- titles


def test_a_romanised_title_gives_way_to_the_words_in_880() -> None:
    record = of(
        a("880", ("6", "245-01/$1"), ("a", "坊っちゃん /"), ("c", "夏目漱石.")),
        a("100", ("6", "880-02"), ("a", "Natsume, Sōseki,"), ("d", "1867-1916."), indicators="1 "),
        a("880", ("6", "100-02/$1"), ("a", "夏目漱石,"), ("d", "1867-1916."), indicators="1 "),
        title=a("245", ("6", "880-01"), ("a", "Botchan /"), ("c", "Natsume Sōseki.")),
    )

    assert record.title == Written("坊っちゃん", "", "Botchan")
    assert record.responsibility == "夏目漱石"
    assert record.agents == (
        Agent(Written("夏目漱石, 1867-1916", "", "Natsume, Sōseki, 1867-1916")),
    )


def test_a_title_in_kana_alone_is_its_own_reading() -> None:
    record = of(
        a("880", ("6", "245-01/$1"), ("a", "こぶた")),
        title=a("245", ("6", "880-01"), ("a", "Kobuta")),
    )

    assert record.title == Written("こぶた", "こぶた", "Kobuta")


def test_kana_of_a_latin_title_are_its_reading_where_the_latin_ones_stand_beside() -> None:
    record = of(
        a("880", ("6", "245-01/(B"), ("a", "AERA")),
        a("880", ("6", "245-01/$1"), ("a", "アエラ")),
        title=a("245", ("6", "880-01"), ("a", "AERA")),
    )

    assert record.title == Written("AERA", "アエラ", "AERA")


def test_parts_editions_and_other_titles_stand_apart() -> None:
    record = of(
        a("246", ("a", "The ring of ties."), indicators="31"),
        a("740", ("a", "結ぶ."), indicators="0 "),
        a("250", ("a", "第3版 /"), ("b", "試験次郎 改訂.")),
        title=a("245", ("a", "結の輪 ="), ("b", "Ring of Yuinowa."), ("n", "下."), ("p", "秋の巻 /"), ("c", "試験太郎 著.")),
    )  # fmt: skip

    assert (record.title.text, record.other_title.text) == ("結の輪", "")
    assert (record.volume, record.volume_title.text) == ("下", "秋の巻")
    assert [one.text for one in record.alternatives] == [
        "Ring of Yuinowa",
        "The ring of ties",
        "結ぶ",
    ]
    assert record.edition == "第3版 / 試験次郎 改訂"


@pytest.mark.parametrize(
    ("text", "without"),
    [
        ("結の輪 /", "結の輪"),
        ("結の輪.", "結の輪"),
        ("2d ed.", "2d ed."),
        ("Smith, John, Jr.", "Smith, John, Jr."),
        ("Botany, Medical.", "Botany, Medical"),
        ("C++ /", "C++"),
        ("輪のあと...", "輪のあと..."),
        ("Lalla Rookh;", "Lalla Rookh"),
        ("21cm +", "21cm"),
        ("a\nb", "a b"),
        ("結　の　輪 :", "結　の　輪"),
        (" : ", ""),
    ],
)
def test_signs_of_isbd_are_not_part_of_the_text(text: str, without: str) -> None:
    assert bare(text) == without


# ---------------------------------------------------------------- people


def test_roles_are_taken_from_the_statement_or_the_heading() -> None:
    record = of(
        a("700", ("a", "試験, 太郎,"), ("d", "1950-"), ("0", "00123456"), indicators="1 "),
        a("700", ("a", "試験, 花子,"), ("e", "illustrator."), indicators="1 "),
        a("710", ("a", "試験市."), ("b", "図書館."), indicators="2 "),
        a("700", ("a", "別人."), ("t", "別の作品."), indicators="12"),
        a("700", ("a", "前の持ち主,"), ("e", "former owner."), ("5", "DLC"), indicators="1 "),
    )

    assert record.agents == (
        Agent(Written("試験, 太郎, 1950-"), "著", "00123456"),
        Agent(Written("試験, 花子"), "illustrator"),
        Agent(Written("試験市. 図書館"), is_corporate=True),
    )


def test_without_headings_the_statement_names_them() -> None:
    assert [(agent.name.text, agent.role) for agent in of().agents] == [("試験太郎", "著")]


# ---------------------------------------------------------------- what cannot stand in a catalogue


@pytest.mark.parametrize("kind", "zwquvxy")
def test_what_describes_no_thing_is_unusable(kind: str) -> None:
    with pytest.raises(RecordUnusable) as caught:
        of(leader=LEADER[:6] + kind + LEADER[7:])

    assert (caught.value.code, caught.value.identity) == (Unusable.NOT_BIBLIOGRAPHIC, "1")


@pytest.mark.parametrize(
    "title", [a("500", ("a", "x")), a("245", ("c", "x")), a("245", ("a", " / "))]
)
def test_without_a_title_it_is_unusable(title: Field) -> None:
    with pytest.raises(RecordUnusable) as caught:
        of(title=title)

    assert caught.value.code == Unusable.NO_TITLE


def test_a_withdrawn_record_needs_no_title() -> None:
    record = of(leader=LEADER[:5] + "d" + LEADER[6:], title=a("500", ("a", "x")))

    assert record.is_deleted
    assert record.identity == "1"


def test_doubts_of_the_reader_are_warnings() -> None:
    marc = MarcRecord(LEADER, ["008", "245"], [FIXED, TITLE.content], doubts=(Doubt.CODING,))

    assert record_of(marc).warnings == ("marc-coding", "no-identity")


@given(records)
def test_no_record_breaks_it(marc: MarcRecord) -> None:
    try:
        record = record_of(marc)
    except RecordUnusable:
        return
    assert record.title.text or record.is_deleted
