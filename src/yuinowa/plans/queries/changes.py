"""Who changed something last: what whoever comes second is told (R31)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, Model

from yuinowa.core import people
from yuinowa.core.models import AuditRow


@dataclass(frozen=True)
class LastChange:
    """By whom, when; a name that is erased is empty."""

    by: str
    at: datetime


def last_change(obj: Model) -> LastChange | None:
    """The last deed on ``obj`` in the trail; None: there is none."""
    return last_changes([obj]).get(obj.pk)


def last_changes(objects: Iterable[Model]) -> dict[int, LastChange]:
    """By id, the last deed on each of ``objects``, all of one kind, in the trail. At most three queries."""
    found = list(objects)
    if not found:
        return {}
    trail = AuditRow.objects.filter(
        object_kind=found[0]._meta.label, object_id__in=[str(obj.pk) for obj in found]
    )
    last = trail.order_by().values("object_id").annotate(last=Max("pk")).values("last")
    rows = list(AuditRow.objects.filter(pk__in=last))
    names = people.names_of({row.person for row in rows if row.person})
    return {int(row.object_id): LastChange(names.get(row.person or 0, ""), row.at) for row in rows}
