"""Where a sheet owes a reason: the year went otherwise than planned, nothing is known, or work was halted.

A rating is owed too, and a reason for it. Source: collaboration-model I25, I26, I27, I30; plan-progress §7, §8.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from yuinowa.plans.domain.printed import blank_of
from yuinowa.plans.domain.rating import SHORTEST_REASON

#: How far an actual may lie from its target unasked, where the plan's rule names no band. Ours.
USUAL_TOLERANCE = Decimal("0.05")

#: 延期せずに, 中止することなく, 縮小しなかった say the contrary.
_HALTED = re.compile(
    r"(延期|中止|縮小|見送)(?!り?(?:せず|しない|しなかった|することな|らず|らない|らなかった|はな[いかく]))"
)
_SPACE = re.compile(r"\s+")


class Owed(StrEnum):
    """Why a reason is asked for."""

    DIFFERS = "differs"
    NO_DATA = "no_data"
    HALTED = "halted"
    #: The plan has a rule, the year can be rated, and nobody did.
    NO_RATING = "no_rating"
    #: "Cannot be said" was chosen.
    NOT_RATED = "not_rated"
    AGAINST_THE_RULE = "against_the_rule"


@dataclass(frozen=True)
class Gap:
    """A place of a sheet that owes something: what stands there, and the word or step that tells, if one does."""

    owed: Owed
    place: str
    word: str = ""


def differs(actual: Decimal, target: Decimal, tolerance: Decimal) -> bool:
    """Whether ``actual`` lies further from ``target`` than ``tolerance``, a share of the target, to either side."""
    return abs(actual - target) > abs(target) * tolerance


def halting_word(text: str | None) -> str:
    """The first word in ``text`` that says that work was put off, stopped, cut or let go; empty: none does."""
    found = _HALTED.search(unicodedata.normalize("NFKC", text or ""))
    return found[1] if found else ""


def is_reason(text: str | None) -> bool:
    """Whether ``text`` is a sentence, and no blank sign: "none needed because …" is one too."""
    return blank_of((text or "").strip()) is None and len((text or "").strip()) >= SHORTEST_REASON


def is_unchanged(text: str | None, before: str | None) -> bool:
    """Whether ``text`` says what was said the year before, whatever its spaces and widths. Blanks say nothing."""
    now = _plain(text)
    return blank_of((text or "").strip()) is None and now == _plain(before)


def _plain(text: str | None) -> str:
    return _SPACE.sub("", unicodedata.normalize("NFKC", text or ""))
