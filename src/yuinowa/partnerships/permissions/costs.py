"""Who sees and who keeps the costs that sides share. Money is the sides' alone: not even coordinators read it."""

from __future__ import annotations

from yuinowa.core.rights import ANYONE, Actor, Row, Scope, Standing, can
from yuinowa.partnerships.domain.costs import CostRole
from yuinowa.partnerships.models import CostStatement
from yuinowa.partnerships.permissions.partnerships import LEADERS, as_keeper

#: Whoever has a line in a statement reads it, also after leaving; drafts too: no share surprises anybody.
COST = Scope("partnerships.CostStatement", parties=("shares__party__institution",))

# fmt: off
COST_ALLOW = (
    #    action                 standing         roles    when
    Row("coststatement.view",  Standing.PARTY,  ANYONE),
    Row("coststatement.keep",  Standing.PARTY,  LEADERS, as_keeper(path="partnership")),
)
# fmt: on


def roles_toward_costs(actor: Actor, statement: CostStatement) -> frozenset[CostRole]:
    """Whether ``actor`` keeps the accounts in which ``statement`` stands."""
    keeps = actor.is_system or can(actor, "coststatement.keep", statement)
    return frozenset(CostRole) if keeps else frozenset()
