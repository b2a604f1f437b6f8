"""The round of a year (年度のとりまとめ): opened with its due days, closed when every sheet is published.

Source: plan-progress §4, usual round.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from yuinowa.kernel.workflow import Transition, Verb, Waits, Workflow
from yuinowa.plans.domain.sheet import SheetRole, SheetState


class RoundState(StrEnum):
    OPEN = "open"
    CLOSED = "closed"


class RoundAction(StrEnum):
    CLOSE = "close"


# fmt: off
ROUND_WORKFLOW = Workflow(RoundState.OPEN, (
    #          in               on                 gives               by
    Transition(RoundState.OPEN, RoundAction.CLOSE, RoundState.CLOSED,  frozenset({SheetRole.OFFICER})),
), waits={
    RoundState.OPEN: Waits(SheetRole.OFFICER, None, "Then the round of the year is closed.", Verb.PUBLISH),
}, final=frozenset({RoundState.CLOSED}))
# fmt: on


@dataclass(frozen=True)
class DueDays:
    """Until when sheets are filled, checked and published."""

    fill_by: date
    check_by: date
    publish_by: date

    @property
    def are_in_order(self) -> bool:
        return self.fill_by <= self.check_by <= self.publish_by

    def of(self, state: SheetState) -> date | None:
        """The day by which a sheet has to leave ``state``; None where nobody is waited for."""
        return {
            SheetState.DRAFT: self.fill_by,
            SheetState.SUBMITTED: self.check_by,
            SheetState.CHECKED: self.publish_by,
        }.get(state)


def usual_days(fiscal_year: int) -> DueDays:
    """End of June, August and October after the year: collected, checked, published before the autumn budget."""
    after = fiscal_year + 1
    return DueDays(date(after, 6, 30), date(after, 8, 31), date(after, 10, 31))


#: A middle dot parts 図書館課・学校教育課 and is part of the name in 文化・スポーツ課.
_BETWEEN = re.compile(r"[、，,/／\n\r;；]+|(?<=[課室部局係館所])・")


def departments_of(*texts: str) -> tuple[str, ...]:
    """The departments named in printed cells, each once, in order."""
    found = (name.strip() for text in texts for name in _BETWEEN.split(text))
    return tuple(dict.fromkeys(name for name in found if name))
