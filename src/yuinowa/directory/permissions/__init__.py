"""Who may see a directory entry: everybody, unless its level says otherwise or nobody has checked it yet."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import QuerySet

from yuinowa.core.rights import (
    ANYONE,
    Actor,
    Level,
    Role,
    Row,
    Scope,
    Standing,
    field_is,
    level_members,
    level_public,
)
from yuinowa.directory.domain.institutions import LET_IN, LIVING
from yuinowa.directory.models import Institution

# An institution is its own owner.
INSTITUTION = Scope("directory.Institution", owner="pk")

#: A candidate is known to itself and to the region office alone.
let_in = field_is("status", *LET_IN)
#: What is no more is kept by the region office alone.
living = field_is("status", *LIVING)

#: The post's own page; how far the list of posts is shown to others is a part of the entry.
POST = Scope("directory.Post", owner="institution")

WRITERS = frozenset({Role.ADMIN, Role.EDITOR})
OFFICE = frozenset({Role.COORDINATOR, Role.REGION_ADMIN})

# fmt: off
INSTITUTION_ALLOW = (
    #    action               standing          roles                            when
    Row("institution.view",   Standing.PUBLIC,  ANYONE,                          level_public & let_in),
    Row("institution.view",   Standing.MEMBER,  ANYONE,                          level_members & let_in),
    Row("institution.view",   Standing.OWN,     ANYONE),
    Row("institution.view",   Standing.REGION,  OFFICE),
    Row("institution.edit",   Standing.OWN,     WRITERS,                         living),
    Row("institution.edit",   Standing.REGION,  OFFICE),
    Row("institution.disclose", Standing.OWN,   frozenset({Role.ADMIN}),         living),
    Row("institution.disclose", Standing.REGION, OFFICE),
    Row("institution.confirm", Standing.OWN,    WRITERS,                         living),
    Row("institution.rename", Standing.OWN,     frozenset({Role.ADMIN}),         living),
    Row("institution.rename", Standing.REGION,  OFFICE),
    Row("institution.change-status", Standing.OWN, frozenset({Role.ADMIN}),      living),
    Row("institution.change-status", Standing.REGION, OFFICE),
    Row("institution.succeed", Standing.REGION, OFFICE),
)
POST_ALLOW = (
    Row("post.view",          Standing.OWN,     ANYONE),
    Row("post.view",          Standing.REGION,  OFFICE),
)
# fmt: on


def hidden_beyond(levels: Collection[Level]) -> QuerySet[Institution]:
    """The institutions that nobody sees who sees entries of ``levels`` alone, as the rows above say; few as a rule."""
    return Institution.objects.exclude(level__in=levels, status__in=LET_IN)


def may_keep_directory(actor: Actor) -> bool:
    """Whether ``actor`` may enter institutions and take in directory sources."""
    return actor.is_system or (actor.region and actor.has(*OFFICE))
