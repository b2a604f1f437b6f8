"""What a reader should know about a printed text, without a word of it being changed."""

from __future__ import annotations

import re
import unicodedata

_YEAR = re.compile(r"令和([0-9]{1,2}|元)年度")
_REIWA_BEFORE_FIRST = 2018


def years_named(text: str) -> tuple[int, ...]:
    """The fiscal years named in ``text``, by their western key, each once, in order."""
    found = _YEAR.findall(unicodedata.normalize("NFKC", text))
    return tuple(dict.fromkeys(_REIWA_BEFORE_FIRST + (1 if n == "元" else int(n)) for n in found))


def years_outside(text: str, first: int, last: int) -> tuple[int, ...]:
    """The years named in ``text`` that lie outside the plan: a note, no fault (plan-progress §11, 9)."""
    return tuple(year for year in years_named(text) if not first <= year <= last)
