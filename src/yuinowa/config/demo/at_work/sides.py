"""The sides of the partnership at work, who acts for each, and days counted from today."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID, uuid5

from yuinowa.core import clock
from yuinowa.core.rights import Actor
from yuinowa.kernel.fiscal import FiscalYear

_NAMES = UUID("6b1f0f0e-52a7-4c39-8f6e-1f7f7f0a9d42")
#: The sides, the one that begins first; who leads and who signs for each, by sign-in name.
LEADS = {"city": "hana", "school1": "gakko", "puppet": "ningyo"}
SIGNS = {"city": "kan", "school1": "kocho", "puppet": "ningyo"}
FIRST = "city"
#: What is agreed lasts at least so many days, and then until the fiscal year ends.
_LASTS = 90
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Sides:
    """The partnership with its sides: by key of the institution, the side and who leads for it."""

    pk: int
    institutions: Mapping[str, int]
    parties: Mapping[str, int]
    leads: Mapping[str, Actor]

    @property
    def first(self) -> Actor:
        return self.leads[FIRST]


def day_at(days: int) -> date:
    return clock.today() + timedelta(days=days)


def saturday_from(days: int) -> date:
    """The first Saturday from so many days on."""
    day = day_at(days)
    return day + timedelta(days=(_SATURDAY - day.weekday()) % 7)


def last_day() -> date:
    """The last day of what is agreed."""
    return FiscalYear.of(day_at(_LASTS)).end


def once_key(name: str) -> str:
    return uuid5(_NAMES, name).hex
