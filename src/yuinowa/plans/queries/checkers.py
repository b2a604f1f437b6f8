"""Whether somebody can check a plan's sheets and publish its edition: has the role, and did not make it himself (I28)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from yuinowa.core import people
from yuinowa.core.rights import Role
from yuinowa.plans.domain.edition import EditionState
from yuinowa.plans.domain.sheet import SheetState
from yuinowa.plans.models import Edition, Plan, Sheet

#: States from which a sheet still has to be checked.
UNCHECKED_STATES = (SheetState.DRAFT, SheetState.SUBMITTED)


@dataclass(frozen=True)
class Unchecked:
    """Sheets that nobody can check as things stand; ``has_checker``: somebody has the role, and wrote on them."""

    sheets: tuple[Sheet, ...]
    has_checker: bool

    @property
    def ids(self) -> frozenset[int]:
        return frozenset(sheet.pk for sheet in self.sheets)


def without_checker(plan: Plan, sheets: Iterable[Sheet]) -> Unchecked:
    """Those of ``sheets`` that wait or will wait for a check in vain. One query."""
    holders = people.holders_of(plan.owner_id, {Role.PLAN_CHECKER})
    checkers = {holder.person for holder in holders}
    found = (
        sheet
        for sheet in sheets
        if sheet.state in UNCHECKED_STATES
        and not checkers - {*sheet.entered_by, sheet.submitted_by_id}
    )
    return Unchecked(tuple(found), bool(checkers))


def without_publisher(edition: Edition) -> bool:
    """Whether a prepared edition waits in vain: nobody but who prepared it has the role. One query."""
    if edition.state != EditionState.PREPARED:
        return False
    holders = people.holders_of(edition.plan.owner_id, {Role.PLAN_CHECKER})
    return not {holder.person for holder in holders} - {edition.prepared_by}
