"""A draft of shared costs of the partnership that ``partner`` has joined; ``own``, which began it, keeps the accounts."""

from __future__ import annotations

from django.db.models import Model

from tests.access.parts import Sample, pk
from tests.access.world import World
from yuinowa.core.idempotency import new_key
from yuinowa.core.rights import Actor
from yuinowa.partnerships.domain.shares import WHOLE, Formula, Part
from yuinowa.partnerships.models import Partnership
from yuinowa.partnerships.services.costs import CostOutline, prepare

AFTER = ("partnerships.beginning",)


def fill(world: World) -> None:
    def make(word: str) -> Model:
        joined = Partnership.objects.get(pk=world.pk("partnership_joined"))
        outline = CostOutline(2026, word, 1_000, Formula({Part.EQUAL: WHOLE}))
        return prepare(joined, outline, once=new_key(), actor=Actor.system())[0]

    world.keep("cost_statement", make)


_COST = Sample(
    ("cost_statement",),
    lambda world, kind: {"pk": world.pk("partnership_joined"), "statement": world.pk(kind)},
)
SAMPLES = {
    **{
        f"partnerships:cost-{page}": Sample(("partnership_joined",), pk)
        for page in ("list", "prepare")
    },
    **{
        f"partnerships:cost-{page}": _COST
        for page in ("detail", "rewrite", "reckon", "issue", "put-right", "drop")
    },
}
ROLES = {"cost_statement": ("any", "coordinator", "editor", "lead")}
