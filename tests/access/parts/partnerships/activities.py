"""Activities of the partnership that ``partner`` has joined: planned and held by ``own``; one that others see, too."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Model

from tests.access.parts import Sample, pk
from tests.access.world import World
from yuinowa.core import clock
from yuinowa.core.idempotency import new_key
from yuinowa.core.rights import Actor
from yuinowa.partnerships.domain.activities import ActivityKind, Days, Participation
from yuinowa.partnerships.models import Activity, Party
from yuinowa.partnerships.services.activities import announce, propose
from yuinowa.partnerships.services.activity_plans import ActivityPlan, When

AFTER = ("partnerships.beginning",)


def fill(world: World) -> None:
    def ahead(word: str) -> Model:
        return _planned(world, word, "partnership_joined", "own")

    def told(word: str) -> Model:
        made = _planned(world, word, "partnership_public", "partner")
        return announce(made.pk, expected_version=1, actor=Actor.system())

    world.keep("activity_planned", ahead)
    world.keep("activity_public", told)


def _planned(world: World, word: str, partnership: str, host: str) -> Activity:
    side = Party.objects.get(
        partnership=world.pk(partnership), institution=world.institutions[host]
    )
    plan = ActivityPlan(
        title=word,
        kind=ActivityKind.EVENT,
        participation=Participation.SERVICE,
        when=When(Days(clock.today() + timedelta(days=7)), place=word),
        hosts=frozenset({side.pk}),
        part=word,
        is_open=True,
    )
    mine, system = side.institution_id, Actor.system()
    return propose(side.partnership_id, plan, once=new_key(), side=mine, actor=system)[0]


_OF = {"activity_planned": "partnership_joined", "activity_public": "partnership_public"}
_ACTIVITY = Sample(
    tuple(_OF), lambda world, kind: {"pk": world.pk(_OF[kind]), "activity": world.pk(kind)}
)
_OWN = Sample(("activity_planned",), _ACTIVITY.fill)
_PARTNERSHIP = Sample(("partnership_joined", "partnership_public"), pk)
SAMPLES = {
    "partnerships:coming-list": Sample(("activity_public",)),
    "partnerships:coming-calendar": Sample(("activity_public",)),
    "partnerships:activity-list": _PARTNERSHIP,
    "partnerships:activity-calendar": _PARTNERSHIP,
    "partnerships:activity-propose": Sample(("partnership_joined",), pk),
    "partnerships:activity-detail": _ACTIVITY,
    **{
        f"partnerships:activity-{page}": _OWN
        for page in (
            "change",
            "host",
            "announce",
            "postpone",
            "set-day",
            "cancel",
            "hold",
            "correct",
            "take-back",
            "tell",
        )
    },
}
ROLES = {"activity_planned": ("any", "coordinator", "editor", "lead"), "activity_public": ("any",)}
