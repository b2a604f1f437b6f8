"""Which 880 field says the same as another field in another script, joined by the number in $6.

JAPAN/MARC writes the title in 245 and its reading twice in 880 (``245-01/$1`` kana, ``245-01/(B`` Latin
letters); the Library of Congress writes Latin letters in 245 and the title itself in 880. Numbers may have
gaps and 880 stand anywhere; 00 belongs to no field.

Source: MARC 21 Format for Bibliographic Data, Appendix A and 880
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from yuinowa.standards.marc.records import Field, MarcRecord

_LINK = re.compile(r"([0-9A-Za-z]{3})-([0-9]{2,})(?:/([^/]+))?")
_UNLINKED = 0
_ANNOUNCES = "\x1f6880-"


class Script(StrEnum):
    """Identification codes of scripts in $6."""

    LATIN = "(B"
    CJK = "$1"
    CYRILLIC = "(N"
    GREEK = "(S"
    HEBREW = "(2"
    ARABIC = "(3"


@dataclass(frozen=True, slots=True)
class Alternate:
    """An 880 field under the tag it speaks for; ``script`` as written, empty where it is not told."""

    field: Field
    script: str


class Links:
    """All 880 fields of a record, by the fields they answer."""

    def __init__(self, record: MarcRecord) -> None:
        self._answers: dict[int, list[Alternate]] = {}
        self._claims: Counter[int] = Counter()
        self.unlinked: list[Alternate] = []
        for field in record.fields("880"):
            self._take(field)
        for content in record.contents:
            # Only a field that announces an answer has $6 880-NN.
            if _ANNOUNCES in content:
                self._claims[_announced(content)] += 1
        self._claims.pop(_UNLINKED, None)

    def _take(self, field: Field) -> None:
        link = _LINK.match(field.first("6"))
        if link is None:
            self.unlinked.append(Alternate(field, ""))
            return
        tag, number, script = link[1], int(link[2]), link[3] or ""
        alternate = Alternate(Field(tag, field.content), script)
        if number == _UNLINKED:
            self.unlinked.append(alternate)
        else:
            self._answers.setdefault(number, []).append(alternate)

    def of(self, field: Field) -> list[Alternate]:
        """The answers to ``field``: those of its number and tag.

        An answer under another tag counts where no other field claims the number (100 turned into 700 by a
        converter that forgot the answers).
        """
        number = _announced(field.content)
        answers = self._answers.get(number, [])
        same = [answer for answer in answers if answer.field.tag == field.tag]
        return same or (answers if self._claims[number] == 1 else [])

    def has_gaps(self) -> bool:
        """Whether a field announces an answer that is not there, or an answer a field that is not."""
        return self._claims.keys() != self._answers.keys()

    def without_field(self) -> list[Alternate]:
        """Answers whose number no field claims, and those of number 00."""
        lost = [
            answer
            for number, answers in self._answers.items()
            if number not in self._claims
            for answer in answers
        ]
        return lost + self.unlinked


def _announced(content: str) -> int:
    """The number that a field of this content names in $6."""
    digits = content.partition(_ANNOUNCES)[2][:3].rstrip("\x1f/ ")
    return int(digits) if digits.isascii() and digits.isdigit() else _UNLINKED
