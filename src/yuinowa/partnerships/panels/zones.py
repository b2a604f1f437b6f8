"""The five zones as a part: where the partnership stands, drawn on the workspace, and the table of forms."""

from __future__ import annotations

from yuinowa.core.rights import Actor, can
from yuinowa.core.sockets import Panel
from yuinowa.partnerships.queries.parts import Part, plug
from yuinowa.partnerships.queries.reading import Reading
from yuinowa.partnerships.queries.zones import standing_of


def _block(reading: Reading, actor: Actor) -> Panel | None:
    """The drawing; for the sides that have joined."""
    partnership = reading.partnership
    if not can(actor, "partnership.read", partnership):
        return None
    context = {"pk": partnership.pk, "standing": standing_of(reading)}
    return Panel(80, "partnerships/parts/zones.html", context)


plug(Part("zones", 80, block=_block))
