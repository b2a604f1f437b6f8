"""Which offer suits which need, and why: every reason is said, each has a weight from one table, none is hidden.

Nothing is sent by itself; people read the reasons and decide.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from yuinowa.partnerships.domain.postings import Audience, Reach, Subject
from yuinowa.partnerships.domain.statements import Resource


class Reason(StrEnum):
    """What speaks for a pair. Each holds of both alike, whoever asks."""

    KIND = "kind"
    SUBJECT = "subject"
    WORDS = "words"
    TOWN = "town"
    AUDIENCE = "audience"
    KNOWN = "known"
    PREFECTURE = "prefecture"
    PERIOD = "period"
    QUANTITY = "quantity"


class Hindrance(StrEnum):
    """What keeps a pair apart; with exactly one it is a near miss."""

    KIND = "kind"
    REACH = "reach"
    PERIOD = "period"


@dataclass(frozen=True, slots=True)
class Table:
    """What each reason weighs. A change of any weight is another version."""

    version: str
    weights: Mapping[Reason, int]


R = Reason
TABLE = Table(
    "2026-11",
    {
        R.KIND: 30, R.SUBJECT: 20, R.WORDS: 20, R.TOWN: 15, R.AUDIENCE: 15,
        R.KNOWN: 10, R.PREFECTURE: 5, R.PERIOD: 5, R.QUANTITY: 5,
    },
)  # fmt: skip
#: Runs of kanji or katakana that say nothing by themselves.
_COMMON = frozenset(
    {"図書館", "学校", "場所", "活動", "事業", "利用", "子ども", "資料", "時間", "機関"}
)
_RUN = re.compile(r"[一-龥々]{2,}|[ァ-ヶー]{3,}")


@dataclass(frozen=True)
class Traits:
    """What the rules know of one posting."""

    pk: int
    institution: int
    kind: Resource
    subject: Subject
    audience: Audience
    reach: Reach
    prefecture: str
    municipality: str  # in words, with its prefecture
    first: date
    #: None: without end.
    last: date | None
    has_quantity: bool
    text: str

    @cached_property
    def runs(self) -> frozenset[str]:
        """The words in it that can be compared: runs of kanji and katakana."""
        return frozenset(_RUN.findall(self.text)) - _COMMON


@dataclass(frozen=True, slots=True)
class Match:
    """One other posting beside ours: what speaks for it, what against, which words both say."""

    pk: int
    reasons: frozenset[Reason]
    hindrances: frozenset[Hindrance] = frozenset()
    words: tuple[str, ...] = ()

    def score(self, table: Table = TABLE) -> int:
        return sum(table.weights[reason] for reason in self.reasons)


def compared(ours: Traits, other: Traits, known: Collection[int] = ()) -> Match:
    """The pair as the rules see it. ``known``: institutions that ours had to do with before."""
    shared = ours.runs & other.runs
    same_town = bool(ours.municipality) and ours.municipality == other.municipality
    same_prefecture = bool(ours.prefecture) and ours.prefecture == other.prefecture
    told = {
        R.KIND: ours.kind is other.kind,
        R.SUBJECT: ours.subject is other.subject and ours.subject is not Subject.ANY,
        R.WORDS: bool(shared),
        R.TOWN: same_town,
        R.AUDIENCE: ours.audience is other.audience,
        R.KNOWN: other.institution in known,
        R.PREFECTURE: same_prefecture,
        R.PERIOD: bool(ours.last or other.last) and _overlap(ours, other),
        R.QUANTITY: ours.has_quantity and other.has_quantity,
    }
    against = {
        Hindrance.KIND: ours.kind is not other.kind,
        Hindrance.REACH: not all(
            _covers(reach, town=same_town, prefecture=same_prefecture)
            for reach in (ours.reach, other.reach)
        ),
        Hindrance.PERIOD: not _overlap(ours, other),
    }
    return Match(
        other.pk,
        frozenset(reason for reason, holds in told.items() if holds),
        frozenset(hindrance for hindrance, holds in against.items() if holds),
        tuple(sorted(shared)),
    )


def _overlap(one: Traits, other: Traits) -> bool:
    ends = [last for last in (one.last, other.last) if last is not None]
    return all(max(one.first, other.first) <= last for last in ends)


def _covers(reach: Reach, *, town: bool, prefecture: bool) -> bool:
    if reach is Reach.ANYWHERE:
        return True
    return town if reach is Reach.TOWN else prefecture or town


@dataclass(frozen=True, slots=True)
class Ranked:
    """The pairs that fit, the best first; and those that one thing alone keeps apart."""

    fitting: list[Match]
    near: list[Match]


def ranked(
    ours: Traits, others: Iterable[Traits], known: Collection[int] = (), table: Table = TABLE
) -> Ranked:
    """All ``others`` beside ours, by weight, then the older posting first. An institution never suits itself."""
    pairs = [
        compared(ours, other, known) for other in others if other.institution != ours.institution
    ]
    pairs.sort(key=lambda pair: (-pair.score(table), pair.pk))
    return Ranked(
        [pair for pair in pairs if not pair.hindrances],
        [pair for pair in pairs if len(pair.hindrances) == 1],
    )
