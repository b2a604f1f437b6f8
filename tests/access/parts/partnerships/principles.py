"""A set of ``own``, adopted by both sides of the partnership it began, and its check, which ``partner`` does not read yet."""

from __future__ import annotations

from django.db.models import Model

from tests.access.parts import Sample, pk
from tests.access.parts.partnerships.beginning import OWN
from tests.access.world import World
from yuinowa.core import clock
from yuinowa.core.idempotency import new_key
from yuinowa.core.rights import Actor
from yuinowa.partnerships.domain.principles import Answer, Moment, Verdict, own_set
from yuinowa.partnerships.models import OwnPrinciples
from yuinowa.partnerships.services.principles import consent, give_check, propose

AFTER = ("partnerships.beginning",)


def fill(world: World) -> None:
    partnership, own = world.pk("partnership_joined"), world.institutions["own"]
    partner, system = world.institutions["partner"], Actor.system()

    def written(word: str) -> Model:
        return OwnPrinciples.objects.create(
            institution=own, name=word, credit=word, lines=[word], made_at=clock.now()
        )

    def adopted(word: str) -> Model:
        chosen = own_set("own-1", 1, word, word, [word])
        made, _ = propose(
            partnership, chosen, expected_number=0, once=new_key(), side=own.pk, actor=system
        )
        for side in (own.pk, partner.pk):
            consent(partnership, 1, side=side, actor=system)
        return made

    def checked(word: str) -> Model:
        answers = {"p1": Answer(Verdict.NO, word, word)}
        return give_check(partnership, 1, Moment.START, answers, side=own.pk, actor=system)

    world.keep("own_principles", written)
    world.keep("adoption", adopted)
    world.keep("principle_check", checked)


_OWN_SET = Sample(("own_principles",), pk)
SAMPLES = {
    "partnerships:principles-list": Sample(("own_principles",)),
    "partnerships:principles-write": Sample(("own_principles",)),
    "partnerships:principles-change": _OWN_SET,
    "partnerships:principles-throw-away": _OWN_SET,
    **{
        f"partnerships:{page}": OWN
        for page in (
            "adoption-detail",
            "adoption-propose",
            "adoption-agree",
            "adoption-take-back",
            "rules-detail",
            "zone-detail",
        )
    },
    "partnerships:check-give": Sample(
        ("partnership_joined",),
        lambda world, kind: pk(world, kind) | {"moment": Moment.START.value},
    ),
}
ROLES = dict.fromkeys(("own_principles", "adoption", "principle_check"), ("any", "editor"))
