"""What libraries ask each other about: a small tree of topics, and the words people use for them.

Source: 国立国会図書館 図書館協力ハンドブック 第1章 (the three sides of its cooperation), and the services named there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from yuinowa.kernel.textkeys import kana_from_romaji, search_key, sound_key


class Topic(StrEnum):
    COOPERATION = "cooperation"
    INTERLIBRARY_LOAN = "interlibrary_loan"
    REMOTE_COPY = "remote_copy"
    REFERENCE = "reference"
    REFERENCE_DATABASE = "reference_database"
    DIGITAL_TRANSMISSION = "digital_transmission"
    SOUND_RECORDINGS = "sound_recordings"
    UNION_CATALOGUE = "union_catalogue"
    ISIL = "isil"
    TRAINING = "training"
    RESEARCH = "research"
    LEGAL_DEPOSIT = "legal_deposit"
    NATIONAL_BIBLIOGRAPHY = "national_bibliography"
    ACCESSIBILITY = "accessibility"
    GROUP_LOAN = "group_loan"
    CHILDREN = "children"
    SCHOOL_SETS = "school_sets"


class About(StrEnum):
    """What the question is about beside its topic. Children's books have libraries of their own."""

    ANYTHING = "anything"
    CHILDREN = "children"


T = Topic
#: The wider topic of each; a question that no desk answers by itself goes to the wider one.
WIDER: Mapping[Topic, Topic] = {
    **{topic: T.COOPERATION for topic in Topic if topic is not T.COOPERATION},
    T.REFERENCE_DATABASE: T.REFERENCE,
    T.SCHOOL_SETS: T.CHILDREN,
}

#: Words for each topic: as it is written, read and said in English.
WORDS: Mapping[Topic, tuple[str, ...]] = {
    T.COOPERATION: ("図書館協力一般", "図書館協力", "協力一般", "トショカンキョウリョク", "library cooperation", "cooperation"),
    T.INTERLIBRARY_LOAN: (
        "図書館間貸出し", "図書館間貸出", "相互貸借", "貸出し", "貸出", "貸し出し", "借りる", "トショカンカンカシダシ",
        "ソウゴタイシャク", "カシダシ", "interlibrary loan", "inter-library loan", "ILL", "loan", "borrow",
    ),
    T.REMOTE_COPY: ("遠隔複写", "複写", "コピー", "エンカクフクシャ", "フクシャ", "remote copy", "copies", "copy"),
    T.REFERENCE: (
        "レファレンス", "調べもの", "調べ物", "質問", "シラベモノ", "reference question", "reference service", "reference",
    ),
    T.REFERENCE_DATABASE: (
        "レファレンス協同データベース", "レファ協", "レファレンスキョウドウデータベース", "レファキョウ", "事例データベース",
        "collaborative reference database", "CRD",
    ),
    T.DIGITAL_TRANSMISSION: (
        "図書館送信", "図書館向けデジタル化資料送信", "デジタル化資料送信", "デジタル化資料", "トショカンソウシン",
        "transmission of digitised material", "digitized material", "digital transmission",
    ),
    T.SOUND_RECORDINGS: ("歴史的音源", "れきおん", "レキオン", "レキシテキオンゲン", "SP盤", "historical recordings", "sound recordings"),
    T.UNION_CATALOGUE: (
        "総合目録ネットワーク", "総合目録", "ゆにかねっと", "ソウゴウモクロクネットワーク", "union catalogue", "union catalog",
    ),
    T.ISIL: ("ISIL", "図書館等識別子", "図書館及び関連組織のための国際標準識別子", "アイシル", "トショカントウシキベツシ", "library identifier"),
    T.TRAINING: ("研修", "講座", "ケンシュウ", "training", "course"),
    T.RESEARCH: ("調査研究", "図書館調査", "チョウサケンキュウ", "research", "survey"),
    T.LEGAL_DEPOSIT: ("納本", "納本制度", "ノウホン", "legal deposit", "deposit"),
    T.NATIONAL_BIBLIOGRAPHY: ("全国書誌", "書誌データ", "ゼンコクショシ", "national bibliography", "bibliographic data"),
    T.ACCESSIBILITY: (
        "障害者サービス", "視覚障害者等用データ送信", "視覚障害", "点字", "録音図書", "みなサーチ", "DAISY", "ショウガイシャサービス",
        "services for disabled users", "accessible formats", "print disabled", "accessibility",
    ),
    T.GROUP_LOAN: ("団体貸出", "団体貸出し", "配本", "ダンタイカシダシ", "group loan"),
    T.CHILDREN: (
        "児童書・児童サービス", "児童サービス", "児童書", "ジドウショ", "ジドウサービス", "services for children", "children",
    ),
    T.SCHOOL_SETS: (
        "学校図書館セット貸出し", "学校図書館セット貸出", "セット貸出し", "セット貸出", "ガッコウトショカンセットカシダシ",
        "book sets for schools", "school sets",
    ),
}  # fmt: skip

#: Words that say "about children's books" beside another topic: 児童書の複写.
_CHILDREN_WORDS = (
    "児童書", "児童図書", "子どもの本", "こどもの本", "子供の本", "絵本", "ジドウショ", "children's books", "children’s books",
)  # fmt: skip
#: A word shorter than this is only found whole: ILL is a part of too many others.
_SHORTEST_PART = 2


def ways_up(topic: Topic) -> Iterator[Topic]:
    """The topic itself, then each wider one."""
    here: Topic | None = topic
    while here is not None:
        yield here
        here = WIDER.get(here)


@dataclass(frozen=True, slots=True)
class Understood:
    """What free words may mean: one topic, several to choose from, or none."""

    topics: tuple[Topic, ...]
    about: About = About.ANYTHING


def understand(text: str) -> Understood:
    """The topics that ``text`` names: as it is written, in kana, in romaji or English, whole or in part."""
    key = search_key(text)
    bare = key
    for word in sorted(map(search_key, _CHILDREN_WORDS), key=len, reverse=True):
        bare = bare.replace(word, "")
    about = About.CHILDREN if bare != key else About.ANYTHING
    found = _named(bare) or _sounding(text)
    if not found and about is About.CHILDREN:
        found = (Topic.CHILDREN,)
    return Understood(found, about)


def _named(key: str) -> tuple[Topic, ...]:
    """The topics whose word is the text, else those whose word it holds (the longest), else those that hold it."""
    if not key:
        return ()
    lengths = {topic: _match(key, WORD_KEYS[topic]) for topic in Topic}
    best = max(lengths.values())
    return tuple(topic for topic, match in lengths.items() if match == best) if any(best) else ()


def _match(key: str, words: tuple[str, ...]) -> tuple[bool, int, bool]:
    """Whether a word is just the text, the length of the longest one in it, whether it is a part of one."""
    return (
        key in words,
        max(
            (len(word) for word in words if len(word) >= _SHORTEST_PART and word in key), default=0
        ),
        len(key) >= _SHORTEST_PART and any(key in word for word in words),
    )


def _sounding(text: str) -> tuple[Topic, ...]:
    """The topics whose reading begins with what ``text`` spells in romaji."""
    sound = (kana_from_romaji(text) or "").replace(" ", "")
    if len(sound) < _SHORTEST_PART:
        return ()
    return tuple(
        topic
        for topic in Topic
        if any(sound_key(word).startswith(sound) for word in WORD_KEYS[topic])
    )


WORD_KEYS: Mapping[Topic, tuple[str, ...]] = {
    topic: tuple(dict.fromkeys(search_key(word) for word in words))
    for topic, words in WORDS.items()
}
