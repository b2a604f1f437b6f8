"""The rounds of an institution's plans, ready for the first page."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise

from yuinowa.core.rights import Actor
from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.plans.domain.sheet import SheetState
from yuinowa.plans.labels import SHEET_STATES
from yuinowa.plans.queries import plans_visible_to, rounds_of

#: Plans of one institution on the first page; the rest are on the page of plans.
_MOST = 2


@dataclass(frozen=True, slots=True)
class Round:
    """The newest year of a plan: how many sheets stand where, in the order of the work."""

    name: str
    url: str
    year: FiscalYear
    states: tuple[tuple[Promise, int], ...]


def rounds_at(institution: int, actor: Actor) -> list[Round]:
    """The newest round of each plan of ``institution`` whose sheets are written here."""
    plans = plans_visible_to(actor).filter(owner=institution, is_editable=True)[:_MOST]
    newest = [(plan, rounds[0]) for plan in plans if (rounds := rounds_of(plan, actor))]
    return [
        Round(
            name=plan.name,
            url=plan.get_absolute_url(),
            year=year,
            states=tuple(
                (SHEET_STATES[state], states[state]) for state in SheetState if states[state]
            ),
        )
        for plan, (year, states) in newest
    ]
