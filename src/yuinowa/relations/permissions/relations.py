"""Who may see and change a relation, and what each side says about it.

That two public institutions are related, how and since when, is a public fact (collaboration model §16). What a
side says about it (purpose, reasons, the depth it wants) is for the two sides alone.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from yuinowa.core.rights import (
    ANYONE,
    Actor,
    Condition,
    Level,
    Role,
    Row,
    Scope,
    Standing,
    field_is,
    level_members,
    level_public,
)
from yuinowa.directory.domain.institutions import LET_IN
from yuinowa.relations.domain.kinds import RelationKind
from yuinowa.relations.permissions.contacts import WRITERS

RELATION = Scope("relations.Relation", owner="recorded_by", parties=("one", "other"))
SIDE_WORDS = Scope(
    "relations.SideWords", owner="institution", parties=("relation__one", "relation__other")
)

_PUBLIC = (Level.PUBLIC.value,)
_MEMBERS = (Level.PUBLIC.value, Level.MEMBERS.value)
_LET_IN = tuple(status.value for status in LET_IN)


def _both(levels: tuple[str, ...]) -> Condition:
    """Both institutions can themselves be seen so far: a relation gives away no hidden entry."""

    def holds(_actor: Actor, obj: Any) -> bool:
        return all(side.level in levels and side.status in _LET_IN for side in (obj.one, obj.other))

    known = Q(
        one__level__in=levels,
        other__level__in=levels,
        one__status__in=_LET_IN,
        other__status__in=_LET_IN,
    )
    return Condition(lambda _actor: known, holds)


both_public, both_among_members = _both(_PUBLIC), _both(_MEMBERS)
still_current = Condition(lambda _actor: Q(ended_on=None), lambda _actor, obj: obj.ended_on is None)
of_support = field_is("kind", RelationKind.SUPPORT)
of_current = Condition(
    lambda _actor: Q(relation__ended_on=None), lambda _actor, obj: obj.relation.ended_on is None
)
COORDINATORS = frozenset({Role.COORDINATOR})

# fmt: off
RELATION_ALLOW = (
    #    action                standing         roles    when
    Row("relation.view",      Standing.PUBLIC, ANYONE,  level_public & both_public),
    Row("relation.view",      Standing.MEMBER, ANYONE,  level_members & both_among_members),
    Row("relation.view",      Standing.PARTY,  ANYONE),
    Row("relation.view",      Standing.REGION, COORDINATORS),
    # How it has gone: the suggestion with its grounds.
    Row("relation.follow",    Standing.PARTY,  ANYONE),
    Row("relation.follow",    Standing.REGION, COORDINATORS),
    Row("relation.correct",   Standing.OWN,    WRITERS, still_current),
    Row("relation.deepen",    Standing.PARTY,  WRITERS, still_current),
    # Which matters a support covers: both sides know it.
    Row("relation.cover",     Standing.PARTY,  WRITERS, still_current & of_support),
    Row("relation.end",       Standing.PARTY,  WRITERS, still_current),
)
SIDE_WORDS_ALLOW = (
    Row("sidewords.view",     Standing.PARTY,  ANYONE),
    Row("sidewords.edit",     Standing.OWN,    WRITERS, of_current),
)
# fmt: on


def may_count(actor: Actor) -> bool:
    """Whether ``actor`` may count what the sides of all relations say."""
    return actor.is_system or (actor.region and actor.has(*COORDINATORS))
