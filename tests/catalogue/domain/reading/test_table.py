"""Rows of tables in the habits of many systems."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuinowa.catalogue.domain.reading.columns import REPEATED, WORDS, Field, known_words, proposal
from yuinowa.catalogue.domain.reading.table import cells_of, record_of
from yuinowa.catalogue.domain.records import (
    Accessible,
    Agent,
    Audience,
    Classed,
    ClassScheme,
    Holding,
    Material,
    Record,
    Series,
    Use,
    Written,
)
from yuinowa.catalogue.domain.warnings import RecordUnusable

HEAD = ("書名", "著者名", "出版者", "出版年月", "ISBN", "分類", "請求記号", "所蔵館", "資料番号")


def of(**cells: str) -> Record:
    return record_of({Field(name): (text,) for name, text in {"title": "本", **cells}.items()})


def test_a_row_as_most_systems_write_it() -> None:
    row = (
        "ことばあそびうた　",
        "谷川 俊太郎/著",
        "東京:福音館書店",
        "1973.10",
        "4834004015",
        "911.5",
        "911/ﾀ",
        "中央",
        "0012345",
    )

    record = record_of(cells_of(row, proposal(HEAD)))

    assert record == Record(
        identity="0012345",
        title=Written("ことばあそびうた"),
        responsibility="谷川 俊太郎/著",
        agents=(Agent(Written("谷川 俊太郎"), "著"),),
        place="東京",
        publisher=Written("福音館書店"),
        date="1973.10",
        year=1973,
        identifiers=record.identifiers,
        classes=(Classed(ClassScheme.NDC, "911.5"),),
        holdings=(Holding(branch="中央", call_number="911/ﾀ", item="0012345"),),
        warnings=("material-unknown",),
    )
    assert [(n.value, n.raw, n.is_valid) for n in record.identifiers] == [
        ("9784834004014", "4834004015", True)
    ]


@pytest.mark.parametrize(
    ("cell", "value", "warnings"),
    [
        ("978-4-7741-8883-6", "9784774188836", ()),
        ("9784774188836.0", "9784774188836", ()),
        ('="9784774188836"', "9784774188836", ()),
        ("'9784774188836", "9784774188836", ()),
        ("９７８４７７４１８８８３６", "9784774188836", ()),
        ("ISBN978-4-7741-8883-6 : 3600円", "9784774188836", ()),
        ("4-7741-8883-6", "9784774188836", ("isbn-cut",)),
        ("4774188836", "9784774188836", ("isbn-cut",)),
        ("9.78477E+12", "", ("number-wrong",)),
        ("978-4-7741-8883-7", "", ("number-wrong",)),
    ],
)
def test_numbers_of_books_are_read_through_what_spreadsheets_do(
    cell: str, value: str, warnings: tuple[str, ...]
) -> None:
    record = record_of(cells_of(("本", cell), {0: Field.TITLE, 1: Field.ISBN}))

    assert [n.value for n in record.identifiers if n.is_valid] == ([value] if value else [])
    assert set(record.warnings) >= set(warnings)
    assert ("number-wrong" in record.warnings) == (not value)


def test_several_numbers_in_one_cell_and_in_several_columns() -> None:
    mapping = proposal(("書名", "ISBN", "ISBN2", "著者名", "著者名2"))

    record = record_of(
        cells_of(("本", "9784774188836;9784003101018", "4003101014", "甲／著", "乙／訳"), mapping)
    )

    assert [n.value for n in record.identifiers] == ["9784774188836", "9784003101018"]
    assert [(a.name.text, a.role) for a in record.agents] == [("甲", "著"), ("乙", "訳")]


@pytest.mark.parametrize(
    ("cell", "title", "volume", "series"),
    [
        ("心理試験", "心理試験", "", ""),
        ("地のはてから 上", "地のはてから", "上", ""),
        ("地のはてから（上）", "地のはてから", "上", ""),
        ("昭和史 第3巻", "昭和史", "第3巻", ""),
        ("昭和史 (3)", "昭和史", "3", ""),
        ("昭和史 [2]", "昭和史", "2", ""),
        ("昭和史 No.12", "昭和史", "No.12", ""),
        ("心（岩波文庫 緑11-1）", "心", "", "岩波文庫 緑11-1"),
        ("心 下（岩波文庫）", "心", "下", "岩波文庫"),
        ("心 [新潮文庫] (下)", "心", "下", "新潮文庫"),
        ("Windows 95", "Windows 95", "", ""),
        ("花（詩集）", "花（詩集）", "", ""),
        ("上", "上", "", ""),
        ("(上)", "(上)", "", ""),
    ],
)
def test_brackets_behind_a_title(cell: str, title: str, volume: str, series: str) -> None:
    record = of(title=cell)

    assert (record.title.text, record.volume) == (title, volume)
    assert record.series == ((Series(Written(series)),) if series else ())


def test_a_column_of_its_own_goes_before_what_the_title_says() -> None:
    record = of(
        title="昭和史 上", volume="1", other_title="戦前", series="平凡社ライブラリー ; 671"
    )

    assert (record.title.text, record.volume) == ("昭和史 上", "1")
    assert record.other_title == Written("戦前")
    assert record.series == (Series(Written("平凡社ライブラリー"), "671"),)


def test_a_title_with_everything_in_one_cell() -> None:
    record = of(
        title="知識の社会史 : 知と情報／ピーター・バーク著 [録音資料]",
        title_kana="チシキ ノ シャカイシ : チ ト ジョウホウ",
    )

    assert (record.title, record.other_title) == (
        Written("知識の社会史", "チシキ ノ シャカイシ"), Written("知と情報", "チ ト ジョウホウ"),
    )  # fmt: skip
    assert record.agents == (Agent(Written("ピーター・バーク"), "著"),)
    assert record.material is Material.SOUND


def test_kinds_uses_and_readers_are_understood() -> None:
    record = of(
        material="大活字本",
        use="禁帯出",
        audience="児童",
        language="日本語;英語",
        ndc="NDC9:913.6/ナ E",
    )

    assert (record.material, record.accessible) == (Material.BOOK, (Accessible.LARGE_PRINT,))
    assert record.holdings == (Holding(use=Use.IN_LIBRARY),)
    assert (record.audience, record.languages) == (Audience.CHILDREN, ("jpn", "eng"))
    assert record.classes == (
        Classed(ClassScheme.NDC, "913.6", "9"),
        Classed(ClassScheme.OTHER, "E"),
    )
    assert "class-wrong" in record.warnings


def test_readings_belong_to_as_many_names() -> None:
    assert of(author="甲∥著", author_kana="コウ").agents == (Agent(Written("甲", "コウ"), "著"),)
    assert of(author="甲, 乙/著", author_kana="コウ").agents[0].name.kana == ""


@pytest.mark.parametrize(("cell", "is_deleted"), [("1", True), ("除籍", True), ("2026/4/1", True), ("0", False), ("", False), ("在籍", False)])  # fmt: skip
def test_a_row_may_say_that_its_record_is_gone(cell: str, *, is_deleted: bool) -> None:
    assert of(deleted=cell).is_deleted is is_deleted


def test_a_row_without_a_title_is_refused_unless_it_says_that_the_record_is_gone() -> None:
    with pytest.raises(RecordUnusable) as caught:
        record_of({Field.ITEM: ("7",)})

    assert (caught.value.code, caught.value.identity) == ("no-title", "7")
    gone = record_of({Field.ITEM: ("7",), Field.DELETED: ("1",)})
    assert (gone.identity, gone.is_deleted, gone.warnings) == ("7", True, ())


def test_a_head_is_understood_in_many_words() -> None:
    head = [
        "タイトル（ヨミ）",
        "【タイトル】",
        "著者",
        "出版社",
        "発行年",
        "ＩＳＢＮ",
        "背ラベル",
        "館名",
        "備考",
        "書誌ID",
        "ふしぎ",
    ]

    assert list(proposal(head).values()) == [
        Field.TITLE_KANA, Field.TITLE, Field.AUTHOR, Field.PUBLISHER, Field.DATE, Field.ISBN, Field.CALL_NUMBER, Field.BRANCH,
        Field.NOTE, Field.IDENTITY,
    ]  # fmt: skip
    assert known_words(head) == 10
    assert known_words(["蔵書一覧", "", "令和8年4月1日"]) == 0


def test_a_column_of_numbers_without_a_name_is_seen_by_what_stands_in_it() -> None:
    samples = [("本", "9784774188836"), ("本", "4774188836"), ("本", "4003101014")]

    assert proposal(("書名", "コード"), samples) == {0: Field.TITLE, 1: Field.ISBN}


def test_no_word_names_two_columns() -> None:
    words = [word for field in WORDS.values() for word in field]

    assert len(words) == len(set(words))
    assert set(WORDS) == set(Field)
    assert set(Field) >= REPEATED


TEXT = st.text(
    st.sampled_from("上下第巻 　()（）[]／/:;,、あア花1２九NoISBN-.'=\"∥著編\n"), max_size=30
)


@given(st.dictionaries(st.sampled_from(Field), st.lists(TEXT, min_size=1, max_size=3), max_size=12))
def test_any_row_is_read_or_refused(cells: dict[Field, list[str]]) -> None:
    try:
        record = record_of(cells)
    except RecordUnusable as refusal:
        assert refusal.code == "no-title"  # noqa: PT017
    else:
        assert record.title.text or record.is_deleted
