"""Harvests so far: what the next one asks for, and how far the one at work has come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from yuinowa.catalogue.domain.harvests import Past
from yuinowa.catalogue.domain.sources import RunState
from yuinowa.catalogue.models import Harvest, Run


def past_of(run: Run) -> list[Past]:
    """Earlier harvests of the same thing (address, form, set) for the source of ``run``."""
    now = Harvest.objects.get(pk=run.pk)
    rows = Harvest.objects.filter(
        run__source=run.source_id, address=now.address, prefix=now.prefix, selection=now.selection
    ).exclude(pk=run.pk)
    values = rows.values_list(
        "run__state", "run__created_at", "run__undone_at", "run__is_full", "since", "next_since"
    )
    return [Past(RunState(row[0]), *row[1:]) for row in values]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a run asked a server for: from when on (None: everything), how many records came, how many there are."""

    address: str
    since: datetime | None
    records: int
    announced: int | None
    asks_again_at: datetime | None


def asked_by(run: Run) -> Asked | None:
    """None for a file that was sent. One query."""
    found = Harvest.objects.filter(pk=run.pk).first()
    if found is None:
        return None
    records = int(found.kept.get("records", 0))
    return Asked(found.address, found.since, records, found.announced, found.asks_again_at)
