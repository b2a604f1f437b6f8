"""Who changed something last: what whoever comes second is told (R31)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Model

from yuinowa.core import people
from yuinowa.core.models import AuditRow


@dataclass(frozen=True)
class LastChange:
    """By whom, when; a name that is erased is empty."""

    by: str
    at: datetime


def last_change(obj: Model) -> LastChange | None:
    """The last deed on ``obj`` in the trail; None: there is none."""
    row = (
        AuditRow.objects.filter(object_kind=obj._meta.label, object_id=str(obj.pk))
        .order_by("-pk")
        .first()
    )
    if row is None:
        return None
    names = people.names_of({row.person}) if row.person else {}
    return LastChange(names.get(row.person or 0, ""), row.at)
