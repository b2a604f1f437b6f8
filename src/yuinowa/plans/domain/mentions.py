"""Names of partners in texts: the longest name that stands there, however it is spelled."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass

#: Shorter names stand by chance in many words.
SHORTEST = 3
#: So much of the text is shown on either side.
_AROUND = 20


@dataclass(frozen=True, slots=True)
class Mention:
    """A name as the text writes it, by its folded key, with the words around it."""

    key: str
    word: str
    around: str


def folded(text: str) -> tuple[str, list[int]]:
    """``text`` in one width and case without blanks, and where each character of it stood."""
    characters: list[str] = []
    places: list[int] = []
    for place, written in enumerate(text):
        for character in unicodedata.normalize("NFKC", written).lower():
            if not character.isspace():
                characters.append(character)
                places.append(place)
    return "".join(characters), places


def key_of(name: str) -> str:
    return folded(name)[0]


def is_telling(key: str) -> bool:
    """Whether a name is long enough to be looked for, and no mere number."""
    return len(key) >= SHORTEST and not key.isdigit()


def mentions_in(text: str, keys: Collection[str]) -> Iterator[Mention]:
    """The names among ``keys`` that stand in ``text``, in its order; a longer one before those inside it."""
    lengths: defaultdict[str, set[int]] = defaultdict(set)
    for key in keys:
        if is_telling(key):
            lengths[key[:SHORTEST]].add(len(key))
    known = frozenset(keys)
    plain, places = folded(text)
    at = 0
    while at < len(plain):
        found = _longest(plain, at, lengths.get(plain[at : at + SHORTEST], set()), known)
        if not found:
            at += 1
            continue
        end = at + len(found)
        first, last = places[at], places[end - 1] + 1
        around = text[max(0, first - _AROUND) : last + _AROUND]
        yield Mention(found, text[first:last], " ".join(around.split()))
        at = end


def _longest(plain: str, at: int, lengths: Collection[int], known: frozenset[str]) -> str:
    for length in sorted(lengths, reverse=True):
        word = plain[at : at + length]
        if word in known and not _cuts_a_word(plain, at, at + length):
            return word
    return ""


def _cuts_a_word(plain: str, start: int, end: int) -> bool:
    """Whether the name is only a part of a longer Latin word or number."""
    before = start > 0 and _is_latin(plain[start - 1]) and _is_latin(plain[start])
    return before or (end < len(plain) and _is_latin(plain[end - 1]) and _is_latin(plain[end]))


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()
