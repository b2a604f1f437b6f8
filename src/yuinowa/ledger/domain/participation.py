"""Who takes part in a kind although nothing was done: a switch of the directory says so (rule 7)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from yuinowa.directory.domain.institutions import Service, SwitchState
from yuinowa.kernel.fiscal import FiscalYear

#: Which services, when open, mean that an institution takes part in a kind.
_SERVICES = {
    "ill.request": frozenset({Service.ILL}),
    "ill.loan": frozenset({Service.ILL, Service.LOAN}),
    "ill.copy": frozenset({Service.ILL, Service.COPY}),
}


def services_of(kinds: Iterable[str]) -> frozenset[Service]:
    """The services whose switches speak for any of ``kinds``."""
    return frozenset().union(*(_SERVICES.get(kind, frozenset()) for kind in kinds))


def years_open(
    switches: Iterable[tuple[int, Service, date, SwitchState]], first: int, last: int
) -> frozenset[int]:
    """The fiscal years from ``first`` to ``last`` at whose end some switch stood open.

    ``switches`` in the order of their days; a service through another desk takes part all the same.
    """
    history = list(switches)
    return frozenset(year for year in range(first, last + 1) if _open_at_end(history, year))


def _open_at_end(switches: list[tuple[int, Service, date, SwitchState]], year: int) -> bool:
    end = FiscalYear(year).end
    states = {
        (institution, service): state
        for institution, service, as_of, state in switches
        if as_of <= end
    }
    return any(state is not SwitchState.CLOSED for state in states.values())
