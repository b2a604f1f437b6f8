"""How often the sides of the partnership that ``own`` and ``partner`` joined are in touch: agreed, and another proposed."""

from __future__ import annotations

from django.db.models import Model

from tests.access.parts import Sample
from tests.access.parts.partnerships.beginning import OWN
from tests.access.world import World
from yuinowa.core.idempotency import new_key
from yuinowa.core.rights import Actor
from yuinowa.partnerships.domain.rhythm import Terms
from yuinowa.partnerships.services.rhythm import agree, propose
from yuinowa.relations.domain.kinds import Frequency

AFTER = ("partnerships.beginning",)


def fill(world: World) -> None:
    partnership, system = world.pk("partnership_joined"), Actor.system()
    own, partner = world.institutions["own"].pk, world.institutions["partner"].pk

    def agreed(_word: str) -> Model:
        terms = Terms(Frequency.MONTHLY, 6)
        made, _ = propose(
            partnership, terms, expected_number=0, once=new_key(), side=own, actor=system
        )
        return agree(partnership, made.number, side=partner, actor=system)

    def proposed(_word: str) -> Model:
        terms = Terms(Frequency.WEEKLY, 3)
        return propose(
            partnership, terms, expected_number=1, once=new_key(), side=own, actor=system
        )[0]

    world.keep("rhythm", agreed)
    world.keep("rhythm_proposed", proposed)


SAMPLES: dict[str, Sample] = {
    f"partnerships:rhythm-{page}": OWN for page in ("detail", "propose", "agree", "take-back")
} | {"partnerships:balance-detail": OWN}
ROLES = dict.fromkeys(("rhythm", "rhythm_proposed"), ("any", "editor"))
