"""The trust pulse (たしかめ): a few items that every side answers from time to time, and what to talk about comes of them.

Nobody reads another side's answers. What comes of them all together is a mean where enough sides answered, and the items
that some find hard, as something to talk about. Source: collaboration model §4 (trust), §5.1 and §5.4; the lines below are
our own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

#: Of the shipped bank: what can be said while the work goes on, from "not at all" to "very much so".
ITEMS = ("Q12", "Q13", "Q10", "Q06", "Q16")
LOWEST, HIGHEST = 1, 5
#: An answer up to this says that something is hard (§5.4: "scores 1–2 need a reason").
HARD = 2
#: Months from one pulse to the next until the sides agree on others (``domain.rhythm``); days in which one is answered.
USUAL_MONTHS = 6
OPEN_DAYS = 30
#: So many sides have to answer an item before its mean is told: of two, each would read the other's answer.
FEWEST_FOR_MEAN = 3
#: So many have to answer before an item becomes something to talk about: of one, it would be that side's answer.
FEWEST_FOR_POINT = 2
#: One in so many finds it hard: of up to five sides any one, of a consortium not every single voice.
ONE_IN = 5
#: Characters of the word that a side may add, and of what was agreed on.
MAX_WORD, MAX_AGREED = 200, 300

#: By item from 1 to 5; None: the side cannot say.
Scores = Mapping[str, int | None]


class Gap(StrEnum):
    """Why an answer cannot be taken."""

    UNANSWERED = "unanswered"
    OUT_OF_RANGE = "out_of_range"
    UNKNOWN = "unknown"


def gaps_of(scores: Scores) -> list[tuple[str, Gap]]:
    """By item what is wrong: each is answered, or said that one cannot say."""
    found = [(item, Gap.UNKNOWN) for item in scores if item not in ITEMS]
    for item in ITEMS:
        score = scores.get(item)
        if item not in scores:
            found.append((item, Gap.UNANSWERED))
        elif score is not None and not LOWEST <= score <= HIGHEST:
            found.append((item, Gap.OUT_OF_RANGE))
    return found


# ---------------------------------------------------------------- when


@dataclass(frozen=True, slots=True)
class Window:
    """The days of one pulse, both included."""

    opened_on: date
    until: date

    def holds(self, day: date) -> bool:
        return self.opened_on <= day <= self.until


def months_after(day: date, months: int) -> date:
    """The same day ``months`` later; the 28th where the day is later than that, so that days never drift."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return day.replace(year=year, month=month + 1, day=min(day.day, 28))


def last_opened(since: date, months: int, today: date) -> Window | None:
    """The pulse that opened last, ``months`` apart from each other and the first from ``since``; None before that."""
    passed = (today.year - since.year) * 12 + today.month - since.month
    count = passed // months
    while count > 0 and months_after(since, count * months) > today:
        count -= 1
    if count < 1:
        return None
    day = months_after(since, count * months)
    return Window(day, day + timedelta(days=OPEN_DAYS))


def next_opens(since: date, months: int, today: date) -> date:
    """The first day after ``today`` on which a pulse opens."""
    last = last_opened(since, months, today)
    return months_after(last.opened_on if last else since, months)


def is_closed(closed: bool, until: date, today: date) -> bool:  # noqa: FBT001  # two facts of one row
    """Whether nobody answers it any more: all have, or its days are over."""
    return closed or today > until


# ---------------------------------------------------------------- what comes of it


@dataclass(frozen=True, slots=True)
class Figure:
    """What all sides together say of one item; ``mean`` is None where fewer than ``FEWEST_FOR_MEAN`` answered it."""

    item: str
    mean: float | None


def figures(answers: Sequence[Scores]) -> list[Figure]:
    """By item the mean of those who could say, from 1 to 5."""
    found = []
    for item in ITEMS:
        said = _said(answers, item)
        mean = sum(said) / len(said) if len(said) >= FEWEST_FOR_MEAN else None
        found.append(Figure(item, mean))
    return found


def to_talk(answers: Sequence[Scores]) -> list[str]:
    """The items that at least one in ``ONE_IN`` of those who could say finds hard, and that enough answered."""
    found = []
    for item in ITEMS:
        said = _said(answers, item)
        hard = sum(score <= HARD for score in said)
        if len(said) >= FEWEST_FOR_POINT and hard and hard * ONE_IN >= len(said):
            found.append(item)
    return found


def _said(answers: Iterable[Scores], item: str) -> list[int]:
    return [score for answer in answers if (score := answer.get(item)) is not None]


def brings_up(leading: int | None, initiator: int | None, there: Collection[int]) -> int | None:
    """The side that brings a point up: the one that runs the work, else the one that began, else who came first.

    Never the side that answered low: whose turn it is tells nothing of who said what.
    """
    for side in (leading, initiator, min(there, default=None)):
        if side is not None and side in there:
            return side
    return None
