"""Reading and exporting what is about persons leaves a row, so that a leak can be answered (R43, I41)."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from django.db import transaction
from django.db.models import Model

from yuinowa.core import audit
from yuinowa.core.rights import Actor


class Reading(StrEnum):
    """What was read; the audit row's action."""

    PEOPLE = "accounts.read-people"
    CLAIM = "accounts.read-claim"
    TRAIL = "accounts.read-trail"
    TRAIL_EXPORT = "accounts.export-trail"
    DISCLOSURES = "accounts.read-disclosures"
    DISCLOSURES_EXPORT = "accounts.export-disclosures"
    OWN_DATA = "accounts.export-own-data"


@transaction.atomic
def note_reading(
    what: Reading,
    institution: int | None,
    *,
    persons: Collection[int] = (),
    obj: Model | None = None,
    actor: Actor,
) -> None:
    """Note that ``actor`` saw data of ``persons`` that are ``institution``'s; ids alone."""
    audit.record(
        what.value,
        obj,
        actor=actor,
        after={"institution": institution, "persons": sorted(persons)},
        audience=[institution],
    )
