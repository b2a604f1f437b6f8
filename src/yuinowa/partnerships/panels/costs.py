"""Shared costs as a part: a page of their own for the sides."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import pgettext

from yuinowa.core import move, retention, rights, takeout
from yuinowa.core.rights import Actor, can
from yuinowa.partnerships.domain.costs import COST_WORKFLOW, StatementState
from yuinowa.partnerships.models import CostStatement, Partnership
from yuinowa.partnerships.permissions.costs import COST, COST_ALLOW, roles_toward_costs
from yuinowa.partnerships.queries.costs import payers
from yuinowa.partnerships.queries.parts import Part, plug
from yuinowa.ui.parts import Link

rights.register(COST, COST_ALLOW)
move.register(
    move.Movable(
        model=CostStatement,
        workflow=COST_WORKFLOW,
        roles=roles_toward_costs,
        waited=lambda row, _waits: (
            row.partnership.initiator_id,
            row.partnership.initiator.name,
        ),
        state=lambda row: StatementState(row.state),
        label=lambda row: row.title,
        url=lambda row: row.get_absolute_url(),
        audience=payers,
    )
)
retention.register("partnerships.CostStatement")
retention.register("partnerships.CostShare")
takeout.with_rows_of("partnerships.CostStatement", CostShare="statement")


def _page(partnership: Partnership, actor: Actor) -> Link | None:
    if not can(actor, "partnership.costs", partnership):
        return None
    label = pgettext("of a partnership", "Costs")
    return Link(label, reverse("partnerships:cost-list", args=[partnership.pk]))


plug(Part("costs", 70, page=_page))
