"""What the sides agree on before they begin: which items, who answers, when, and how residents are heard (I9)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from yuinowa.evaluation.domain.bank import BANK_VERSION, BY_CODE


class Voice(StrEnum):
    """Who judges."""

    #: Each side by itself.
    EACH = "each"
    #: The sides together: what they differ in is talked over, and one sheet written.
    MUTUAL = "mutual"
    #: Somebody who belongs to no side.
    OUTSIDE = "outside"


class Moment(StrEnum):
    """When it is judged."""

    START = "start"
    MIDDLE = "middle"
    END = "end"
    #: On days that are named.
    DAYS = "days"


class Residents(StrEnum):
    """How residents are heard: the third voice."""

    SURVEY = "survey"
    INTERVIEW = "interview"
    MEETING = "meeting"
    #: They are not asked, for a reason that is written down.
    NOT_ASKED = "not_asked"

    @property
    def are_asked(self) -> bool:
        return self is not Residents.NOT_ASKED


@dataclass(frozen=True, slots=True)
class Terms:
    """One proposal. ``own`` are items in the sides' own words, answered as agreement."""

    items: tuple[str, ...]
    own: tuple[str, ...]
    voices: tuple[Voice, ...]
    moments: tuple[Moment, ...]
    residents: Residents
    days: tuple[date, ...] = ()
    #: Who judges from outside.
    outside: str = ""
    #: How many residents, at least, and how; or why they are not asked.
    residents_count: int | None = None
    residents_words: str = ""

    @property
    def asked(self) -> int:
        """How many items each side is asked."""
        return len(self.items) + len(self.own)


class Fault(StrEnum):
    """Why a proposal cannot be agreed on."""

    NO_ITEM = "no_item"
    UNKNOWN_ITEM = "unknown_item"
    SAME_ITEM = "same_item"
    NO_VOICE = "no_voice"
    NO_OUTSIDE = "no_outside"
    NO_MOMENT = "no_moment"
    NO_DAY = "no_day"
    DAYS_WITHOUT_CHOICE = "days_without_choice"
    NO_COUNT = "no_count"
    NO_REASON = "no_reason"


#: By place: what must not be, and why.
_REFUSED: tuple[tuple[str, Fault, Callable[[Terms], bool]], ...] = (
    ("items", Fault.NO_ITEM, lambda t: not t.asked),
    ("items", Fault.UNKNOWN_ITEM, lambda t: not BY_CODE.keys() >= set(t.items)),
    ("own", Fault.SAME_ITEM, lambda t: len(set(t.own)) < len(t.own)),
    ("voices", Fault.NO_VOICE, lambda t: not t.voices),
    ("outside", Fault.NO_OUTSIDE, lambda t: Voice.OUTSIDE in t.voices and not t.outside),
    ("moments", Fault.NO_MOMENT, lambda t: not t.moments),
    ("days", Fault.NO_DAY, lambda t: Moment.DAYS in t.moments and not t.days),
    ("days", Fault.DAYS_WITHOUT_CHOICE, lambda t: bool(t.days) and Moment.DAYS not in t.moments),
    (
        "residents_count",
        Fault.NO_COUNT,
        lambda t: t.residents.are_asked and not t.residents_count,
    ),
    (
        "residents_words",
        Fault.NO_REASON,
        lambda t: not t.residents.are_asked and not t.residents_words,
    ),
)


def faults(terms: Terms) -> list[tuple[str, Fault]]:
    """What is wrong with ``terms``: the place, and why."""
    return [(place, fault) for place, fault, is_wrong in _REFUSED if is_wrong(terms)]


def written(terms: Terms) -> dict[str, Any]:
    """``terms`` as they are kept: with the words of each item, so that a later bank changes nothing."""
    in_order = sorted(set(terms.items))
    return {
        "bank": BANK_VERSION,
        "items": [
            {"code": code, "anchor": item.anchor.value, "ja": item.ja, "en": item.en}
            for code in in_order
            for item in (BY_CODE[code],)
        ],
        "own": list(terms.own),
        "voices": [voice.value for voice in Voice if voice in terms.voices],
        "outside": terms.outside if Voice.OUTSIDE in terms.voices else "",
        "moments": [moment.value for moment in Moment if moment in terms.moments],
        "days": [day.isoformat() for day in sorted(set(terms.days))],
        "residents": terms.residents.value,
        "residents_count": terms.residents_count if terms.residents.are_asked else None,
        "residents_words": terms.residents_words,
    }


def read(kept: dict[str, Any]) -> Terms:
    """What ``written`` wrote."""
    return Terms(
        items=tuple(item["code"] for item in kept["items"]),
        own=tuple(kept["own"]),
        voices=tuple(Voice(code) for code in kept["voices"]),
        outside=kept["outside"],
        moments=tuple(Moment(code) for code in kept["moments"]),
        days=tuple(date.fromisoformat(day) for day in kept["days"]),
        residents=Residents(kept["residents"]),
        residents_count=kept["residents_count"],
        residents_words=kept["residents_words"],
    )


def digest(kept: dict[str, Any]) -> str:
    """What tells one text from any other: SHA-256 of its canonical form, in hexadecimal."""
    canonical = json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def not_agreed(sides: Iterable[int], agreed: Iterable[int]) -> list[int]:
    """Those of ``sides`` that have not agreed, in their order."""
    have = set(agreed)
    return [side for side in sides if side not in have]
