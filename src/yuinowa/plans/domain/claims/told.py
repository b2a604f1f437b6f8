"""The texts of a report, and the counts they tell."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from yuinowa.plans.domain.claims import deeds
from yuinowa.plans.domain.claims.folding import folded
from yuinowa.plans.domain.claims.kinds import Claim, Kind, Quantity

_ADDED = re.compile(deeds.ADDED)
COMMON = re.compile(r"[\u30a0-\u30ff\u4e00-\u9fffー]{2,}")
#: Words that stand in every text and prove nothing.
_EMPTY = re.compile(
    "実施|開催|取組|事業|新た|新規|初めて|図書館|連携|活用|提供|充実|利用|作成|設置|導入|展開|推進"
)


@dataclass(frozen=True)
class Passage:
    """A text of a report: where it stands, whose it is, of which year it speaks.

    ``thread``: texts of one planned action share it; what one says of a year may back the other.
    """

    key: str
    project: str
    thread: str
    year: int
    text: str
    #: The place of the indicator beside which it stands.
    beside: str = ""
    #: Tells what was done, and does not judge it.
    is_result: bool = False


@dataclass(frozen=True)
class Told:
    """A count that a text gives."""

    passage: Passage
    claim: Claim
    quantity: Quantity
    is_added: bool


def counts_told(passage: Passage, claims: Iterable[Claim]) -> list[Told]:
    """The counts among ``claims`` of ``passage``."""
    plain = passage.text
    return [
        Told(
            passage,
            claim,
            claim.value,
            bool(_ADDED.search(plain[max(0, claim.start - 4) : claim.end + 16].split("。")[0])),
        )
        for claim in claims
        if claim.kind is Kind.COUNT and claim.value is not None
    ]


def share_a_word(one: str, other: str) -> bool:
    """A word of two signs or more that both have, and that is more than 実施 or 図書館."""
    found = {run for run in COMMON.findall(folded(one)) if not _EMPTY.fullmatch(run)}
    return any(run in folded(other) for run in found)
