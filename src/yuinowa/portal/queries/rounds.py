"""The rounds of an institution's plans, ready for the first page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from django.utils.functional import Promise

from yuinowa.core.rights import Actor
from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.plans.domain.sheet import SheetState
from yuinowa.plans.labels import SHEET_STATES
from yuinowa.plans.queries import plans_visible_to, round_of, rounds_of, year_of

if TYPE_CHECKING:
    from yuinowa.plans.models import PlanYear

#: Plans of one institution on the first page; the rest are on the page of plans.
_MOST = 2


@dataclass(frozen=True, slots=True)
class Round:
    """The newest year of a plan: how many sheets stand where, in the order of the work."""

    name: str
    url: str
    year: FiscalYear
    states: tuple[tuple[Promise, int], ...]
    #: Sheets of the reader's own department that wait for him: how many, until when, and where they stand.
    yours: int = 0
    yours_due: date | None = None
    yours_url: str = ""


def rounds_at(institution: int, actor: Actor) -> list[Round]:
    """The newest round of each plan of ``institution`` whose sheets are written here."""
    plans = plans_visible_to(actor).filter(owner=institution, is_editable=True)[:_MOST]
    newest = [(plan, rounds[0]) for plan in plans if (rounds := rounds_of(plan, actor))]
    return [
        _with_yours(
            Round(
                name=plan.name,
                url=plan.get_absolute_url(),
                year=year,
                states=tuple(
                    (SHEET_STATES[state], states[state]) for state in SheetState if states[state]
                ),
            ),
            year_of(plan.pk, year.start_year),
            actor,
        )
        for plan, (year, states) in newest
    ]


def _with_yours(shown: Round, year: PlanYear | None, actor: Actor) -> Round:
    """``shown`` with what the reader's department has still to do in it."""
    if year is None or not year.is_open or not actor.unit:
        return shown
    rows = round_of(year, actor).turns_of(actor)
    return replace(
        shown,
        yours=len(rows),
        yours_due=min((row.due for row in rows if row.due), default=None),
        yours_url=f"{year.get_absolute_url()}?mine=1",
    )
