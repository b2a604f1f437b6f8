"""Who reads what was proposed and said at the end, and who answers: the sides that have joined, each for itself."""

from __future__ import annotations

from yuinowa.core.rights import ANYONE, Actor, Row, Scope, Standing, can
from yuinowa.partnerships.domain.motions import MotionRole
from yuinowa.partnerships.domain.parties import PartyRole, PartyState
from yuinowa.partnerships.models import Motion
from yuinowa.partnerships.permissions.partnerships import LEADERS, as_side

MOTION = Scope("partnerships.Motion", parties=("partnership__parties__institution",))
CLOSING = Scope(
    "partnerships.ClosingWords",
    owner="party__institution",
    parties=("party__partnership__parties__institution",),
)
_JOINED = as_side(PartyState.JOINED, path="partnership")
_OF_SIDE = as_side(PartyState.JOINED, path="party__partnership")

# fmt: off
MOTION_ALLOW = (
    #    action               standing         roles    when
    Row("motion.view",       Standing.PARTY,  ANYONE,  _JOINED),
    Row("motion.answer",     Standing.PARTY,  LEADERS, _JOINED),
)
CLOSING_ALLOW = (
    Row("closingwords.view", Standing.OWN,    ANYONE),
    Row("closingwords.view", Standing.PARTY,  ANYONE,  _OF_SIDE),
)
# fmt: on


def roles_toward_motion(actor: Actor, motion: Motion) -> frozenset[MotionRole]:
    """Whether ``actor`` leads the side that proposed ``motion``, or another one that is asked."""
    if actor.is_system:
        return frozenset({MotionRole.ALL_SIDES})
    if not can(actor, "motion.answer", motion):
        return frozenset()
    if motion.party.institution_id == actor.institution:
        return frozenset({MotionRole.PROPOSER})
    asked = any(
        party.institution_id == actor.institution
        and party.has_joined
        and PartyRole(party.role).takes_part
        for party in motion.partnership.parties.all()
    )
    return frozenset({MotionRole.OTHER}) if asked else frozenset()
