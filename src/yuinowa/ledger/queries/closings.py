"""Which years are closed for whom."""

from __future__ import annotations

from collections.abc import Iterable

from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.ledger.models import Closing


def is_closed_for(institutions: Iterable[int], year: FiscalYear) -> bool:
    """Whether any of ``institutions`` has closed ``year``: then a late posting needs a reason."""
    return Closing.objects.filter(
        institution__in=list(institutions), fiscal_year=year.start_year
    ).exists()
