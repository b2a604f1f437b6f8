"""Which figures of persons a stranger may not ask for one by one, so that subtracting tells nothing (R42)."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db.models import F, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce

from yuinowa.ledger.domain.deeds import Side, Voice
from yuinowa.ledger.domain.kinds import Unit
from yuinowa.ledger.domain.metrics import Metric, Subject
from yuinowa.ledger.domain.privacy import hidden_cells
from yuinowa.ledger.models import Choice, GivenMonth, ReceivedMonth

_ENDS = ((Side.GIVEN, GivenMonth, "giver"), (Side.RECEIVED, ReceivedMonth, "receiver"))


def guarded_years(
    counted: Iterable[Metric], subject: Subject, years: Collection[int]
) -> frozenset[int]:
    """The years of ``years`` in which ``subject`` is a cell that a stranger must not see.

    The table in which it is looked for is all institutions by the persons they gave or received, of the same
    kinds: with the region's sum and every other institution's figure in hand, a small one stays unknown. A
    choice of several institutions could be the rest of the region, and is not answered at all.
    """
    persons = [metric for metric in counted if metric.unit == Unit.PERSON.value]
    if not persons or not subject.institutions:
        return frozenset()
    if len(subject.institutions) > 1:
        return frozenset(years)
    (institution,) = subject.institutions
    kinds = {kind for metric in persons for kind in metric.kinds}
    return frozenset(
        year
        for year in years
        if any(institution in hidden_cells(_persons(end, kinds, year)) for end in _ENDS)
    )


def _persons(
    end: tuple[Side, type[GivenMonth | ReceivedMonth], str], kinds: Collection[str], year: int
) -> dict[int, int]:
    """Institution → persons on its side in ``year``, by the voice that counts for it."""
    side, rollup, field = end
    chosen = Choice.objects.filter(
        institution=OuterRef(field),
        side=side.value,
        kind=OuterRef("kind"),
        fiscal_year=OuterRef("fiscal_year"),
    ).values("voice")[:1]
    return dict(
        rollup.objects.filter(
            kind__in=sorted(kinds), fiscal_year=year, unit=Unit.PERSON.value, **{f"{field}__gt": 0}
        )
        .alias(counts=Coalesce(Subquery(chosen), int(Voice.RECORDED)))
        .filter(voice=F("counts"))
        .values_list(field)
        .annotate(persons=Sum("quantity"))
        .order_by()
    )
