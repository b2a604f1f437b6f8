"""``own`` wrote down what ``partner`` asked it by telephone."""

from __future__ import annotations

from django.db.models import Model

from tests.access.parts import Sample, pk
from tests.access.world import A_DAY, World
from yuinowa.core.idempotency import new_key
from yuinowa.core.rights import Actor, Role
from yuinowa.relations.domain.support import Came, SupportTopic
from yuinowa.relations.services.support import Wish, record_request

AFTER = ("relations.relations",)


def fill(world: World) -> None:
    def make(word: str) -> Model:
        own, partner = (world.institutions[name].pk for name in ("own", "partner"))
        editor = Actor(person=1, institution=own, roles=frozenset({Role.EDITOR}), member=True)
        wish = Wish(SupportTopic.TRAINING, word, A_DAY, details=word, came=Came.CALL)
        return record_request(wish, asking=partner, supporter=own, once=new_key(), actor=editor)[0]

    world.keep("support_request", make)


SAMPLES = {
    **{
        f"relations:support-{page}": Sample(("support_request",), pk)
        for page in ("detail", "take", "answer", "decline", "withdraw", "reopen")
    },
    "relations:support-list": Sample(("support_request",)),
    "relations:support-coverage": Sample(("support_request",)),
    "relations:support-place": Sample(("support_request",), query="?in="),
}
ROLES = {"support_request": ("any", "coordinator", "editor")}
