"""Things done and counted: 講座を2回実施, 4館の専門図書館が参加."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yuinowa.plans.domain.claims import deeds
from yuinowa.plans.domain.claims.kinds import Claim, Kind, Measure, Quantity
from yuinowa.plans.domain.claims.lexemes import Lexeme
from yuinowa.plans.domain.claims.sentence import Sentence
from yuinowa.plans.domain.claims.subjects import object_before
from yuinowa.plans.domain.claims.tails import read_tail

_DONE_AFTER = re.compile(
    rf"(?:の[^、。\n]{{1,24}}?)?(?:分)?(?:を|が|も|に)?(?:新たに|新規に|新しく|積極的に|それぞれ)?(?:{deeds.DONE})"
)


def is_counted(s: Sentence, lexeme: Lexeme) -> bool:
    """Whether what stands behind a number says that so many were done, came or were set up."""
    return bool(_DONE_AFTER.match(s.plain, lexeme.end))


def claims_of_count(s: Sentence, lexeme: Lexeme, value: Quantity) -> Iterator[Claim]:
    match = _DONE_AFTER.match(s.plain, lexeme.end)
    if match is None or s.is_wish(lexeme) or value.measure is not Measure.AMOUNT or not value.unit:
        return
    tail = read_tail(s.plain, match.end())
    if not tail.is_said or s.plain.startswith(("場", "者", "所", "品", "室"), match.end()):
        return
    yield s.make(
        Kind.COUNT, lexeme.start, match.end(),
        subject=_thing_counted(s, lexeme, match), value=value, is_negated=tail.is_denied,
    )  # fmt: skip


def _thing_counted(s: Sentence, lexeme: Lexeme, match: re.Match[str]) -> str:
    """講座を2回実施, 4館の専門図書館が参加: what was counted."""
    owned = re.match(r"の([^、。\n]{1,24}?)(?:を|が|も)", match.group())
    if owned:
        return owned[1]
    return s.spelled(object_before(s.blanked, s.start, lexeme.start)) or s.subject(lexeme)
