"""The audit trail as those who may read it see it: who as affiliation, and who read whose data (R43)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet

from yuinowa.accounts.domain.reading import Reading
from yuinowa.accounts.models import Affiliation
from yuinowa.accounts.queries import names_of_people
from yuinowa.core import clock, rights
from yuinowa.core.models import AuditHead, AuditRow, RetentionRun
from yuinowa.core.rights import Actor
from yuinowa.directory.queries.facts import names_of

READINGS = [reading.value for reading in Reading]


@dataclass(frozen=True, slots=True)
class Asked:
    """Which rows: days both included, the institution whose chain it is or whose data were read, an action."""

    from_day: date | None = None
    to_day: date | None = None
    institution: int | None = None
    action: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the trail."""

    at: datetime
    #: Institution and unit; empty for the platform itself.
    who: str
    action: str
    object: str
    institution: str
    #: Only where the reader may know: who exactly, and how many persons were seen.
    person: str = ""
    persons: int = 0


def trail_visible_to(actor: Actor) -> QuerySet[AuditRow]:
    """Rows of the chains the actor may read, the newest first."""
    return rights.visible_to(actor, AuditRow.objects.all()).order_by("-at", "-pk")


def disclosures_visible_to(actor: Actor) -> QuerySet[AuditRow]:
    """Rows that say that data of persons were read or exported."""
    found = AuditRow.objects.filter(action__in=READINGS)
    seen = rights.visible_to(actor, found, action="auditrow.view-disclosures")
    return seen.order_by("-at", "-pk")


def narrowed(rows: QuerySet[AuditRow], asked: Asked) -> QuerySet[AuditRow]:
    """``rows`` as ``asked`` for."""
    if asked.from_day is not None:
        rows = rows.filter(at__gte=_begin(asked.from_day))
    if asked.to_day is not None:
        rows = rows.filter(at__lt=_begin(asked.to_day + timedelta(days=1)))
    if asked.institution is not None:
        whose = Q(chain=asked.institution) | Q(after__institution=asked.institution)
        rows = rows.filter(whose)
    if asked.action:
        rows = rows.filter(action__startswith=asked.action)
    return rows


def _begin(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=clock.TOKYO)


def lines(rows: Iterable[AuditRow], *, with_persons: bool = False) -> list[Line]:
    """``rows`` as they are read; the names of institutions and units in two queries."""
    rows = list(rows)
    institutions = names_of({row.institution for row in rows if row.institution is not None})
    units = _units(rows)
    people = names_of_people({row.person for row in rows if row.person}) if with_persons else {}
    found = []
    for row in rows:
        name = institutions.get(row.institution or 0, "")
        seen = (row.after or {}).get("persons", ()) if with_persons else ()
        found.append(
            Line(
                at=row.at,
                who=f"{name} {units.get((row.person, row.institution), '')}".strip(),
                action=row.action,
                object=f"{row.object_kind} {row.object_id}".strip(),
                institution=name,
                person=people.get(row.person or 0, ""),
                persons=len(seen),
            )
        )
    return found


def _units(rows: list[AuditRow]) -> dict[tuple[int | None, int | None], str]:
    """By person and institution the unit in which the person acts there; the latest, where there were several."""
    persons = {row.person for row in rows if row.person is not None}
    found = Affiliation.objects.filter(person__in=persons).order_by("pk")
    return {
        (person, institution): unit
        for person, institution, unit in found.values_list("person", "institution", "unit")
    }


def chains() -> list[tuple[int, str]]:
    """The institutions that have a chain, by name."""
    ids = set(AuditHead.objects.exclude(chain=0).values_list("chain", flat=True))
    return sorted(names_of(ids).items(), key=lambda pair: pair[1])


def erasures() -> QuerySet[RetentionRun]:
    """What the nightly job erased, the latest run first."""
    return RetentionRun.objects.order_by("-at", "model")
