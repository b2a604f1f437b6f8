"""The sides of a version on its page: counted first, then those still waited for, a page at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from yuinowa.partnerships.domain.agreements import VersionState
from yuinowa.partnerships.models import AgreementVersion
from yuinowa.partnerships.queries.agreements import SideState

V = VersionState

#: So many sides are read at once; a consortium has more. The text comes below them.
SIDES_A_PAGE = 12


def _has_no_budget(side: SideState) -> bool:
    approval = side.approval
    return approval is not None and approval.subject_to_budget and approval.condition_met_on is None


#: By state: what a side is still waited for.
_LACKS: dict[VersionState, Callable[[SideState], bool]] = {
    V.IN_REVIEW: lambda side: side.consent is None,
    V.AGREED: lambda side: side.approval is None,
    V.APPROVED_BY_EACH: lambda side: side.signature is None,
    V.PARTLY_SIGNED: lambda side: side.signature is None,
    V.SIGNED: _has_no_budget,
}


@dataclass(frozen=True, slots=True)
class Said:
    """How many sides there are, and how many of them have said what."""

    sides: int
    agreed: int
    decided: int
    signed: int


def said_by(sides: Sequence[SideState]) -> Said:
    return Said(
        len(sides),
        sum(side.consent is not None for side in sides),
        sum(side.approval is not None for side in sides),
        sum(side.signature is not None for side in sides),
    )


def waited_for(version: AgreementVersion, sides: Sequence[SideState]) -> list[SideState]:
    """The sides from whom something is missing before ``version`` goes on, in their order."""
    lacks = _LACKS.get(VersionState(version.state))
    return [side for side in sides if lacks(side)] if lacks else []


def ours_first(sides: Sequence[SideState]) -> list[SideState]:
    """``sides``, our own before the others where they fill more than one page."""
    if len(sides) <= SIDES_A_PAGE:
        return list(sides)
    return sorted(sides, key=lambda side: not side.ours)
