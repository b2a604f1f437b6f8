"""What plans plug into other wings' pages: what an outside reviewer can be invited for."""

from __future__ import annotations

from collections.abc import Sequence

from yuinowa.core.rights import Actor
from yuinowa.core.sockets import Assignable
from yuinowa.plans.queries.doors import plans_visible_to

MOST_ASSIGNABLE = 200


def assignable(institution: int, actor: Actor) -> Sequence[Assignable]:
    """The institution's own plans."""
    own = plans_visible_to(actor).filter(owner=institution)[:MOST_ASSIGNABLE]
    return [Assignable(f"plans.plan:{plan.pk}", plan.name) for plan in own]
