"""An entry as one reader may see it: what pages, REST, files and the search index read."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from functools import cache

from django.db.models import Model, QuerySet

from yuinowa.core.rights import Actor, Level, Role
from yuinowa.directory.domain.disclosure import COLUMNS, ROWS, Part, hidden
from yuinowa.directory.models import Institution
from yuinowa.directory.permissions import OFFICE

#: Where Django keeps what was prefetched; the copy needs a dict of its own.
_PREFETCHED = "_prefetched_objects_cache"


@cache
def _no_rows(name: str) -> QuerySet[Model]:
    """No rows of what an institution has under ``name``; for all entries, so that lists make no queryset each."""
    model: type[Model] = getattr(Institution, name).rel.related_model
    return model._base_manager.none()


def hidden_parts(institution: Institution, actor: Actor) -> frozenset[Part]:
    """The parts ``actor`` may not see: nothing is hidden from the institution itself and the region office."""
    is_office = actor.region and actor.has(*OFFICE)
    if actor.is_system or is_office or actor.institution == institution.pk:
        return frozenset()
    chosen = {row.part: row.level for row in institution.part_levels.all()}
    return hidden(chosen, member=actor.member or actor.region)


def hides_staff(institution: Institution, actor: Actor) -> bool:
    """Whether names of staff stay hidden from ``actor``; a coordinator knows all posts, but names as members do."""
    if actor.region and not actor.has(Role.REGION_ADMIN) and actor.institution != institution.pk:
        chosen = {row.part: row.level for row in institution.part_levels.all()}
        is_private = institution.level not in {Level.PUBLIC, Level.MEMBERS}
        return is_private or not {Part.STAFF, Part.POSTS}.isdisjoint(hidden(chosen, member=True))
    return Part.STAFF in hidden_parts(institution, actor)


def shown(institution: Institution, actor: Actor) -> Institution:
    """A copy for reading, with nothing in the parts that ``actor`` may not see. It is never saved."""
    parts = hidden_parts(institution, actor)
    seen = copy.copy(institution)
    prefetched = dict(getattr(institution, _PREFETCHED, {}))
    setattr(seen, _PREFETCHED, prefetched)
    for part in parts:
        for column in COLUMNS.get(part, ()):
            field = Institution._meta.get_field(column)
            setattr(seen, column, None if field.null else "")
        rows = ROWS.get(part)
        if rows is not None:
            prefetched[rows] = _no_rows(rows)
    return seen


def all_shown(institutions: Iterable[Institution], actor: Actor) -> list[Institution]:
    """``shown`` for each."""
    return [shown(institution, actor) for institution in institutions]
