"""What plans plug into other wings' pages: what a reviewer is invited for, which projects use an indicator, which are
carried out in a partnership.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from yuinowa.core.rights import Actor
from yuinowa.core.sockets import Assignable, Panel
from yuinowa.partnerships.queries.parts import Part, plug
from yuinowa.partnerships.queries.reading import Reading
from yuinowa.plans.queries import together
from yuinowa.plans.queries.doors import plans_visible_to, projects_visible_to

if TYPE_CHECKING:
    from yuinowa.ledger.models import Indicator

MOST_ASSIGNABLE = 200
#: So many projects are named beside an indicator.
MOST_PROJECTS = 50


def assignable(institution: int, actor: Actor) -> Sequence[Assignable]:
    """The institution's own plans."""
    own = plans_visible_to(actor).filter(owner=institution)[:MOST_ASSIGNABLE]
    return [Assignable(f"plans.plan:{plan.pk}", plan.name) for plan in own]


def indicator_panel(indicator: Indicator, actor: Actor) -> Panel | None:
    """The way back from an indicator to the projects that use it; nothing where no plan does, or none is seen."""
    projects = projects_visible_to(actor).filter(slots__indicator=indicator.pk).distinct()
    found = list(projects[:MOST_PROJECTS])
    return Panel(10, "plans/indicator_panel.html", {"projects": found}) if found else None


def partnership_panel(reading: Reading, actor: Actor) -> Panel | None:
    """The projects of plans that are carried out in a partnership; nothing where there is none."""
    rows = together.of_partnership(reading.partnership, actor)
    return Panel(60, "plans/partnership_panel.html", {"rows": rows}) if rows else None


plug(Part("projects", 60, aside=partnership_panel, public=partnership_panel))
