"""In which partnerships the work of one's own institution hangs on one person: counted from its own trail."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime, time

from django.db.models import Count

from yuinowa.core import clock
from yuinowa.core.clock import TOKYO
from yuinowa.core.models import AuditRow
from yuinowa.core.rights import Actor, visible_to
from yuinowa.partnerships.domain.persons import MONTHS, Persons, persons_of
from yuinowa.partnerships.domain.phases import Phase
from yuinowa.partnerships.models import Partnership
from yuinowa.relations.domain.depths import months_before

#: By kind of object in the trail: the way to it from its partnership.
_WAYS = {
    "partnerships.Partnership": "pk",
    "partnerships.Party": "parties",
    "partnerships.Issue": "issues",
    "partnerships.Risk": "risks",
    "partnerships.Activity": "activities",
    "partnerships.Motion": "motions",
    "partnerships.Adoption": "adoptions",
    "partnerships.PulseAnswer": "pulses__answers",
    "partnerships.PulsePoint": "pulses__points",
    "partnerships.AgreementVersion": "agreements__versions",
    "governance.Meeting": "body__meetings",
    "governance.Promise": "body__meetings__promises",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One partnership at work, and how many persons of the reader's own institution acted in it."""

    partnership: Partnership
    persons: Persons


def at_work(actor: Actor) -> list[Line]:
    """The partnerships at work of the actor's own institution; the same number of questions for any number of them.

    Deeds of the last 12 months in the trail of that institution, by the persons who did them; other sides' persons are
    never counted. The door is the row ``partnership.persons``.
    """
    door = visible_to(actor, Partnership.objects.all(), action="partnership.persons")
    rows = list(door.filter(state=Phase.ACTIVE.value).order_by("title", "pk"))
    deeds = _deeds(actor.institution or 0)
    counted: dict[int, Counter[int]] = defaultdict(Counter)
    for kind, way in _WAYS.items():
        if not deeds[kind]:
            continue
        pairs = Partnership.objects.filter(pk__in=[row.pk for row in rows]).values_list(way, "pk")
        for object_id, partnership in pairs.order_by():
            counted[partnership].update(deeds[kind].get(str(object_id), {}))
    return [Line(row, persons_of(counted[row.pk].values())) for row in rows]


def _deeds(institution: int) -> dict[str, dict[str, Counter[int]]]:
    """By kind and id of an object: how many deeds each person of ``institution`` did on it."""
    since = datetime.combine(months_before(clock.today(), MONTHS), time(), TOKYO)
    rows = (
        AuditRow.objects.filter(
            chain=institution, at__gte=since, person__isnull=False, object_kind__in=_WAYS
        )
        .order_by()
        .values_list("object_kind", "object_id", "person")
        .annotate(number=Count("pk"))
    )
    found: dict[str, dict[str, Counter[int]]] = {kind: defaultdict(Counter) for kind in _WAYS}
    for kind, object_id, person, number in rows:
        found[kind][object_id][person] += number
    return found


def hanging_on_one(actor: Actor) -> list[Line]:
    """Those of ``at_work`` in which the work hangs on one person (I37)."""
    return [line for line in at_work(actor) if line.persons.is_single_point]
