"""Editions: the point up to which a printed figure counts."""

from __future__ import annotations

from yuinowa.ledger.models import Entry
from yuinowa.ledger.services import locks


def freeze_point() -> int:
    """The id of the last entry; all with this id or below are in the roll-ups, now and for ever.

    Waits for running postings and holds new ones until the caller's transaction ends, so the figures read in
    it are exactly those of the entries up to this id: an id handed out to a posting still running cannot
    slip below it.
    """
    locks.hold_postings()
    return Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
