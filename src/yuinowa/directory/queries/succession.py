"""What has become of institutions, for whoever links or counts by them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from yuinowa.directory.domain.institutions import SuccessionKind
from yuinowa.directory.domain.succession import Step, follow
from yuinowa.directory.models import Succession


def resolve(ids: Collection[int], *, as_of: date | None = None) -> dict[int, int]:
    """For each id the institution that stands for it: duplicates always, renamings and mergers as of a day."""
    steps = [
        Step(row.predecessor_id, row.successor_id, row.on_day, SuccessionKind(row.kind))
        for row in Succession.objects.order_by("on_day", "pk")
    ]
    return follow(steps, ids, as_of=as_of)
