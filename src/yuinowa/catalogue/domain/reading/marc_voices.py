"""One field in all its writings: the words themselves, their kana, their Latin letters.

JAPAN/MARC has the words in the field and the readings in 880; the Library of Congress has Latin letters in
the field and the words in 880. Which is which is seen from the letters, not from who made the record.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from yuinowa.catalogue.domain.records import Written
from yuinowa.standards.marc.linking import Links, Script
from yuinowa.standards.marc.records import Field

_KANA: Final = re.compile("[\u3041-\u30ff\uff66-\uff9f]")
#: Letters of neither Latin nor kana: kanji, Hangul, Cyrillic, Greek, Hebrew, Arabic, …
_OTHER_LETTERS: Final = re.compile("[\u0370-\u1dff\u2e80-\u3006\u3100-\u9fff\uac00-\ud7ff\uf900-\ufaff\U00010000-\U0003ffff]")  # fmt: skip

#: Signs that lead over to the next element, where they end a subfield. Source: ISBD
_LEADING_OVER: Final = ":;, \u3000"
#: These ones only behind a blank: C++ is a title.
_BEHIND_A_BLANK: Final = (" /", " =", " +")
#: A full stop ends a field, unless it ends a short word (ed., Jr., vol.) or three of them are a thought …
_FULL_STOP: Final = re.compile(r"(?<![.])(?<!\b[A-Za-z])(?<!\b[A-Za-z]{2})(?<!\b[A-Za-z]{3})\.$")
_LINES: Final = str.maketrans("\t\r\n", "   ")


def bare(text: str) -> str:
    """``text`` without the sign that leads over to the next subfield or closes the field, in one line."""
    if text[-1:].isalnum() and text.isprintable() and text[0] != " ":
        return text  # nothing to take off, as for most
    text = text.strip() if text.isprintable() else text.translate(_LINES).strip()
    without = f" {text}".rstrip(_LEADING_OVER)
    while without.endswith(_BEHIND_A_BLANK):
        without = without[:-2].rstrip(_LEADING_OVER)
    without = without.lstrip(" ")
    return _FULL_STOP.sub("", without) if without.endswith(".") else without


@dataclass(frozen=True, slots=True)
class Voices:
    """A field in the script of the thing itself, and what it says in kana and in Latin letters."""

    field: Field
    kana: Field | None = None
    roman: Field | None = None

    def written(self, read: Callable[[Field], str]) -> Written:
        """What ``read`` finds in each."""
        return Written(
            read(self.field),
            read(self.kana) if self.kana else "",
            read(self.roman) if self.roman else "",
        )


def voices_of(field: Field, links: Links) -> Voices:
    """``field`` with what answers it."""
    answers = links.of(field)
    if not answers:
        return Voices(field)
    kana = roman = words = None
    for answer in answers:
        if answer.script == Script.LATIN:
            roman = roman or answer.field
        elif _OTHER_LETTERS.search(_text(answer.field)):
            words = words or answer.field
        else:
            kana = kana or answer.field
    if (
        words is not None
        and not _OTHER_LETTERS.search(_text(field))
        and not _KANA.search(_text(field))
    ):
        return Voices(words, kana, roman or field)
    if kana is not None and roman is None and not _is_east_asian(field):
        # A title in kana alone, romanised in the field: コブタ under Kobuta.
        return Voices(kana, kana, field)
    return Voices(field, kana or words, roman)


def _is_east_asian(field: Field) -> bool:
    text = _text(field)
    return bool(_KANA.search(text) or _OTHER_LETTERS.search(text))


def _text(field: Field) -> str:
    return " ".join(value for code, value in field.subfields if code.isalpha())
