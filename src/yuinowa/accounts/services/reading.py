"""Reading and exporting what is about persons leaves a row, so that a leak can be answered (R43, I41)."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.db.models import Model

from yuinowa.accounts.domain.reading import Reading
from yuinowa.core import audit
from yuinowa.core.rights import Actor


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
