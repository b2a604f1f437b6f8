"""Who reads adopted principles and checks: the sides. Nobody reads another's check before having given its own."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q

from yuinowa.core.rights import ANYONE, Actor, Condition, Row, Scope, Standing
from yuinowa.partnerships.domain.parties import PartyState
from yuinowa.partnerships.models import PrincipleCheck
from yuinowa.partnerships.permissions.partnerships import WRITERS, as_side

_JOINED = as_side(PartyState.JOINED, path="partnership")
_STILL_THERE = as_side(PartyState.JOINED, path="adoption__partnership")


def _own_is_given() -> Condition:
    """The actor's side has given its own check of the same principles at the same moment (I14)."""

    def mine(actor: Actor) -> Q:
        own = PrincipleCheck.objects.filter(
            adoption=OuterRef("adoption"),
            moment=OuterRef("moment"),
            party__institution=actor.institution or 0,
        )
        return Q(Exists(own))

    def holds(actor: Actor, obj: Any) -> bool:
        return PrincipleCheck.objects.filter(
            adoption=obj.adoption_id,
            moment=obj.moment,
            party__institution=actor.institution or 0,
        ).exists()

    return Condition(mine, holds)


OWN_SETS = Scope("partnerships.OwnPrinciples", owner="institution")
ADOPTION = Scope("partnerships.Adoption", parties=("partnership__parties__institution",))
CHECK = Scope(
    "partnerships.PrincipleCheck",
    owner="party__institution",
    parties=("adoption__partnership__parties__institution",),
)

# fmt: off
OWN_SETS_ALLOW = (
    #    action                 standing        roles
    Row("ownprinciples.view",  Standing.OWN,   ANYONE),
    Row("ownprinciples.edit",  Standing.OWN,   WRITERS),
)
ADOPTION_ALLOW = (
    Row("adoption.view",       Standing.PARTY, ANYONE, _JOINED),
)
CHECK_ALLOW = (
    Row("principlecheck.view", Standing.OWN,   ANYONE),
    Row("principlecheck.view", Standing.PARTY, ANYONE, _STILL_THERE & _own_is_given()),
)
# fmt: on


def may_write_sets(actor: Actor) -> bool:
    """Whether ``actor`` may write a set of principles of the institution acted for."""
    return actor.is_system or (
        actor.institution is not None and not actor.roles.isdisjoint(WRITERS)
    )
