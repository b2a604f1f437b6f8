"""The columns of a table of books: those we understand, and how library systems call them (R13).

Only columns with a meaning are read; the whole row is kept as received.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Final

from yuinowa.directory.domain.columns import folded
from yuinowa.kernel import identifiers


class Field(StrEnum):
    """What a column says of a book or of a copy."""

    IDENTITY = "identity"
    TITLE = "title"
    TITLE_KANA = "title_kana"
    OTHER_TITLE = "other_title"
    VOLUME = "volume"
    EDITION = "edition"
    AUTHOR = "author"
    AUTHOR_KANA = "author_kana"
    PUBLISHER = "publisher"
    PUBLISHER_KANA = "publisher_kana"
    PLACE = "place"
    DATE = "date"
    ISBN = "isbn"
    ISSN = "issn"
    JPNO = "jpno"
    NCID = "ncid"
    NDC = "ndc"
    SUBJECT = "subject"
    SERIES = "series"
    EXTENT = "extent"
    LANGUAGE = "language"
    MATERIAL = "material"
    AUDIENCE = "audience"
    NOTE = "note"
    BRANCH = "branch"
    CALL_NUMBER = "call_number"
    ITEM = "item"
    USE = "use"
    URL = "url"
    DELETED = "deleted"


#: Several columns may say these: 著者1, 著者2. Of the others each stands once.
REPEATED: Final = frozenset(
    {Field.AUTHOR, Field.AUTHOR_KANA, Field.SUBJECT, Field.NDC, Field.ISBN, Field.NOTE}
)

#: How systems name these columns. Source: exports of Japanese library systems, 総合目録共通フォーマット, RECIPE.
WORDS: Final[Mapping[Field, tuple[str, ...]]] = {
    Field.IDENTITY: (
        "書誌id", "書誌番号", "書誌コード", "書誌no", "タイトルコード", "tilcod", "bibid", "recordid", "id", "レコード番号", "管理番号",
        "marcno", "marc番号",
    ),
    Field.TITLE: ("書名", "タイトル", "本タイトル", "本書名", "題名", "資料名", "誌名", "title", "書誌名", "書名巻次"),
    Field.TITLE_KANA: (
        "書名カナ", "書名かな", "書名ヨミ", "書名よみ", "書名読み", "タイトルカナ", "タイトルかな", "タイトルヨミ", "タイトルよみ", "タイトル読み",
        "タイトル標目", "titlekana", "titlereading", "ヨミ", "よみ", "読み", "カナ",
    ),
    Field.OTHER_TITLE: ("副書名", "サブタイトル", "副題", "副タイトル", "subtitle"),
    Field.VOLUME: ("巻次", "巻", "巻号", "巻数", "巻冊", "巻冊次", "巻次等", "号数", "volume", "vol"),
    Field.EDITION: ("版", "版次", "版表示", "edition"),
    Field.AUTHOR: ("著者", "著者名", "著者等", "責任表示", "著編者", "著者標目", "編著者", "作者", "author", "creator", "著者1"),
    Field.AUTHOR_KANA: ("著者カナ", "著者名カナ", "著者ヨミ", "著者名ヨミ", "著者よみ", "著者名よみ", "authorkana", "著者読み", "著者名読み"),
    Field.PUBLISHER: ("出版者", "出版社", "出版者名", "出版社名", "発行者", "発行所", "発行元", "publisher"),
    Field.PUBLISHER_KANA: ("出版者カナ", "出版社カナ", "出版者ヨミ", "出版社ヨミ", "出版者よみ"),
    Field.PLACE: ("出版地", "発行地", "place"),
    Field.DATE: (
        "出版年月", "出版年", "出版年月日", "発行年月", "発行年", "発行年月日", "刊行年", "刊行年月", "出版日", "発行日", "pubdate", "date",
        "year", "publicationdate", "publicationyear",
    ),
    Field.ISBN: ("isbn", "isbn10", "isbn13", "isbnコード", "国際標準図書番号", "isbn1", "isbn番号"),
    Field.ISSN: ("issn",),
    Field.JPNO: ("全国書誌番号", "jp番号", "jpno"),
    Field.NCID: ("ncid", "nii書誌id", "書誌id(nii)"),
    Field.NDC: ("ndc", "分類", "分類番号", "分類記号", "ndc分類", "日本十進分類", "十進分類", "ndc9", "ndc10", "分類ndc", "class"),
    Field.SUBJECT: ("件名", "主題", "キーワード", "subject", "subjects", "件名1"),
    Field.SERIES: ("叢書名", "シリーズ名", "シリーズ", "双書名", "叢書", "series"),
    Field.EXTENT: ("ページ数", "頁数", "ページ", "形態", "数量", "大きさ", "形態事項", "extent", "pages"),
    Field.LANGUAGE: ("言語", "本文言語", "本文の言語", "language", "lang"),
    Field.MATERIAL: ("資料種別", "資料区分", "資料種類", "資料の種類", "資料形態", "媒体", "type", "material"),
    Field.AUDIENCE: ("対象", "利用対象", "対象者", "対象区分", "読者対象", "audience"),
    Field.NOTE: ("注記", "内容注記", "備考", "内容", "note", "notes"),
    Field.BRANCH: (
        "所蔵館", "所蔵館名", "館", "館名", "所蔵場所", "配架場所", "配置場所", "所在", "所蔵", "所管館", "場所", "branch", "library", "location",
    ),
    Field.CALL_NUMBER: ("請求記号", "請求番号", "背ラベル", "ラベル", "図書記号", "callnumber", "callno"),
    Field.ITEM: ("資料番号", "資料コード", "資料id", "登録番号", "バーコード", "図書番号", "蔵書番号", "資料no", "barcode", "itemid"),
    Field.USE: ("禁帯区分", "貸出区分", "禁帯出", "利用区分", "帯出区分", "貸出可否", "use"),
    Field.URL: ("url", "リンク", "opacurl"),
    Field.DELETED: ("削除", "除籍", "削除フラグ", "除籍区分", "除籍フラグ", "削除区分", "deleted"),
}  # fmt: skip

_BY_WORD: Final = {folded(word): field for field, words in WORDS.items() for word in words}
#: Of the cells that hold something, so many must be numbers of a book.
_MOST: Final = 0.8


def field_of(word: str) -> Field | None:
    """What a head cell names; 著者名2 and 件名（3） are further columns of what repeats."""
    key = folded(word)
    if found := _BY_WORD.get(key):
        return found
    further = _BY_WORD.get(key.rstrip("0123456789"))
    return further if further in REPEATED else None


def known_words(cells: Sequence[str]) -> int:
    """How many meanings these cells name; the head of a table names more than any other row."""
    return len({field for cell in cells if (field := field_of(cell)) is not None})


def proposal(head: Sequence[str], samples: Sequence[Sequence[str]] = ()) -> dict[int, Field]:
    """Which place of the head is what: by its word, else an ISBN by what stands under it."""
    found: dict[int, Field] = {}
    for place, word in enumerate(head):
        field = field_of(word)
        if field is not None and (field in REPEATED or field not in found.values()):
            found[place] = field
    if Field.ISBN not in found.values():
        for place in range(len(head)):
            cells = [row[place] for row in samples if place < len(row) and row[place].strip()]
            if place not in found and _are_isbn(cells):
                found[place] = Field.ISBN
                break
    return found


def _are_isbn(cells: Sequence[str]) -> bool:
    return len(cells) >= 3 and sum(identifiers.isbn(cell).valid for cell in cells) >= _MOST * len(
        cells
    )
