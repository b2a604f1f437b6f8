"""The same thing under another word: words of libraries that are read as one, and names of indicators in English."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from yuinowa.plans.domain.claims.english_words import NAMES, NEUTRAL_NAMES
from yuinowa.plans.domain.claims.folding import folded

_SAME = tuple(
    (re.compile(pattern), word)
    for pattern, word in (
        ("^(?:年間の?|図書館の|館の|市の|全館の|延べ|のべ|総)+", ""),
        ("貸し出し?|貸出し", "貸出"),
        ("^(?:図書|本|資料)の?(?=貸出)|^利用者?の?(?=登録)", ""),
        ("入館", "来館"),
        ("リクエスト", "予約"),
        ("(?:調べ(?:もの|物)|調査)相談|参考(?:調査|相談)", "レファレンス"),
        ("(?:公式)?(?:HP|(?:ウェブ|[Ww][Ee][Bb])(?:サイト|ページ)?)", "ホームページ"),
        ("地域・?(?:行政)?資料|ふるさと資料", "郷土資料"),
        ("受講者", "参加者"),
        ("お話し?会", "おはなし会"),
        ("児童図書|子ども(?:向け)?の本", "児童書"),
    )
)
_NAMES = tuple((re.compile(said, re.IGNORECASE), re.compile(name)) for said, name in NAMES)
_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")
#: What of a name an English subject may leave out: how it is counted, and what goes without saying.
_LEFT_OUT = re.compile(
    r"受付|開催|実施|図書館|登録|年間|延べ|利用|資料|所蔵|冊|人|件|回|点|団体|数|率|割合|度|者|[\u3041-\u3096]"
)


@lru_cache(maxsize=2048)
def canonical(name: str) -> str:
    """``name`` folded, with each word as the one it is read as."""
    text = folded(name)
    for pattern, word in _SAME:
        text = pattern.sub(word, text)
    return text


def is_english(subject: str) -> bool:
    return subject.isascii() and bool(re.search("[A-Za-z]{2}", subject))


def named_in_english(subject: str, names: Sequence[str]) -> int | None:
    """Which of ``names`` an English subject says: every word of it, and nothing of it left out. None if not one alone."""
    said = [word for word in _WORD.findall(subject) if word.lower() not in NEUTRAL_NAMES]
    found = [n for n, name in enumerate(names) if said and _says(said, canonical(name))]
    return found[0] if len(found) == 1 else None


def _says(said: Sequence[str], name: str) -> bool:
    left = name
    for word in said:
        parts = [part for pattern, part in _NAMES if pattern.fullmatch(word)]
        if not any(part.search(name) for part in parts):
            return False
        for part in parts:
            left = part.sub("", left)
    return not _LEFT_OUT.sub("", left)
