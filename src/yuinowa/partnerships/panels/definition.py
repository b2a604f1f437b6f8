"""The five parts of the definition, as a part of a partnership: before a text is put to the sides, and signed."""

from __future__ import annotations

from yuinowa.core.rights import Actor
from yuinowa.core.sockets import Panel
from yuinowa.partnerships.domain.phases import Phase
from yuinowa.partnerships.queries.definition import gate_of_definition, shown_to
from yuinowa.partnerships.queries.parts import Part, plug
from yuinowa.partnerships.queries.reading import Reading


def definition_block(reading: Reading, actor: Actor) -> Panel | None:
    """The five parts with their evidence, for the sides, while it is planned."""
    shown = shown_to(reading, actor)
    if shown is None:
        return None
    return Panel(35, "partnerships/parts/definition.html", {"definition": shown})


plug(
    Part(
        "definition",
        35,
        gates={Phase.EVALUATION_DESIGN: gate_of_definition},
        before_text=gate_of_definition,
        block=definition_block,
    )
)
