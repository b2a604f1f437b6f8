"""The sides themselves as a part: who is there, who was asked."""

from __future__ import annotations

from yuinowa.partnerships.domain.phases import Phase
from yuinowa.partnerships.queries import gates
from yuinowa.partnerships.queries.parts import Part, plug

plug(Part("sides", 0, gates={Phase.IDEA: gates.of_sides, Phase.NEEDS: gates.of_answers}))
