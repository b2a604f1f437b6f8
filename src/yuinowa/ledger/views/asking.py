"""What the addresses of the ledger's pages may ask, read word by word: the unknown becomes the default (R4)."""

from __future__ import annotations

from django.http import HttpRequest

from yuinowa.core import clock
from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.ledger.domain import kinds

#: The explorer offers this year and the five before; older ones by their address.
YEARS_OFFERED = 6
_EARLIEST, _LATEST = 1950, 2100
#: Longer numbers are no ids; refused before the database sees them (R3).
_MAX_DIGITS = 18


def this_year() -> FiscalYear:
    return FiscalYear.of(clock.today())


def years_offered() -> list[FiscalYear]:
    """This fiscal year and those before, the newest first."""
    newest = this_year().start_year
    return [FiscalYear(newest - back) for back in range(YEARS_OFFERED)]


def number(request: HttpRequest, name: str) -> int | None:
    """The whole number of an address, None where there is none."""
    word = request.GET.get(name, "")
    if word.isascii() and word.isdigit() and len(word) <= _MAX_DIGITS:
        return int(word)
    return None


def year(request: HttpRequest, name: str = "year") -> FiscalYear:
    """The fiscal year asked for by the year it starts in, by default this one."""
    asked = number(request, name)
    if asked is not None and _EARLIEST <= asked <= _LATEST:
        return FiscalYear(asked)
    return this_year()


def kind(request: HttpRequest) -> str:
    """The registered kind asked for, or an empty word for all."""
    asked = request.GET.get("kind", "")
    return asked if kinds.is_known(asked) else ""
