"""Volumes and editions as people write them, in one form that can be compared.

A volume is a chain of numbers and words from the whole to the part: 第2巻 下 is ``2.下``, 平成16年版 is
``y2004``, 1-3 is ``1-3``, no volume is empty. An edition is its number and its kinds in order: 第2版 is ``2``,
増補改訂版 is ``増補改訂``, the first one is empty, for most catalogues leave it unsaid.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_KANJI_DIGITS = {"〇": 0, "零": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9} | {
    "壱": 1, "壹": 1, "弐": 2, "貳": 2, "参": 3, "參": 3, "肆": 4, "伍": 5,
}  # fmt: skip
_KANJI_UNITS = {"十": 10, "拾": 10, "百": 100, "千": 1000}
_KANJI = "".join((*_KANJI_DIGITS, *_KANJI_UNITS))
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10}  # fmt: skip
_ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}

#: Words that stand for a place in a row, and what numbers they can stand for.
#: 下 may be the second of two or the last of three.
PLACES: dict[str, frozenset[str]] = {
    "上": frozenset("1"), "中": frozenset("2"), "下": frozenset("23"),
    "前": frozenset("1"), "後": frozenset("2"), "続": frozenset("2"), "正": frozenset("1"),
    "乾": frozenset("1"), "坤": frozenset("2"), "天": frozenset("1"), "地": frozenset("2"), "人": frozenset("3"),
    "元": frozenset("1"), "亨": frozenset("2"), "利": frozenset("3"), "貞": frozenset("4"),
    "甲": frozenset("1"), "乙": frozenset("2"), "丙": frozenset("3"), "丁": frozenset("4"),
}  # fmt: skip
_WORDS = "".join(PLACES)
_UNIT = "巻|卷|集|輯|編|篇|号|號|冊|册|部|回|報|期|話|帖|弾|章|次|の巻|ノ巻"
_NUMBER = rf"(?:\d{{1,4}}|[{_KANJI}]{{1,5}})"
_ONE = (
    rf"(?:第\s*(?P<th>{_NUMBER})\s*(?:{_UNIT})?(?:目)?"
    rf"|巻(?:之|の|ノ|第)?\s*(?P<maki>{_NUMBER})"
    rf"|(?:no|vol|volume|book|part|pt|v|#)\s*[.:]?\s*(?P<no>\d{{1,4}})(?!\d)"
    rf"|(?P<era>明治|大正|昭和|平成|令和)\s*(?P<eray>\d{{1,2}}|元)\s*年?(?:度)?(?:版)?"
    rf"|(?P<year>(?:18|19|20)\d\d)\s*(?:年度?版?|版)"
    rf"|(?P<from>\d{{1,4}})\s*[-~〜–]\s*(?P<to>\d{{1,4}})(?:\s*(?:{_UNIT}))?"
    rf"|(?P<num>\d{{1,4}})\s*(?:{_UNIT})?(?![\d年月日])"
    rf"|(?P<kanji>[{_KANJI}]{{1,5}})\s*(?:{_UNIT})?(?![^\s.,・\-])"
    rf"|(?P<word>[{_WORDS}])\s*(?:の|ノ)?(?:巻|卷|編|篇|集|冊|册|輯)?(?![^\s.,・\-\d{_WORDS}第])"
    rf"|(?P<roman>VIII|VII|VI|IV|IX|III|II|V|X|I)(?![A-Za-z]))"
    r"(?P<letter>(?<=[\d巻話回号])[A-Z](?![A-Za-z]))?"
)
_PIECE = re.compile(_ONE, re.IGNORECASE)
#: The day of a concert, not a volume.
_DAY = re.compile(r"(?:18|19|20)\d\d[./-]\d{1,2}(?:[./-]\d{1,2})?")
_BETWEEN = re.compile(r"[\s.,・\-/:()\[\]【】]+")


def number(text: str) -> int | None:
    """13 of 13, 十三, 一三 or 013; None if it is no number."""
    if text.isdecimal():
        return int(text)
    if not text or any(sign not in _KANJI for sign in text):
        return None
    if all(sign in _KANJI_DIGITS for sign in text):
        return int("".join(str(_KANJI_DIGITS[sign]) for sign in text))
    total, digit = 0, 0
    for sign in text:
        if sign in _KANJI_UNITS:
            total += max(digit, 1) * _KANJI_UNITS[sign]
            digit = 0
        else:
            digit = _KANJI_DIGITS[sign]
    return total + digit


@lru_cache(maxsize=65_536)
def volume(text: str) -> tuple[str, str]:
    """The volume in its one form and what is left of ``text``, a part title or nothing.

    ``text`` must begin with the volume: 第10集 (鎌倉の石塔) gives ``10`` and 鎌倉の石塔. Text that is none at all
    comes back as what is left.
    """
    plain = unicodedata.normalize("NFKC", text).strip(" []()【】〔〕{}.,;:・-")
    chain: list[str] = []
    at = len(plain) if _DAY.fullmatch(plain) else 0
    while at < len(plain) and len(chain) < 4:
        match = _PIECE.match(plain, at)
        if match is None:
            break
        chain.append(_piece(match))
        at = match.end()
        gap = _BETWEEN.match(plain, at)
        at = gap.end() if gap else at
    if not chain:
        return "", plain
    return ".".join(chain), plain[at:].strip(" []()【】〔〕{}.,;:・-")


def _piece(match: re.Match[str]) -> str:
    letter = (match["letter"] or "").lower()
    counted = match["th"] or match["maki"] or match["no"] or match["num"] or match["kanji"]
    if counted:
        return f"{number(counted)}{letter}"
    if match["era"]:
        return f"y{_ERAS[match['era']] + (1 if match['eray'] == '元' else int(match['eray']))}"
    if match["year"]:
        return f"y{match['year']}"
    if match["from"]:
        return f"{int(match['from'])}-{int(match['to'])}"
    return str(_ROMAN[match["roman"].upper()]) if match["roman"] else match["word"]


def is_day(text: str) -> bool:
    """Whether ``text`` is a date, as it stands in a title's place where two fields were exchanged."""
    return _DAY.fullmatch(text) is not None


def is_volume(text: str) -> bool:
    """Whether ``text`` is a volume and nothing else."""
    found, rest = volume(text)
    return bool(found) and not rest


class Fit:
    """How two volumes or editions go together."""

    SAME = "same"
    #: They may be the same, said in another way: 上 and 1.
    OPEN = "open"
    DIFFERENT = "different"


@lru_cache(maxsize=65_536)
def volumes_fit(left: str, right: str) -> str:
    """Whether two volumes, both said, can be one: 上 and 下 cannot, 上 and 1 can, 1 and 1-3 cannot."""
    if left == right:
        return Fit.SAME
    ours, theirs = left.split("."), right.split(".")
    if len(ours) != len(theirs):
        # 2.上 and 3: the lesser chain would have to be the beginning of the other for a doubt to be left.
        short, long = sorted((ours, theirs), key=len)
        return Fit.OPEN if long[: len(short)] == short else Fit.DIFFERENT
    fits = all(_piece_fits(one, other) for one, other in zip(ours, theirs, strict=True))
    return Fit.OPEN if fits else Fit.DIFFERENT


def _piece_fits(one: str, other: str) -> bool:
    if one == other:
        return True
    if one in PLACES and other in PLACES:
        return False
    return other in PLACES.get(one, ()) or one in PLACES.get(other, ())


# ---------------------------------------------------------------- editions

_EDITION_KINDS = {
    "増補": "増補", "改訂": "改訂", "改定": "改訂", "改正": "改訂", "訂正": "改訂", "改版": "改訂", "校訂": "校訂",
    "全訂": "改訂", "補訂": "改訂", "新訂": "改訂", "revised": "改訂", "rev": "改訂", "新版": "新版", "新装": "新装",
    "復刻": "復刻", "覆刻": "復刻", "複製": "復刻", "影印": "復刻", "復刊": "復刻", "愛蔵": "愛蔵", "豪華": "愛蔵",
    "完全": "完全", "普及": "普及", "文庫": "文庫", "縮刷": "縮刷", "限定": "限定", "決定": "決定", "最新": "新版",
    "軽装": "軽装", "特装": "愛蔵", "私家": "", "初版": "", "再版": "", "特別": "特別", "新書": "新書",
    "enlarged": "増補", "new": "新版",
}  # fmt: skip
_EDITION_NUMBER = re.compile(
    rf"第?\s*({_NUMBER})\s*(?:改訂|増補|訂|版|刷|st|nd|rd|th)(?:\s*ed)?|{'(?:改訂|新版|補訂)'}\s*第?\s*({_NUMBER})",
    re.IGNORECASE,
)
_KIND = re.compile("|".join(sorted(_EDITION_KINDS, key=len, reverse=True)), re.IGNORECASE)
_PRINTING = re.compile(rf"(?:第\s*)?{_NUMBER}\s*刷")
_EDITION_WHOLE = re.compile(
    rf"(?:第?\s*{_NUMBER}\s*(?:改訂|増補|訂|補)?\s*(?:版|訂)(?:\s*第?\s*{_NUMBER}\s*刷)?"
    rf"|(?:{'|'.join(_EDITION_KINDS)}|\s|版|第|{_NUMBER}|訂|本|普通)+版?"
    r"|\d+(?:st|nd|rd|th)\s+ed(?:ition|\.)?|(?:rev|new|revised|enlarged)\.?\s*ed(?:ition|\.)?)",
    re.IGNORECASE,
)
_EDITION_SIGN = re.compile("版|訂|新装|復刻|覆刻|影印|複製|ed", re.IGNORECASE)


@lru_cache(maxsize=65_536)
def edition(text: str) -> str:
    """第3版 → ``3``, 改訂第2版 → ``2改訂``, 初版 and 第1版第5刷 → empty: a printing is no edition."""
    plain = _PRINTING.sub("", unicodedata.normalize("NFKC", text).strip())
    kinds = sorted({_EDITION_KINDS[kind.lower()] for kind in _KIND.findall(plain)} - {""})
    found = _EDITION_NUMBER.search(plain)
    counted = number(found[1] or found[2]) if found else None
    return ("" if counted in {None, 1} else str(counted)) + "".join(kinds)


@lru_cache(maxsize=65_536)
def is_edition(text: str) -> bool:
    """Whether ``text`` says an edition and nothing else."""
    plain = _PRINTING.sub("", unicodedata.normalize("NFKC", text)).strip(" []()【】,.")
    return _EDITION_WHOLE.fullmatch(plain) is not None and _EDITION_SIGN.search(plain) is not None


@lru_cache(maxsize=65_536)
def editions_fit(left: str, right: str) -> str:
    """Whether two editions, both said, can be one: 2 and 3 cannot; 改訂 and 2 may be."""
    if left == right:
        return Fit.SAME
    ours, theirs = re.match(r"\d*", left), re.match(r"\d*", right)
    our_number, their_number = ours[0] if ours else "", theirs[0] if theirs else ""
    our_kinds, their_kinds = left[len(our_number) :], right[len(their_number) :]
    if our_number and their_number and our_number != their_number:
        return Fit.DIFFERENT
    if our_kinds and their_kinds and our_kinds != their_kinds:
        nested = our_kinds in their_kinds or their_kinds in our_kinds
        return Fit.OPEN if nested else Fit.DIFFERENT
    return Fit.OPEN
