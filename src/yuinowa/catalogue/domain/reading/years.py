"""The year in a date of publication as catalogues print it: 1996.9, 昭和52年, [2004?], c1998, 199609."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from yuinowa.kernel.fiscal import ERAS

#: Nothing was printed earlier that a library lends, and nothing is announced later.
EARLIEST: Final = 600
LATEST: Final = 2100

_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_WESTERN = re.compile(
    r"(?<![0-9])(?P<year>[0-9]{4})(?:(?P<month>[0-9]{2})(?P<day>[0-9]{2})?)?(?![0-9])"
)
_FIRST_YEARS: Final = {era.name: era.first_year for era in ERAS}
#: A letter stands for an era only at the beginning: S52.3, H9.
_LETTERS: Final = {era.letter: era.first_year for era in ERAS}
_ERA = re.compile(rf"(?P<era>{'|'.join(_FIRST_YEARS)})(?P<year>[0-9]{{1,2}}|元)(?![0-9])")
_LETTER = re.compile(rf"(?P<era>[{''.join(_LETTERS)}])(?P<year>[0-9]{{1,2}})(?=[./年]|$)")
_KANJI = re.compile("[〇零一二三四五六七八九十]+")


def year_of(text: str) -> int | None:
    """The first western year told, else the year of an era; None where none is told for certain (19--)."""
    plain = "".join(unicodedata.normalize("NFKC", text).split()).upper()
    plain = _KANJI.sub(lambda kanji: _number(kanji.group()), plain)
    for found in _WESTERN.finditer(plain):
        year, month = int(found["year"]), found["month"]
        if EARLIEST <= year <= LATEST and (month is None or 1 <= int(month) <= 12):
            return year
    if era := _ERA.search(plain):
        return _FIRST_YEARS[era["era"]] + (1 if era["year"] == "元" else int(era["year"])) - 1
    if letter := _LETTER.match(plain):
        return _LETTERS[letter["era"]] + int(letter["year"]) - 1
    return None


def _number(kanji: str) -> str:
    """五十二 → 52, 一九九六 → 1996."""
    tens, ten, ones = kanji.partition("十")
    if not ten:
        return kanji.translate(_DIGITS)
    return (tens.translate(_DIGITS) or "1") + (ones.translate(_DIGITS) or "0")
