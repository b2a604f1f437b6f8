"""What the body of a report claims about the plan, beside what its sheets count."""

from __future__ import annotations

from yuinowa.plans.domain.claims.body import BodyFinding, check_body
from yuinowa.plans.queries.printed import PrintedPlan


def claims_of_body(plan: PrintedPlan) -> list[BodyFinding]:
    """The findings in the blocks of the report's body, in its order.

    A count that this plan's own page computes claims nothing; in a report read from print it does.
    """
    blocks = [block for block in plan.plan.blocks if plan.plan.source or not block.get("computed")]
    told = sum(1 for _project, _sheet in plan.sheets())
    return check_body(blocks, plan.tally, told=told, annex=plan.plan.annexes[1]["label"])
