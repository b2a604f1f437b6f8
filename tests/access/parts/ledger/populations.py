"""A population of ``own``; anybody may read it, and its source with it."""

from __future__ import annotations

from django.db.models import Model

from tests.access.parts import Sample, pk
from tests.access.parts.directory.institutions import INSTITUTIONS
from tests.access.world import A_DAY, World
from yuinowa.core.rights import Actor
from yuinowa.ledger.services.populations import PopulationEntry, record_population

AFTER = ("directory",)


def fill(world: World) -> None:
    def make(word: str) -> Model:
        own, entry = world.institutions["own"].pk, PopulationEntry(41_203, word)
        return record_population(own, A_DAY, entry, actor=Actor.system())

    world.keep("population", make)


SAMPLES = {
    "ledger:population-list": Sample(INSTITUTIONS, pk),
    "ledger:population-new": Sample(
        ("population",), lambda world, _kind: {"pk": world.institutions["own"].pk}
    ),
    "ledger:population-correct": Sample(("population",), pk),
}
ROLES = {"population": ("any", "coordinator", "plan_officer", "region_admin")}
