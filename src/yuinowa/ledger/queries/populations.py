"""Read populations: the series that counts, and the history of each of its figures."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from yuinowa.core.rights import Actor, visible_to
from yuinowa.ledger.domain.population import Residents
from yuinowa.ledger.models import Population


def populations_visible_to(actor: Actor) -> QuerySet[Population]:
    """Every revision, the newest day and revision of an institution first."""
    return visible_to(actor, Population.objects.select_related("institution"))


def history_of(institution_id: int, actor: Actor) -> list[list[Population]]:
    """By day, the newest first: the figure that stands and those before it. One query."""
    days: dict[object, list[Population]] = {}
    for row in populations_visible_to(actor).filter(institution=institution_id):
        days.setdefault(row.as_of, []).append(row)
    return list(days.values())


def standing_of(row: Population) -> Population:
    """The revision that stands for the day of ``row``. One query."""
    return Population.objects.get(
        institution=row.institution_id, as_of=row.as_of, superseded_at__isnull=True
    )


def series_of(institution_ids: Iterable[int]) -> dict[int, list[Residents]]:
    """By institution, the populations that stand. One query."""
    found: dict[int, list[Residents]] = {}
    rows = Population.objects.filter(
        institution__in=list(institution_ids), superseded_at__isnull=True
    )
    for row in rows:
        if row.residents is not None:
            found.setdefault(row.institution_id, []).append(row.residents)
    return found
