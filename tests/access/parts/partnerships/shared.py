"""What ``own`` said in the partnership it began, and what both share of it."""

from __future__ import annotations

from django.db.models import Model

from tests.access.parts import Sample
from tests.access.world import A_DAY, World
from yuinowa.core import clock
from yuinowa.core.idempotency import new_key
from yuinowa.core.rights import Actor
from yuinowa.partnerships.domain.statements import Ability, Bearer, Resource
from yuinowa.partnerships.models import Afterwards, Party, Remark
from yuinowa.partnerships.services.shared import GoalWords, TaskWords, add_row
from yuinowa.partnerships.services.statements import (
    AbilityWords,
    BenefitWords,
    ContributionWords,
    NeedWords,
    add_words,
    say_need,
)

AFTER = ("partnerships.beginning",)


def fill(world: World) -> None:
    partnership, own = world.pk("partnership_joined"), world.institutions["own"].pk
    system = Actor.system()

    def need(word: str) -> Model:
        words = NeedWords(word, word, word, Bearer.MUTUAL, word)
        return say_need(partnership, words, expected_version=0, side=own, actor=system)

    def said(words: AbilityWords | BenefitWords | ContributionWords) -> Model:
        return add_words(partnership, words, once=new_key(), side=own, actor=system)[0]

    def shared(words: GoalWords | TaskWords) -> Model:
        return add_row(partnership, words, once=new_key(), actor=system)[0]

    world.keep("need", need)
    side = Party.objects.get(partnership=partnership, institution=own)
    world.keep("can_do", lambda word: said(AbilityWords(Ability.CAN, word)))
    world.keep("benefit", lambda word: said(BenefitWords(word)))
    world.keep("contribution", lambda word: said(ContributionWords(Resource.PEOPLE, word)))
    world.keep("goal", lambda word: shared(GoalWords(word, word, 6, "回", A_DAY, side.pk)))
    world.keep("task", lambda word: shared(TaskWords(word, side.pk, word)))

    # The work has not begun in the partnership of the world, so these rows are laid in beside it.
    def afterwards(word: str) -> Model:
        return Afterwards.objects.create(
            party=side,
            benefit_id=world.pk("benefit"),
            number=Afterwards.objects.count() + 1,
            text=word,
            as_of=A_DAY,
            written_at=clock.now(),
        )

    world.keep("afterwards", afterwards)
    world.keep(
        "remark",
        lambda word: Remark.objects.create(party=side, text=word, written_at=clock.now()),
    )


def _row(kind: str) -> Sample:
    """A row of the kind that its address calls so."""
    named = {"can_do": "can"}.get(kind, kind)
    return Sample(
        (kind,),
        lambda world, kind: {
            "pk": world.pk("partnership_joined"),
            "kind": named,
            "row": world.pk(kind),
        },
    )


SAMPLES = {
    "partnerships:need-say": Sample(
        ("need",), lambda world, _kind: {"pk": world.pk("partnership_joined")}
    ),
    "partnerships:remark-new": Sample(
        ("remark",), lambda world, _kind: {"pk": world.pk("partnership_joined")}
    ),
    "partnerships:words-list": Sample(
        ("benefit",), lambda world, kind: {"pk": world.pk("partnership_joined"), "kind": kind}
    ),
    "partnerships:words-edit": _row("contribution"),
    "partnerships:words-remove": _row("can_do"),
    **{
        f"partnerships:afterwards-{deed}": Sample(
            ("afterwards",),
            lambda world, _kind: {
                "pk": world.pk("partnership_joined"),
                "kind": "benefit",
                "row": world.pk("benefit"),
            },
        )
        for deed in ("say", "take-back")
    },
    "partnerships:shared-new": Sample(
        ("goal",), lambda world, kind: {"pk": world.pk("partnership_joined"), "kind": kind}
    ),
    "partnerships:shared-edit": _row("task"),
    "partnerships:shared-remove": _row("goal"),
}
ROLES = dict.fromkeys(
    ("need", "can_do", "benefit", "contribution", "remark", "goal", "task", "afterwards"),
    ("any", "coordinator", "editor"),
)
