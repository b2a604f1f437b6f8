"""A contested figure of ``own``, a statement of its own and its indicators."""

from __future__ import annotations

from tests.access.parts import Sample, pk
from tests.access.world import A_DAY, World, canary
from yuinowa.core.rights import Actor
from yuinowa.ledger.domain.kinds import Unit
from yuinowa.ledger.models import Choice, Entry
from yuinowa.ledger.services import Figure, close_year, state

AFTER = ("relations.contacts",)


def fill(world: World) -> None:
    own = world.institutions["own"]
    statement = state(
        [Figure("ill.loan", Unit.ITEM, 7, own.pk, None, A_DAY)],
        stated_by=own.pk,
        title=canary("statement"),
        received_on=A_DAY,
        digest="0" * 64,
        actor=Actor.system(),
    )
    world.keep("statement", lambda _word: statement)
    world.keep("choice", lambda _word: Choice.objects.get(institution=own.pk))
    world.keep("closing", lambda _word: close_year(own.pk, 2022, actor=Actor.system()))
    world.keep("entry", lambda _word: Entry.objects.filter(kind="contact").earliest("pk"))


SAMPLES = {
    "ledger:choice-decide": Sample(("choice",), pk),
    "ledger:closing-close": Sample(("closing",), lambda _world, _kind: {"year": 2025}),
    "ledger:entries": Sample(query="?year=2026&kind=contact&unit=time"),
    "ledger:figure": Sample(("figure",), pk),
}
ROLES = {
    "choice": ("any", "admin", "coordinator"),
    "closing": ("any", "admin", "coordinator"),
    "figure": ("any", "coordinator"),
}
