"""Descriptions in DC-NDL and simple Dublin Core as records."""

from __future__ import annotations

import pytest

from tests.standards import ndl_answers
from yuinowa.catalogue.domain.reading import dcndl as reading
from yuinowa.catalogue.domain.reading import dcndl_simple
from yuinowa.catalogue.domain.reading import oai_dc as plain
from yuinowa.catalogue.domain.records import (
    Accessible,
    Agent,
    Audience,
    Classed,
    ClassScheme,
    Holding,
    Identifier,
    Material,
    Record,
    Scheme,
    Series,
    Use,
    Written,
)
from yuinowa.catalogue.domain.warnings import RecordUnusable
from yuinowa.standards import dcndl, oai_dc, xml

NDL = "http://id.ndl.go.jp/auth/entity"


def of(name: str) -> Record:
    return reading.record_of(ndl_answers.sru(name))


def ids(record: Record) -> dict[Scheme, str]:
    return {number.scheme: number.value for number in record.identifiers if number.is_valid}


def test_a_book_says_all_it_says() -> None:
    record = of("sru-145758c936.xml")

    assert record.identity == "R100000002-I028087126"
    assert record.title == Written(
        "Ruby on Rails 5アプリケーションプログラミング",
        "ルビー オン レイルズ ファイヴ アプリケーション プログラミング",
    )
    assert record.alternatives == (Written("Ruby on Rails 5 Application Programming"),)
    assert record.responsibility == "山田祥寛 著"
    assert record.agents == (
        Agent(Written("山田, 祥寛", "ヤマダ, ヨシヒロ"), authority=f"{NDL}/00730574"),
    )
    assert (record.place, record.publisher) == (
        "東京",
        Written("技術評論社", "ギジュツヒョウロンシャ"),
    )
    assert (record.date, record.year, record.country) == ("2017.4", 2017, "JP")
    assert ids(record) == {
        Scheme.ISBN: "9784774188836",
        Scheme.JPNO: "22891066",
        Scheme.NDLBIB: "028087126",
        Scheme.OTHER: "33593445",
    }
    assert record.classes == (
        Classed(ClassScheme.NDLC, "M159"),
        Classed(ClassScheme.NDC, "007.64", "10"),
    )
    assert record.subjects[0] == Written("ウェブアプリケーション", "ウェブアプリケーション")
    assert (record.languages, record.material, record.audience) == (
        ("jpn",), Material.BOOK, Audience.GENERAL,
    )  # fmt: skip
    assert record.extent == "593p ; 23cm"
    assert record.notes == ("Action Mailer、Active Job、キャッシュ、I18n対応", "索引あり")
    assert len(record.holdings) == 15
    assert record.holdings[0] == Holding(holder="1121", item="2682321")
    assert record.warnings == ()


def test_kinds_volumes_and_titles_of_real_records() -> None:
    assert of("sru-1a14901666.xml").volume == "上"
    serial = of("sru-bfce8cddcd.xml")
    assert (serial.material, serial.volume_title) == (
        Material.SERIAL, Written("関東・東北", "カントウ トウホク"),
    )  # fmt: skip
    assert of("sru-826e249147.xml").material is Material.SCORE
    assert of("sru-8828d166fc.xml").material is Material.MAP
    assert of("sru-f84abd1992.xml").material is Material.SOUND
    english = of("sru-5dce4a4d06.xml")
    assert english.title == Written("The little boat")
    assert english.responsibility.startswith("written by Kathy Henderson")
    assert english.languages == ("eng",)


def test_version_3_with_items_is_read_alike() -> None:
    (described,) = dcndl.read(xml.parse((ndl_answers.FILES / "item-v3.xml").read_bytes()))

    record = reading.record_of(described, "oai:example.org:1")

    assert record.identity == "oai:example.org:1"
    assert record.title == Written("結の輪の記　録", "ユイ ノ ワ ノ キロク", "Yui no wa no kiroku")
    assert record.other_title == Written("架空の本", "カクウ ノ ホン")
    assert [(a.name.text, a.role) for a in record.agents] == [
        ("山川花子", "編著"), ("海野太郎", "編著"), ("森一", "絵"),
    ]  # fmt: skip
    assert record.classes == (
        Classed(ClassScheme.NDC, "010", "9"),
        Classed(ClassScheme.NDC, "010.2", "8"),
        Classed(ClassScheme.OTHER, "E"),
    )
    assert record.accessible == (Accessible.BRAILLE, Accessible.TEXT_DATA)
    assert record.holdings == (
        Holding(
            branch="東京本館書庫",
            call_number="UL214-1",
            use=Use.IN_LIBRARY,
            item="000099999999",
            holder="0000",
            holder_name="国立国会図書館",
            note="資料形態 : テキストデータ 配架場所 : 東京本館書庫",
            url="https://example.org/pid/1",
        ),
        Holding(holder="1121", item="9876"),
    )
    assert record.warnings == ("class-wrong",)


def test_items_of_opensearch_are_read() -> None:
    record = dcndl_simple.record_of(ndl_answers.opensearch("opensearch-0dbb5c4961.xml")[0])

    assert record.identity == "R100000002-I023591523"
    assert (record.title, record.volume) == (Written("天地明察", "テンチ メイサツ"), "下")
    assert record.agents == (Agent(Written("冲方, 丁, 1977-", "ウブカタ, トウ, 1977-")),)
    assert record.series == (Series(Written("角川文庫", "カドカワ ブンコ"), "う20-7"),)
    assert record.publisher == Written("角川書店")
    assert (record.date, record.year, record.material) == ("2012.5", 2012, Material.BOOK)
    assert ids(record)[Scheme.ISBN] == "9784041002926"
    assert Classed(ClassScheme.NDC, "913.6", "9") in record.classes
    assert record.warnings == ()


def test_every_item_of_opensearch_has_a_title_and_a_number() -> None:
    for name in ("opensearch-0dbb5c4961.xml", "opensearch-e7f8aada84.xml"):
        for item in ndl_answers.opensearch(name):
            record = dcndl_simple.record_of(item)
            assert record.title.text
            assert record.identity


OAI = """<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title>町史 : 通史編</dc:title><dc:title xml:lang="ja-Kana">チョウシ : ツウシヘン</dc:title>
<dc:creator>山川, 花子</dc:creator><dc:contributor>海野太郎 編</dc:contributor>
<dc:subject>NDC9:213.6</dc:subject><dc:subject>NDC:K21</dc:subject><dc:subject>町の歴史</dc:subject>
<dc:publisher>結町</dc:publisher><dc:date>昭和52年3月</dc:date><dc:type>Book</dc:type><dc:format>300p ; 22cm</dc:format>
<dc:identifier>https://example.org/1</dc:identifier><dc:identifier>ISBN 978-4-00-310101-8</dc:identifier>
<dc:identifier>https://doi.org/10.11501/123</dc:identifier><dc:identifier>http://ci.nii.ac.jp/ncid/BA61636068</dc:identifier>
<dc:language>ja</dc:language><dc:rights>open access</dc:rights></oai_dc:dc>"""


def test_simple_dublin_core_is_read_as_repositories_write_it() -> None:
    record = plain.record_of(oai_dc.read(xml.parse(OAI.encode())), "oai:example.org:1")

    assert (record.title, record.other_title) == (
        Written("町史", "チョウシ"), Written("通史編", "ツウシヘン"),
    )  # fmt: skip
    assert [(a.name.text, a.role) for a in record.agents] == [
        ("山川, 花子", ""),
        ("海野太郎", "編"),
    ]
    assert record.classes == (
        Classed(ClassScheme.NDC, "213.6", "9"),
        Classed(ClassScheme.OTHER, "K21"),
    )
    assert record.subjects == (Written("町の歴史"),)
    assert (record.year, record.extent, record.languages) == (1977, "300p ; 22cm", ("jpn",))
    assert record.identifiers == (
        Identifier(Scheme.ISBN, "9784003101018", "978-4-00-310101-8"),
        Identifier(Scheme.DOI, "10.11501/123", "https://doi.org/10.11501/123"),
        Identifier(Scheme.NCID, "BA61636068", "http://ci.nii.ac.jp/ncid/BA61636068"),
    )
    assert record.holdings == (Holding(url="https://example.org/1", use=Use.ONLINE),)
    assert record.warnings == ("class-wrong",)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ("<dc:identifier>ISBN 978-4-00-310101-9</dc:identifier>", "number-wrong"),
        ("<dc:identifier>ISBN 4003101014</dc:identifier>", None),
        ("<dc:date>19--</dc:date>", "year-unknown"),
        ("<dc:type>unheard</dc:type>", "material-unknown"),
    ],
)  # fmt: skip
def test_what_is_doubtful_is_told(body: str, field: str | None) -> None:
    text = (
        '<dc xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>x</dc:title>'
        f"{body}<dc:date>{'' if 'date' in body else 2001}</dc:date>{'' if 'type' in body else '<dc:type>Book</dc:type>'}</dc>"
    )

    record = plain.record_of(oai_dc.read(xml.parse(text.encode())), "1")

    assert record.warnings == ((field,) if field else ())


def test_what_has_no_title_is_refused_by_its_number() -> None:
    body = b'<dc xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:date>2001</dc:date></dc>'

    with pytest.raises(RecordUnusable) as caught:
        plain.record_of(oai_dc.read(xml.parse(body)), "oai:x:7")

    assert (caught.value.code, caught.value.identity) == ("no-title", "oai:x:7")
