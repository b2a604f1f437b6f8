"""What was changed in an entry, when and by which institution, as far as its reader may see what it says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from yuinowa.core import people
from yuinowa.core.models import AuditRow
from yuinowa.core.rights import Actor
from yuinowa.directory.domain.disclosure import PART_OF_COLUMN, Part
from yuinowa.directory.domain.sections import PART_OF_ROWS, Section
from yuinowa.directory.domain.statuses import StatusDeed
from yuinowa.directory.models import Institution
from yuinowa.directory.queries.facts import names_of
from yuinowa.directory.queries.shown import hidden_parts

_PREFIX = "institution."
#: Deeds on an entry that the history tells besides the sections.
OTHER_DEEDS = ("add", "confirm", "rename", "merge", "split", "duplicate", "undo", *StatusDeed)
#: What the trail keeps for taking a deed back, and nobody reads.
_FOR_UNDO = frozenset({"version", "successor", "successor_version", "former", "given", "member"})


@dataclass(frozen=True, slots=True)
class Change:
    """One deed. ``values`` are what changed, as (key, before, after); empty where the reader may not see them."""

    what: str
    at: datetime
    by: str
    person: str
    values: tuple[tuple[str, Any, Any], ...]


def changes_of(institution: Institution) -> QuerySet[AuditRow]:
    """The rows of the trail that the history of this entry tells, the latest first."""
    known = [f"{_PREFIX}{what}" for what in (*Section, *OTHER_DEEDS)]
    return AuditRow.objects.filter(
        object_kind=institution._meta.label, object_id=str(institution.pk), action__in=known
    ).order_by("-pk")


def told(rows: list[AuditRow], institution: Institution, actor: Actor) -> list[Change]:
    """``rows`` as ``actor`` may read them: persons for those who take part, hidden parts for nobody else."""
    hidden = hidden_parts(institution, actor)
    names = names_of({row.institution for row in rows if row.institution})
    persons = (
        people.names_of({row.person for row in rows if row.person})
        if actor.member or actor.region or actor.institution == institution.pk
        else {}
    )
    return [
        Change(
            what=row.action.removeprefix(_PREFIX),
            at=row.at,
            by=names.get(row.institution or 0, ""),
            person=persons.get(row.person or 0, ""),
            values=_values(row, hidden),
        )
        for row in rows
    ]


def _values(row: AuditRow, hidden: frozenset[Part]) -> tuple[tuple[str, Any, Any], ...]:
    what = row.action.removeprefix(_PREFIX)
    section = Section(what) if what in set(Section) else None
    before, after = row.before or {}, row.after or {}
    return tuple(
        (key, before.get(key), after[key])
        for key in after
        if key not in _FOR_UNDO and _part_of(key, section) not in hidden
    )


def _part_of(key: str, section: Section | None) -> Part | None:
    if section is not None and key == "rows":
        return PART_OF_ROWS.get(section)
    return PART_OF_COLUMN.get(key)
