"""Which years are closed for whom."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from yuinowa.core import rights
from yuinowa.core.rights import Actor
from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.ledger.models import Closing


def is_closed_for(institutions: Iterable[int], year: FiscalYear) -> bool:
    """Whether any of ``institutions`` has closed ``year``: then a late posting needs a reason."""
    return Closing.objects.filter(
        institution__in=list(institutions), fiscal_year=year.start_year
    ).exists()


def closings_visible_to(actor: Actor) -> QuerySet[Closing]:
    """The door: closed years ``actor`` may know of, the newest first."""
    return rights.visible_to(actor, Closing.objects.select_related("institution"))


def years_to_close(institution: int, today_in: FiscalYear, *, how_many: int) -> list[FiscalYear]:
    """The last ``how_many`` years that are over and not closed by ``institution``, the newest first."""
    first = today_in.start_year - how_many
    closed = set(
        Closing.objects.filter(institution=institution, fiscal_year__gte=first).values_list(
            "fiscal_year", flat=True
        )
    )
    years = range(today_in.start_year - 1, first - 1, -1)
    return [FiscalYear(year) for year in years if year not in closed]
