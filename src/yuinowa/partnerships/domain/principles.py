"""Sets of principles that a partnership adopts, and each side's check against them. Source: collaboration model §6.3.

A check is each side's own word, principle by principle. Nothing here adds up: there is no pass mark and no score.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from yuinowa.partnerships.domain.phases import BEGUN, Phase

#: Characters and how many: a set is read on one page.
MAX_NAME, MAX_PRINCIPLE, MAX_PRINCIPLES, MAX_CREDIT = 80, 200, 20, 300
#: Characters of what a side says to one principle, and of where it can be looked up.
MAX_LINE, MAX_EVIDENCE = 300, 200
#: Days before the last day from which the check at the end is due.
END_DAYS = 30


class Moment(StrEnum):
    """When each side looks at what was adopted."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


class Verdict(StrEnum):
    """What a side says of one principle; it is an answer, not a mark."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class Principle:
    """One principle: its words, and what a side may ask itself. English where the set has it."""

    key: str
    ja: str
    en: str = ""
    ask_ja: str = ""
    ask_en: str = ""

    def words(self, language: str) -> str:
        return self.ja if language.startswith("ja") or not self.en else self.en

    def question(self, language: str) -> str:
        return self.ask_ja if language.startswith("ja") or not self.ask_en else self.ask_en


@dataclass(frozen=True, slots=True)
class PrincipleSet:
    """Principles that belong together: shipped, or an institution's own."""

    code: str
    version: int
    ja: str
    en: str
    #: Whose they are, and on what terms they stand here.
    credit_ja: str
    credit_en: str
    principles: tuple[Principle, ...]

    def name(self, language: str) -> str:
        return self.ja if language.startswith("ja") or not self.en else self.en

    def credit(self, language: str) -> str:
        return self.credit_ja if language.startswith("ja") or not self.credit_en else self.credit_en

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(principle.key for principle in self.principles)


_TEXTS = ("ja", "en", "ask_ja", "ask_en")


def document_of(chosen: PrincipleSet) -> dict[str, Any]:
    """``chosen`` as plain values: what an adoption keeps, whatever becomes of the set."""
    return {
        "code": chosen.code,
        "version": chosen.version,
        "ja": chosen.ja,
        "en": chosen.en,
        "credit_ja": chosen.credit_ja,
        "credit_en": chosen.credit_en,
        "principles": [
            {"key": principle.key} | {name: getattr(principle, name) for name in _TEXTS}
            for principle in chosen.principles
        ],
    }


def set_of(document: Mapping[str, Any]) -> PrincipleSet:
    """The set that ``document_of`` wrote."""
    return PrincipleSet(
        code=document["code"],
        version=document["version"],
        ja=document["ja"],
        en=document.get("en", ""),
        credit_ja=document["credit_ja"],
        credit_en=document.get("credit_en", ""),
        principles=tuple(
            Principle(row["key"], *(row.get(name, "") for name in _TEXTS))
            for row in document["principles"]
        ),
    )


def digest_of(document: Mapping[str, Any]) -> str:
    """The fingerprint of a set as it was adopted."""
    plain = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()


def own_set(code: str, version: int, name: str, credit: str, lines: Iterable[str]) -> PrincipleSet:
    """A set of an institution's own: one principle a line, in its own language."""
    principles = tuple(Principle(f"p{number}", line) for number, line in enumerate(lines, start=1))
    return PrincipleSet(code, version, name, "", credit, "", principles)


# ---------------------------------------------------------------- checks


@dataclass(frozen=True, slots=True)
class Answer:
    """What a side says of one principle."""

    verdict: Verdict
    line: str = ""
    evidence: str = ""


class Gap(StrEnum):
    """Why a check cannot be given yet."""

    UNANSWERED = "unanswered"
    NO_REASON = "no_reason"
    UNKNOWN = "unknown"


def gaps_of(chosen: PrincipleSet, answers: Mapping[str, Answer]) -> list[tuple[str, Gap]]:
    """By principle what is missing: each is answered, and whoever does not say yes says why."""
    found = [(key, Gap.UNKNOWN) for key in answers if key not in chosen.keys]
    for key in chosen.keys:
        answer = answers.get(key)
        if answer is None:
            found.append((key, Gap.UNANSWERED))
        elif answer.verdict is not Verdict.YES and not answer.line.strip():
            found.append((key, Gap.NO_REASON))
    return found


def answers_as_values(answers: Mapping[str, Answer]) -> dict[str, Any]:
    return {
        key: {"verdict": one.verdict.value, "line": one.line, "evidence": one.evidence}
        for key, one in answers.items()
    }


def answers_of(values: Mapping[str, Any]) -> dict[str, Answer]:
    """The answers that ``answers_as_values`` wrote."""
    return {
        key: Answer(Verdict(row["verdict"]), row["line"], row["evidence"])
        for key, row in values.items()
    }


def due_moments(
    phase: Phase, start_on: date | None, end_on: date | None, today: date
) -> tuple[Moment, ...]:
    """The checks whose time has come.

    At the start from the moment that the principles are adopted; in the middle once half of the time is over; at the end
    in the last ``END_DAYS``. Without days there is neither middle nor end, and each side may check when it likes.
    """
    if phase.is_over:
        return ()
    if phase not in BEGUN or start_on is None or end_on is None:
        return (Moment.START,)
    found = [Moment.START]
    if today >= start_on + (end_on - start_on) / 2:
        found.append(Moment.MIDDLE)
    if today >= end_on - timedelta(days=END_DAYS):
        found.append(Moment.END)
    return tuple(found)


def lacking_checks(
    sides: Iterable[int], due: Iterable[Moment], given: Collection[tuple[int, Moment]]
) -> list[tuple[int, Moment]]:
    """The sides whose check is due and not given, with the latest that is due: nobody is asked for a moment gone by."""
    moments = list(due)
    if not moments:
        return []
    latest = moments[-1]
    return [(side, latest) for side in sides if (side, latest) not in given]
