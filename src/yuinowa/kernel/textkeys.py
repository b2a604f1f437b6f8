"""Keys under which different spellings of the same words meet.

A key is made for comparing, never for showing: what was typed is stored as typed (R1). Everything
runs on one lookup table per character, because keys are made by the million.

Folded by ``search_key``: width and compatibility forms (NFKC), case, Latin diacritics, hiragana to
katakana, small ヵ and ヶ, variation selectors and zero-width characters, variant kanji to their
modern form, punctuation and blanks. The dash family and the long-vowel sign are one: after a kana it
is the sign, anywhere else punctuation.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from importlib.resources import files

LONG = "ー"
_DASHES = "ー-‐‑‒–—―⁃−─━﹘﹣〜～~"


def _variant_kanji() -> dict[int, str]:
    """Variant → modern form, from data/variant-kanji.tsv."""
    table = (files("yuinowa.kernel") / "data" / "variant-kanji.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if not line.startswith("#"))
    return {ord(variant): modern for modern, variants, _source in rows for variant in variants}


_HIRAGANA = {code: chr(code + 0x60) for code in (*range(0x3041, 0x3097), 0x309D, 0x309E)}
_SMALL_KE = {ord("ヵ"): "カ", ord("ヶ"): "ケ", 0x3095: "カ", 0x3096: "ケ"}

# Marks that only decorate or select a glyph. Vowel signs of other scripts (Thai, Devanagari) are letters.
_DECORATION = frozenset(
    (
        *range(0x0300, 0x0370), *range(0x1AB0, 0x1B00), *range(0x1DC0, 0x1E00), *range(0x20D0, 0x2100),
        *range(0xFE00, 0xFE10), *range(0xFE20, 0xFE30), *range(0xE0100, 0xE01F0),
    )
)  # fmt: skip


class _Folding(dict[int, str]):
    """The folded form of each character, worked out when it is first met.

    Only assigned characters are kept, so the table stops growing.
    """

    def __missing__(self, code: int) -> str:
        folded = _folded(chr(code))
        if unicodedata.category(chr(code)) not in {"Cn", "Co", "Cs"}:
            self[code] = folded
        return folded


def _folded(char: str) -> str:
    category = unicodedata.category(char)
    if category == "Cf" or ord(char) in _DECORATION:
        return ""
    if category[0] in "PSZC":
        return " "
    if ord(char) < 0x0250 or 0x1E00 <= ord(char) < 0x1F00:
        return "".join(c for c in unicodedata.normalize("NFKD", char) if ord(c) not in _DECORATION)
    return char


_WORDS = _Folding({ord(dash): LONG for dash in _DASHES} | _variant_kanji() | _HIRAGANA | _SMALL_KE)
_LONG_RUN = re.compile("ー+")
_KANA = frozenset(
    chr(code) for code in (*range(0x30A1, 0x30FB), 0x30FD, 0x30FE, *range(0x31F0, 0x3200))
)


def _long_or_blank(match: re.Match[str]) -> str:
    start = match.start()
    return LONG if start and match.string[start - 1] in _KANA else " "


def words_key(text: str) -> str:
    """The key with single blanks where words were parted by a blank or by punctuation."""
    while True:
        folded = unicodedata.normalize("NFKC", text).casefold().translate(_WORDS)
        if LONG in folded:
            folded = _LONG_RUN.sub(_long_or_blank, folded)
        folded = " ".join(folded.split())
        # What was taken out may have kept two characters from composing; rare, so the test is enough.
        if unicodedata.is_normalized("NFKC", folded):
            return folded
        text = folded


def search_key(text: str) -> str:
    """The key without any blanks: equal for 三康圖書館 and 三康図書館, ｻﾝｺｳ and さんこう."""
    key = words_key(text).replace(" ", "")
    return key if unicodedata.is_normalized("NFKC", key) else search_key(key)


# ---------------------------------------------------------------- readings

_ROWS = {
    "ア": "アカガサザタダナハバパマヤラワァャヮ",
    "イ": "イキギシジチヂニヒビピミリィヰ",
    "ウ": "ウクグスズツヅヌフブプムユルゥュヴ",
    "エ": "エケゲセゼテデネヘベペメレェヱ",
    "オ": "オコゴソゾトドノホボポモヨロォョヲ",
}
_VOWEL_OF = {kana: vowel for vowel, row in _ROWS.items() for kana in row}
_LONG_VOWEL = re.compile(
    "|".join(
        f"(?<=[{row}])[{vowel}{'ウ' if vowel == 'オ' else ''}{LONG}]+"
        for vowel, row in _ROWS.items()
    )
    + f"|{LONG}"
)

# Pairs that romaji cannot tell apart (ti is チ to some and ティ to others), then old kana.
_SAME_SOUND = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("ヴァ", "バ"), ("ヴィ", "ビ"), ("ヴェ", "ベ"), ("ヴォ", "ボ"), ("ヴ", "ブ"),
        ("ティ", "チ"), ("ディ", "ジ"), ("トゥ", "ツ"), ("ドゥ", "ズ"), ("テュ", "チュ"), ("デュ", "ジュ"),
    )
)  # fmt: skip
_SOUNDS = str.maketrans("ヂヅヰヱヲァィゥェォヮヷヸヹヺ", "ジズイエオアイウエオワワイエオ")
_IN_DIGRAPH = re.compile("[ヴテデトド]")


def _sounds(kana: str) -> str:
    key = search_key(kana)
    if _IN_DIGRAPH.search(key):
        for pattern, sound in _SAME_SOUND:
            key = pattern.sub(sound, key)
    return key.translate(_SOUNDS)


def sound_key(kana: str) -> str:
    """A reading in katakana as far as romaji can tell it: サンコウ, サンコー and サンコ are サンコ."""
    return _LONG_VOWEL.sub("", _sounds(kana))


def sound_keys(kana: str) -> tuple[str, ...]:
    """The ``sound_key``, and one more from each vowel that was taken for the end of a long one.

    Readings have no blanks between words: in キョウトオオサカ the first オ after ト lengthens nothing,
    and ``osaka`` is found in the key that begins there.
    """
    sounds = _sounds(kana)
    starts = [
        at
        for match in _LONG_VOWEL.finditer(sounds)
        for at in range(match.start(), match.end())
        if sounds[at] != LONG
    ]
    return tuple(dict.fromkeys(_LONG_VOWEL.sub("", sounds[at:]) for at in (0, *starts)))


_SORTED_AS = str.maketrans(
    "ガギグゲゴザジズゼゾダヂヅデドバビブベボパピプペポヴァィゥェォッャュョヮヵヶヷヸヹヺ",
    "カキクケコサシスセソタチツテトハヒフヘホハヒフヘホウアイウエオツヤユヨワカケワヰヱヲ",
)
_LENGTHENED = re.compile(f"(.){LONG}")


def sort_key(kana: str) -> str:
    """A key in 五十音 order when compared by code point (``COLLATE "C"`` on PostgreSQL).

    ー counts as the vowel it lengthens; voicing and small kana decide only between equals.
    Source: JIS X 4061
    """
    key = search_key(kana)
    spelled = _LENGTHENED.sub(lambda m: m[1] + _VOWEL_OF.get(m[1], ""), key)
    base = spelled.translate(_SORTED_AS)
    return base if base == key else f"{base} {key}"


# ---------------------------------------------------------------- romaji

_VOWELS = dict(zip("aiueo", "アイウエオ", strict=True))
_SYLLABLE_ROWS = {
    "k": "カキクケコ", "g": "ガギグゲゴ", "s": "サシスセソ", "z": "ザジズゼゾ", "t": "タチツテト",
    "d": "ダジズデド", "n": "ナニヌネノ", "h": "ハヒフヘホ", "b": "バビブベボ", "p": "パピプペポ",
    "m": "マミムメモ", "r": "ラリルレロ", "y": "ヤイユエヨ", "w": "ワイウエオ", "v": "バビブベボ",
}  # fmt: skip
_PALATAL = {"a": "ャ", "u": "ュ", "o": "ョ", "e": "ェ"}
_PALATAL_ROWS = {
    "ky": "キ", "gy": "ギ", "sy": "シ", "sh": "シ", "zy": "ジ", "jy": "ジ", "j": "ジ", "ty": "チ", "ch": "チ",
    "cy": "チ", "dy": "ジ", "ny": "ニ", "hy": "ヒ", "by": "ビ", "py": "ピ", "my": "ミ", "ry": "リ",
}  # fmt: skip


def _syllables() -> dict[str, str]:
    """Hepburn, kunrei and nihon romaji in one table; where they differ in spelling both stand."""
    table = dict(_VOWELS)
    for head, row in _SYLLABLE_ROWS.items():
        table |= {head + vowel: kana for vowel, kana in zip("aiueo", row, strict=True)}
    for head, kana in _PALATAL_ROWS.items():
        table |= {head + vowel: kana + small for vowel, small in _PALATAL.items()}
    table |= {"shi": "シ", "chi": "チ", "ji": "ジ", "tsu": "ツ", "fu": "フ", "dzu": "ズ"}
    table |= {"f" + vowel: "フ" + _VOWELS[vowel] for vowel in "aieo"}
    table |= {"ts" + vowel: "ツ" + _VOWELS[vowel] for vowel in "aieo"}
    table |= {"kw" + vowel: "ク" + _VOWELS[vowel] for vowel in "aieo"}
    # ウィ is written wi: not the old ヰ.
    return table | {"wi": "ウィ", "we": "ウェ", "wo": "ヲ", "ye": "イェ"}


_SYLLABLES = _syllables()
_CONSONANTS = "bcdfghjkmprstvwyz"
_MACRONS = str.maketrans("āīūēōâîûêô", "aiueoaiueo")
_ROMAJI = re.compile("[a-zāīūēōâîûêô'’ʼ -]+")
_N_AND_VOWEL = re.compile("n(?=[aiueoy])")


def _romaji_words(text: str) -> list[str]:
    """The words of ``text`` in small letters without macrons, or [] if it holds anything else."""
    plain = unicodedata.normalize("NFKC", text).lower().strip()
    if not _ROMAJI.fullmatch(plain):
        return []
    return re.sub("[’ʼ]", "'", plain).translate(_MACRONS).replace("-", "").split()


@lru_cache(maxsize=4096)
def _kana_of_word(word: str) -> str | None:
    """Katakana for one word of romaji, None if a letter is left over."""
    kana, at = [], 0
    while at < len(word):
        rest = word[at:]
        syllable = next((s for s in (rest[:3], rest[:2], rest[:1]) if s in _SYLLABLES), None)
        if syllable is not None:
            kana.append(_SYLLABLES[syllable])
            at += len(syllable)
            # Satoh, Ohno: h marks the long o of a name when no vowel follows.
            if syllable.endswith("o") and re.match("h(?![aiueoy])", word[at:]):
                at += 1
        elif rest[0] == "n" or (rest[0] == "m" and rest[1:2] in tuple("bpm")):
            kana.append("ン")
            at += 2 if rest[1:2] == "'" else 1
        elif rest[0] in _CONSONANTS and (rest[1:2] == rest[0] or rest.startswith("tch")):
            kana.append("ッ")
            at += 1
        else:
            return None
    return "".join(kana)


def kana_from_romaji(text: str) -> str | None:
    """The ``sound_key`` of what ``text`` spells in Hepburn or kunrei, words parted by a blank.

    sanko, sankō, sankô, sankoo and sankou are all サンコ. None if it cannot be romaji.
    """
    words = [_kana_of_word(word) for word in _romaji_words(text)]
    if not words or not all(words):
        return None
    return " ".join(sound_key(word) for word in words if word)


def kana_readings(word: str, *, most: int = 8) -> tuple[str, ...]:
    """Every ``sound_key`` one word of romaji may stand for: shinichi is シンイチ or シニチ.

    At most ``most``: of more doubtful n only the last ones are doubted.
    """
    words = _romaji_words(word)
    if len(words) != 1:
        return ()
    spellings = [words[0]]
    for match in reversed(list(_N_AND_VOWEL.finditer(words[0]))):
        if len(spellings) * 2 > most:
            break
        spellings += [f"{s[: match.end()]}'{s[match.end() :]}" for s in spellings]
    found = (_kana_of_word(spelling) for spelling in spellings)
    return tuple(dict.fromkeys(sound_key(kana) for kana in found if kana))


def looks_like_romaji(text: str) -> bool:
    return kana_from_romaji(text) is not None


# The first spelling in the table stands: kunrei, where one sound has one spelling.
_ROMAN: dict[str, str] = {}
for _romaji, _kana in _SYLLABLES.items():
    _ROMAN.setdefault(_kana, _romaji)


def romaji_key(kana: str) -> str:
    """Small Latin letters for a reading, long vowels folded, without apostrophes: sankotoshokan.

    Equal for a reading and for the kana of any of its romaji spellings.
    """
    sounds, roman, at = sound_key(kana), [], 0
    while at < len(sounds):
        pair = sounds[at : at + 2]
        length = 2 if pair in _ROMAN and len(pair) == 2 else 1
        roman.append(_roman(sounds[at : at + length]))
        at += length
    return re.sub("-+([a-z]?)", r"\1\1", "".join(roman)).replace("-", "")


def _roman(sound: str) -> str:
    if sound == "ン":
        return "n"
    return "-" if sound == "ッ" else _ROMAN.get(sound, sound)
