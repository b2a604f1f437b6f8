"""A sentence without its headings, years, bases and numbers, so that what is left names what is spoken of."""

from __future__ import annotations

import re

from yuinowa.plans.domain.claims.folding import Folded
from yuinowa.plans.domain.claims.headings import heading_end
from yuinowa.plans.domain.claims.lexemes import Lexeme, Sort

#: Lexemes that say nothing of the subject.
_NAMES_NOTHING = frozenset(
    {
        Sort.QUANTITY, Sort.YEAR, Sort.THIS_YEAR, Sort.BASE, Sort.RATE, Sort.RECORD, Sort.STREAK,
        Sort.DEGREE, Sort.SOFTENER, Sort.NEWLY, Sort.AHEAD, Sort.FIRST_IN, Sort.AS_BEFORE,
        Sort.NEVER, Sort.OFTEN, Sort.IN_YEARS, Sort.PER_YEAR, Sort.TOTAL, Sort.EVERY_YEAR,
    }
)  # fmt: skip
#: Names of indicators stand as signs from here on while a subject is looked for.
ATOM = 0xE000
_NAME = re.compile("[\ue000-\ue0ff]")


def blanked(
    whole: Folded, start: int, end: int, lexemes: list[Lexeme], names: tuple[str, ...]
) -> str:
    """``whole.plain`` with □ for what names nothing; of the sentence from ``start`` to ``end`` also its headings.

    A name of an indicator becomes one sign repeated, so that no は or を inside it is taken for a particle.
    """
    plain = whole.plain
    for n, name in by_length(names):
        plain = plain.replace(name, chr(ATOM + n) * len(name))
    for row in lexemes:
        if row.sort in _NAMES_NOTHING:
            plain = plain[: row.start] + "□" * (row.end - row.start) + plain[row.end :]
    named = _NAME.search(plain, start, end)
    behind = heading_end(whole, start, end, named.start() if named else end)
    return plain[:start] + "□" * (behind - start) + plain[behind:]


def by_length(names: tuple[str, ...]) -> list[tuple[int, str]]:
    """The names with their places, the longest first."""
    return sorted(((n, name) for n, name in enumerate(names) if name), key=lambda row: -len(row[1]))
