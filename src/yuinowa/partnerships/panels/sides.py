"""The sides themselves as a part: who is there, who was asked."""

from __future__ import annotations

from yuinowa.core.rights import Actor
from yuinowa.core.sockets import Panel
from yuinowa.partnerships.domain.phases import Phase
from yuinowa.partnerships.queries import gates
from yuinowa.partnerships.queries.partnerships import joined
from yuinowa.partnerships.queries.parts import Part, plug
from yuinowa.partnerships.queries.reading import Reading


def for_everybody(reading: Reading, _actor: Actor) -> Panel | None:
    """The sides that have joined, each with the way to its page; who was only asked is nobody else's business."""
    sides = joined(reading.partnership)
    return Panel(0, "partnerships/parts/public_sides.html", {"sides": sides}) if sides else None


plug(
    Part(
        "sides",
        0,
        gates={Phase.IDEA: gates.of_sides, Phase.NEEDS: gates.of_answers},
        public=for_everybody,
    )
)
