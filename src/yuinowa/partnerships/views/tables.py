"""How tables of a partnership are narrowed, put in order and taken along: all by the address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import Promise

from yuinowa.partnerships.models import Party

#: Narrowings by state: what goes on, what is over, all.
OVER, ALL = "over", "all"


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What the address asks for, and what can be chosen: (value, words, whether it is chosen)."""

    of: str
    side: int | None
    sort: str
    sides: tuple[tuple[int, str, bool], ...]
    orders: tuple[tuple[str, Promise, bool], ...]

    @property
    def is_narrow(self) -> bool:
        """Whether anything was chosen, so that the choice is shown unfolded."""
        return bool(self.of or self.side) or not self.orders[0][2]


def narrowing(
    request: HttpRequest, sides: Sequence[Party], orders: Mapping[str, Promise]
) -> Narrowing:
    """What the address asks for; what is not known is as if it were not there."""
    of = request.GET.get("of", "")
    sort = request.GET.get("sort", "")
    sort = sort if sort in orders else next(iter(orders))
    named = request.GET.get("side", "")
    side = next((party.pk for party in sides if str(party.pk) == named), None)
    return Narrowing(
        of if of in (OVER, ALL) else "",
        side,
        sort,
        tuple((party.pk, party.institution.name, party.pk == side) for party in sides),
        tuple((code, words, code == sort) for code, words in orders.items()),
    )


def csv_of(request: HttpRequest) -> str:
    """The address of the same table as CSV, all pages of it."""
    asked = request.GET.copy()
    asked.pop("page", None)
    asked["format"] = "csv"
    return f"{request.path}?{asked.urlencode()}"
