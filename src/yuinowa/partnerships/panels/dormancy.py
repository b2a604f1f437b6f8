"""Dormancy as a part: a word beside the workspace, and one side that is asked whether the work goes on."""

from __future__ import annotations

from yuinowa.core.rights import Actor, can
from yuinowa.core.sockets import Panel
from yuinowa.partnerships.queries.dormancy import quiet_of
from yuinowa.partnerships.queries.parts import Part, plug
from yuinowa.partnerships.queries.reading import Reading
from yuinowa.partnerships.services.dormancy import set_dormant_turn


def _aside(reading: Reading, actor: Actor) -> Panel | None:
    """That nothing was done for long, for whoever follows how it goes; nothing where something was."""
    partnership = reading.partnership
    quiet = quiet_of(partnership)
    if quiet is None or not quiet.is_dormant or not can(actor, "partnership.follow", partnership):
        return None
    reads = can(actor, "partnership.read", partnership)
    context = {"partnership": partnership, "quiet": quiet, "reads": reads}
    return Panel(40, "partnerships/parts/dormant.html", context)


plug(Part("dormancy", 42, aside=_aside, turns=set_dormant_turn))
