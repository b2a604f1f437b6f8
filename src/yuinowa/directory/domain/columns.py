"""The columns of a table of institutions: those we declare, and how strangers call them (R13).

Only declared columns are read. What a file has beside them is kept with the record as received.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Final

from yuinowa.directory.domain.places import PREFECTURE_CODES, municipality_in, prefecture_in


class Column(StrEnum):
    """What a column says of an institution."""

    #: Our own number with its check: stands in files that were exported here, and nowhere else.
    ID = "id"
    NAME = "name"
    NAME_KANA = "name_kana"
    NAME_EN = "name_en"
    KINDS = "kinds"
    ISIL = "isil"
    FA = "fa"
    CORPORATE_NUMBER = "corporate_number"
    PREFECTURE = "prefecture"
    MUNICIPALITY = "municipality"
    MUNICIPALITY_NAME = "municipality_name"
    POSTAL_CODE = "postal_code"
    ADDRESS = "address"
    TELEPHONE = "telephone"
    TELEPHONE_NOTE = "telephone_note"
    FAX = "fax"
    URL = "url"
    LATITUDE = "latitude"
    LONGITUDE = "longitude"


#: Several values in one cell: kinds by 、, numbers by a blank.
IDENTIFIER_COLUMNS: Final = (Column.ISIL, Column.FA, Column.CORPORATE_NUMBER)

#: How tables of others call these columns; our own export's words come from its head.
#: Source: 自治体標準オープンデータセット 公共施設一覧; 高松市オープンデータ; ISIL 国内登録リスト.
WORDS: Final[Mapping[Column, tuple[str, ...]]] = {
    Column.NAME: (
        "名称", "名前", "機関名", "施設名", "施設名称", "図書館名", "館名", "団体名", "正式名称", "name", "institution", "library",
    ),
    Column.NAME_KANA: (
        "名称カナ", "名称かな", "名称ヨミ", "名称よみ", "カナ", "かな", "よみ", "読み", "ふりがな", "フリガナ", "機関名ヨミ", "機関名よみ",
        "施設名カナ", "namekana", "reading",
    ),
    Column.NAME_EN: ("名称英語", "英語名", "英語名称", "英名", "機関名英語", "nameen", "englishname"),
    Column.KINDS: ("種類", "館種", "種別", "機関種別", "施設種別", "機関の種類", "kind", "type"),
    Column.ISIL: ("isil",),
    Column.FA: ("fa番号", "参加組織id", "fano"),
    Column.CORPORATE_NUMBER: ("法人番号", "corporatenumber"),
    Column.PREFECTURE: ("都道府県", "都道府県名", "所在地都道府県", "prefecture"),
    Column.MUNICIPALITY: (
        "所在地全国地方公共団体コード", "市区町村コード", "地方公共団体コード", "municipalitycode",
    ),
    Column.MUNICIPALITY_NAME: ("市区町村", "市区町村名", "所在地市区町村", "municipality", "city"),
    Column.POSTAL_CODE: ("郵便番号", "postalcode", "postcode", "zip", "zipcode"),
    Column.ADDRESS: ("住所", "所在地", "所在地連結表記", "所在地住所", "場所", "address"),
    Column.TELEPHONE: (
        "電話", "電話番号", "代表電話番号", "tel", "telephone", "telephonenumber", "phone",
    ),
    Column.TELEPHONE_NOTE: ("電話の補足", "内線番号", "telephonenote"),
    Column.FAX: ("fax", "fax番号", "ファックス", "ファクス", "代表fax番号", "faxnumber"),
    Column.URL: ("url", "ホームページ", "webサイト", "ウェブサイト", "website", "referenceobject", "homepage"),
    Column.LATITUDE: ("緯度", "latitude", "lat"),
    Column.LONGITUDE: ("経度", "longitude", "lng", "lon"),
}  # fmt: skip

#: Words of columns that only a list of events has.
EVENT_WORDS: Final = frozenset(
    {"行事名", "イベント名", "催し名", "開催日", "開始日", "eventname", "申込期間"}
)

_PASSED_OVER = re.compile(r"[\s_＿・/\-‐ー－()（）\[\]［］【】:：.#＃*＊※]+")
_POSTAL_CODE = re.compile(r"〒?[0-9]{3}-[0-9]{4}")
_TELEPHONE = re.compile(r"\(?0[0-9]{1,4}\)?[- ][0-9]{1,4}[- ][0-9]{3,4}")
_ISIL = re.compile(r"JP-[0-9]{7}")
_URL = re.compile(r"https?://\S+", re.IGNORECASE)
_LATITUDE = re.compile(r"(?:2[0-9]|3[0-9]|4[0-6])\.[0-9]{3,}")
_LONGITUDE = re.compile(r"1(?:2[2-9]|3[0-9]|4[0-9]|5[0-4])\.[0-9]{3,}")
#: Of the cells that hold something, so many must look alike.
_MOST = 0.8


def folded(word: str) -> str:
    """A head cell as it is compared: 名称_カナ, 名称（カナ） and 名称 カナ are one."""
    return _PASSED_OVER.sub("", unicodedata.normalize("NFKC", word).casefold())


_BY_WORD = {folded(word): column for column, words in WORDS.items() for word in words}


def column_of(word: str, own: Mapping[str, Column]) -> Column | None:
    """The column that a head cell names; ``own`` are the words of our own export, folded."""
    key = folded(word)
    return own.get(key) or _BY_WORD.get(key)


def known_words(cells: Sequence[str], own: Mapping[str, Column]) -> int:
    """How many columns these cells name; the head of a table names more than any other row."""
    found = {column for cell in cells if (column := column_of(cell, own)) is not None}
    return len(found)


def looks_like_events(head: Sequence[str]) -> bool:
    """Whether this is the head of a list of events."""
    return len(EVENT_WORDS & set(map(folded, head))) >= 2


def proposal(
    head: Sequence[str], samples: Sequence[Sequence[str]], own: Mapping[str, Column]
) -> dict[int, Column]:
    """Which place of the head is which column: by its word, else by what stands under it; each column once."""
    found: dict[int, Column] = {}
    for place, word in enumerate(head):
        column = column_of(word, own)
        if column is not None and column not in found.values():
            found[place] = column
    for place in range(len(head)):
        if place in found:
            continue
        column = _by_values([row[place] for row in samples if place < len(row) and row[place]])
        if column is not None and column not in found.values():
            found[place] = column
    return found


def _by_values(cells: Sequence[str]) -> Column | None:
    patterns = (
        (Column.ISIL, _ISIL),
        (Column.POSTAL_CODE, _POSTAL_CODE),
        (Column.TELEPHONE, _TELEPHONE),
        (Column.URL, _URL),
        (Column.LATITUDE, _LATITUDE),
        (Column.LONGITUDE, _LONGITUDE),
    )
    if len(cells) < 3:
        return None
    plain = [unicodedata.normalize("NFKC", cell).strip() for cell in cells]
    for column, pattern in patterns:
        if sum(bool(pattern.fullmatch(cell)) for cell in plain) >= _MOST * len(plain):
            return column
    if sum(cell in PREFECTURE_CODES for cell in plain) >= _MOST * len(plain):
        return Column.PREFECTURE
    if sum(_is_address(cell) for cell in plain) >= _MOST * len(plain):
        return Column.ADDRESS
    return None


def _is_address(cell: str) -> bool:
    prefecture = prefecture_in(cell)
    return bool(prefecture) and municipality_in(cell, prefecture) is not None
