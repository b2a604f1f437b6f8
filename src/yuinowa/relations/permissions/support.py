"""Who may see a request for support, read its words, and take the next step.

What is asked and answered is for the two sides. The coordinators of the region see the process: who asked whom in
which matter, since when, and how it stands (collaboration model §16).
"""

from __future__ import annotations

from yuinowa.core.rights import ANYONE, Actor, Row, Scope, Standing
from yuinowa.relations.domain.support import SupportRole
from yuinowa.relations.models import SupportRequest
from yuinowa.relations.permissions.contacts import WRITERS
from yuinowa.relations.permissions.relations import COORDINATORS

SUPPORT_REQUEST = Scope(
    "relations.SupportRequest", owner="recorded_by", parties=("asking", "supporter")
)

# fmt: off
SUPPORT_REQUEST_ALLOW = (
    #    action                  standing         roles
    Row("supportrequest.view",   Standing.PARTY,  ANYONE),
    Row("supportrequest.view",   Standing.REGION, COORDINATORS),
    Row("supportrequest.read",   Standing.PARTY,  ANYONE),
)
# fmt: on


def roles_toward(actor: Actor, request: SupportRequest) -> frozenset[SupportRole]:
    """In which roles ``actor`` may act on ``request``: those of the sides acted for, and none for who only reads."""
    if actor.is_system:
        return frozenset(SupportRole)
    if actor.institution is None or not actor.has(*WRITERS):
        return frozenset()
    sides = {
        SupportRole.ASKING: request.asking_id,
        SupportRole.SUPPORTER: request.supporter_id,
        SupportRole.RECORDER: request.recorded_by_id,
    }
    return frozenset(role for role, side in sides.items() if side == actor.institution)
