"""Who may see and keep desks: everybody sees those of institutions that everybody sees."""

from __future__ import annotations

from django.db.models import Q

from yuinowa.core.rights import ANYONE, Actor, Condition, Level, Role, Row, Scope, Standing

OWN_KEEPERS = frozenset({Role.ADMIN})
OFFICE_KEEPERS = frozenset({Role.COORDINATOR, Role.REGION_ADMIN})


def _institution_level(*levels: Level) -> Condition:
    return Condition(
        lambda _actor: Q(institution__level__in=[level.value for level in levels]),
        lambda _actor, desk: desk.institution.level in levels,
    )


of_public_institution = _institution_level(Level.PUBLIC)
of_shared_institution = _institution_level(Level.PUBLIC, Level.MEMBERS)

DESK = Scope("directory.Desk", owner="institution")

# fmt: off
DESK_ALLOW = (
    #    action        standing          roles           when
    Row("desk.view",   Standing.PUBLIC,  ANYONE,         of_public_institution),
    Row("desk.view",   Standing.MEMBER,  ANYONE,         of_shared_institution),
    Row("desk.view",   Standing.OWN,     ANYONE),
    Row("desk.view",   Standing.REGION,  OFFICE_KEEPERS),
    Row("desk.edit",   Standing.OWN,     OWN_KEEPERS),
    Row("desk.edit",   Standing.REGION,  OFFICE_KEEPERS),
)
# fmt: on


def may_open_desks(actor: Actor, institution: int) -> bool:
    """Whether ``actor`` may enter a new desk of ``institution``."""
    if actor.is_system or (actor.region and actor.has(*OFFICE_KEEPERS)):
        return True
    return actor.institution == institution and actor.has(*OWN_KEEPERS)
