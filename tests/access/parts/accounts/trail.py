"""A deed of ``own`` whose action gives it away; nobody else is its audience."""

from __future__ import annotations

from django.db.models import Model

from tests.access.parts import Sample
from tests.access.world import World
from yuinowa.core import audit
from yuinowa.core.rights import Actor

AFTER = ("accounts.people",)


def fill(world: World) -> None:
    def make(word: str) -> Model:
        actor = Actor(person=1, institution=world.institutions["own"].pk)
        return audit.record(f"accounts.read-people.{word}", None, actor=actor)

    world.keep("trail", make)


SAMPLES = {
    f"accounts:{page}": Sample(("trail",))
    for page in ("trail", "trail-export", "disclosures", "disclosures-export", "erasures")
}
ROLES = {"trail": ("any", "auditor", "operator", "region_admin")}
