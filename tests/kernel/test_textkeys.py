"""Text keys: which spellings meet, and which must not."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from yuinowa.kernel.textkeys import (
    kana_from_romaji,
    kana_readings,
    looks_like_romaji,
    romaji_key,
    search_key,
    sort_key,
    sound_key,
    sound_keys,
    words_key,
)

japanese = st.text(
    st.one_of(
        st.characters(min_codepoint=0x3041, max_codepoint=0x30FF),
        st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF),
        st.characters(min_codepoint=0xFF01, max_codepoint=0xFF9F),
        st.sampled_from("ー-‐―−〜 \u3000・（）\u200b\ufe00\U000e0100𠮷abcＡＢ１２"),
    ),
    max_size=30,
)

MORAS = [
    "ア",
    "イ",
    "ウ",
    "エ",
    "オ",
    "カ",
    "キ",
    "ク",
    "ケ",
    "コ",
    "サ",
    "シ",
    "ス",
    "セ",
    "ソ",
    "タ",
    "チ",
    "ツ",
    "テ",
    "ト",
    "ナ",
    "ニ",
    "ヌ",
    "ネ",
    "ノ",
    "ハ",
    "ヒ",
    "フ",
    "ヘ",
    "ホ",
    "マ",
    "ミ",
    "ム",
    "メ",
    "モ",
    "ヤ",
    "ユ",
    "ヨ",
    "ラ",
    "リ",
    "ル",
    "レ",
    "ロ",
    "ワ",
    "ガ",
    "ギ",
    "グ",
    "ゲ",
    "ゴ",
    "ザ",
    "ジ",
    "ズ",
    "ゼ",
    "ゾ",
    "ダ",
    "デ",
    "ド",
    "バ",
    "ビ",
    "ブ",
    "ベ",
    "ボ",
    "パ",
    "ピ",
    "プ",
    "ペ",
    "ポ",
    "キャ",
    "キュ",
    "キョ",
    "シャ",
    "シュ",
    "ショ",
    "チャ",
    "チュ",
    "チョ",
    "ニャ",
    "ヒョ",
    "リュ",
    "ギョ",
    "ジャ",
    "ジュ",
    "ジョ",
    "ビョ",
    "ピュ",
]
HEPBURN = {
    "シ": "shi", "チ": "chi", "ツ": "tsu", "フ": "fu", "ジ": "ji", "シャ": "sha", "シュ": "shu", "ショ": "sho",
    "チャ": "cha", "チュ": "chu", "チョ": "cho", "ジャ": "ja", "ジュ": "ju", "ジョ": "jo",
}  # fmt: skip
LONG_OF = {"a": "アー", "i": "イー", "u": "ウー", "e": "エー", "o": "ウオー"}
MACRON = dict(zip("aiueo", "āīūēō", strict=True))


@pytest.mark.parametrize(
    "spelling",
    [
        "三康図書館",
        "三康圖書館",
        "三康圖書舘",
        "三康 図書館",
        "三康・図書館",
        "「三康図書館」",
        "三康\u200b図書館",
        "三康図\U000e0100書館",
    ],
)
def test_one_library_is_one_key(spelling: str) -> None:
    assert search_key(spelling) == "三康図書館"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("サンコウトショカン", "ｻﾝｺｳﾄｼｮｶﾝ"),
        ("サンコウトショカン", "さんこう　としょかん"),
        ("パピプ", "ﾊﾟﾋﾟﾌﾟ"),
        ("ガギグ", "カ゛キ゛ク\u3099"),
        ("センター", "センタ－"),
        ("センター", "ｾﾝﾀｰ"),
        ("センター", "センタ―"),
        ("霞ヶ関", "霞ケ関"),
        ("髙島屋", "高島屋"),
        ("𠮷野家", "吉野家"),
        ("神戸", "神戸"),
        ("山﨑", "山崎"),
        ("渡邊", "渡辺"),
        ("渡邉", "渡辺"),
        ("國學院大學", "国学院大学"),
        ("葛󠄀飾区", "葛飾区"),
        ("ＮＤＬ", "ndl"),
        ("Café", "CAFE"),
        ("㈱図書館流通", "(株)図書館流通"),
        ("いすゞ", "イスヾ"),
        ("歌舞伎哥", "歌舞伎歌"),
    ],
)
def test_spellings_of_one_word_meet(one: str, other: str) -> None:
    assert search_key(one) == search_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ビル", "ビール"),
        ("ハハ", "ババ"),
        ("斎藤", "斉藤"),
        ("萎縮", "委縮"),
        ("黯然", "暗然"),
        ("飢饉", "饑饉"),
        ("日", "曰"),
        ("กา", "กี"),
    ],
)
def test_different_words_stay_apart(one: str, other: str) -> None:
    assert search_key(one) != search_key(other)


@given(st.one_of(japanese, st.text(max_size=30)))
def test_a_key_is_its_own_key(text: str) -> None:
    assert search_key(search_key(text)) == search_key(text)
    assert words_key(words_key(text)) == words_key(text)


@given(st.one_of(japanese, st.text(max_size=30)))
def test_words_differ_from_the_key_in_blanks_alone(text: str) -> None:
    assert search_key(words_key(text)) == search_key(text)
    assert words_key(text) == " ".join(words_key(text).split())


@given(japanese, japanese, japanese)
def test_a_part_of_a_text_is_a_part_of_its_key(before: str, part: str, after: str) -> None:
    # A voicing mark changes the letter before it, so that letter is no part of the whole.
    assume(not set(part + after) & set("\u3099\u309aﾞﾟ゛゜"))

    assert search_key(part) in search_key(before + "・" + part + "・" + after)


def test_punctuation_parts_words() -> None:
    assert words_key("国立国会図書館／NDL 支部 (本館)") == "国立国会図書館 ndl 支部 本館"


def test_marks_alone_leave_nothing() -> None:
    assert search_key(" \u3000・―ー！\u200b\ufe00\U000e0100") == ""


# ---------------------------------------------------------------- romaji


@pytest.mark.parametrize(
    "text",
    ["sanko", "sankō", "sankô", "sankou", "sankoo", "SANKO", "Sankoh", "ｓａｎｋｏ", "san-ko"],
)
def test_long_vowels_fold_on_both_sides(text: str) -> None:
    assert kana_from_romaji(text) == sound_key("サンコウ") == "サンコ"


@pytest.mark.parametrize(
    ("text", "kana"),
    [
        ("sanko toshokan", "サンコ トショカン"),
        ("sankô tosyokan", "サンコ トショカン"),
        ("shimbun", "シンブン"),
        ("sinbun", "シンブン"),
        ("matcha", "マッチャ"),
        ("mattya", "マッチャ"),
        ("zassi", "ザッシ"),
        ("Chiyoda-ku", "チヨダク"),
        ("Ohtani", "オタニ"),
        ("Tohoku", "トホク"),
        ("San’yō", "サンヨ"),
        ("wirusu", "ウイルス"),
        ("Tsutsuji", "ツツジ"),
        ("tutuzi", "ツツジ"),
    ],
)
def test_hepburn_and_kunrei_are_read(text: str, kana: str) -> None:
    assert kana_from_romaji(text) == kana


@pytest.mark.parametrize(
    "text", ["", " ", "library", "sanko図書館", "sank", "JP-1000907", "x", "'", "-"]
)
def test_what_is_no_romaji_is_left_alone(text: str) -> None:
    assert kana_from_romaji(text) is None
    assert not looks_like_romaji(text)


def test_a_doubtful_n_has_both_readings() -> None:
    assert kana_readings("shinichi") == ("シニチ", "シンイチ")
    assert kana_readings("shin'ichi") == ("シンイチ",)
    assert kana_readings("sanko toshokan") == ()


def test_the_readings_of_a_word_are_bounded() -> None:
    assert len(kana_readings("na" * 30)) == 8


def test_a_vowel_that_begins_a_word_is_found_there() -> None:
    keys = sound_keys("キョウトオオサカ")

    assert any("オサカ" in key for key in keys)
    assert any("キョト" in key for key in keys)


@given(st.lists(st.sampled_from(MORAS), min_size=1, max_size=8), st.data())
def test_any_usual_romaji_of_a_reading_finds_it(moras: list[str], data: st.DataObject) -> None:
    """Each mora plain or long, in Hepburn or kunrei, long vowels by macron, doubled or dropped."""
    kana, roman = "", ""
    for mora in moras:
        spelled = data.draw(
            st.sampled_from([romaji_key(mora), HEPBURN.get(mora, romaji_key(mora))])
        )
        kana += mora
        if data.draw(st.booleans()):
            vowel = spelled[-1]
            kana += data.draw(st.sampled_from(LONG_OF[vowel]))
            spelled = data.draw(
                st.sampled_from([spelled, spelled + vowel, spelled[:-1] + MACRON[vowel]])
            )
        roman += spelled

    assert kana_from_romaji(roman) == sound_key(kana)


@given(
    st.lists(st.sampled_from([*MORAS, "ン", "ッ", "ー", "ティ", "ヴァ", "ヲ", "ヅ"]), max_size=12)
)
def test_a_sound_is_its_own_sound(moras: list[str]) -> None:
    kana = "".join(moras)

    assert sound_key(sound_key(kana)) == sound_key(kana)


def test_a_romaji_key_has_no_long_vowels_and_no_apostrophes() -> None:
    keys = [
        romaji_key(kana) for kana in ("サンコウトショカン", "しんいち", "ザッシ", "ｼﾃｨ", "マッチャ")
    ]

    assert keys == ["sankotosyokan", "siniti", "zassi", "siti", "mattya"]


@given(st.lists(st.sampled_from([*MORAS, "ン"]), min_size=1, max_size=8))
def test_a_romaji_key_read_back_has_the_same_key(moras: list[str]) -> None:
    key = romaji_key("".join(moras))

    assert romaji_key(kana_from_romaji(key) or "") == key


# ---------------------------------------------------------------- order


def test_readings_stand_in_dictionary_order() -> None:
    in_order = [
        "アアチ",
        "アーチ",
        "アイ",
        "ハハ",
        "ばば",
        "パパ",
        "ババア",
        "ヒヨウ",
        "ヒョウ",
        "ビョウイン",
    ]

    keys = [sort_key(kana) for kana in in_order]

    assert keys == sorted(keys)


@given(japanese)
def test_hiragana_and_katakana_sort_alike(text: str) -> None:
    katakana = "".join(chr(ord(c) + 0x60) if "ぁ" <= c <= "ゖ" else c for c in text)

    assert sort_key(text) == sort_key(katakana)
