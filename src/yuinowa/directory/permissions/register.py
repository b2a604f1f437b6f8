"""Who keeps the ISIL register, and who applies to it.

The register is public. The agency's side is the region office's, by its region administrators.
"""

from __future__ import annotations

from yuinowa.core.rights import ANYONE, Actor, Role, Row, Scope, Standing
from yuinowa.directory.domain.isil_applications import ApplicationRole
from yuinowa.directory.models import RegisterApplication

AGENCY_ROLES = frozenset({Role.REGION_ADMIN})
APPLICANTS = frozenset({Role.ADMIN})

APPLICATION = Scope("directory.RegisterApplication", owner="applicant")

# fmt: off
APPLICATION_ALLOW = (
    #    action                      standing         roles
    Row("registerapplication.view",  Standing.OWN,    ANYONE),
    Row("registerapplication.view",  Standing.REGION, AGENCY_ROLES),
)
# fmt: on


def may_keep_register(actor: Actor) -> bool:
    """Whether ``actor`` may take in files of the register and answer applications."""
    return actor.is_system or (actor.region and actor.has(*AGENCY_ROLES))


def may_apply(actor: Actor) -> bool:
    """Whether ``actor`` may apply for the institution acted for."""
    return actor.institution is not None and actor.has(*APPLICANTS)


def roles_toward(actor: Actor, application: RegisterApplication) -> frozenset[ApplicationRole]:
    """In which roles ``actor`` may act on ``application``."""
    if actor.is_system:
        return frozenset(ApplicationRole)
    held = set()
    if actor.institution == application.applicant_id and may_apply(actor):
        held.add(ApplicationRole.APPLICANT)
    if may_keep_register(actor):
        held.add(ApplicationRole.AGENCY)
    return frozenset(held)
