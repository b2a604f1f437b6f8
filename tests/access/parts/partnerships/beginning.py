"""One that ``own`` began with ``partner``, one ``partner`` was only asked to join, two that others may see."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from django.db.models import Model

from tests.access.parts import Sample, pk
from tests.access.world import World
from tests.partnerships.factories import planned_up_to_roles
from yuinowa.core import clock
from yuinowa.core.idempotency import new_key
from yuinowa.core.rights import Actor, Level, Role
from yuinowa.partnerships.domain.forms_and_zones import Form, Zone
from yuinowa.partnerships.models import Partnership, Party
from yuinowa.partnerships.services.beginning import Outline, begin
from yuinowa.partnerships.services.sides import accept, show_to

AFTER = ("relations",)
PARTNERSHIPS = (
    "partnership_joined",
    "partnership_asked",
    "partnership_members",
    "partnership_public",
)
#: Those that ``own`` began.
OWN = Sample(PARTNERSHIPS[:2], pk)


def fill(world: World) -> None:
    world.keep("partnership_joined", partial(begun, world, joins=True))
    world.keep("partnership_asked", partial(begun, world, joins=False))
    world.keep("partnership_members", partial(_shown, world, Level.MEMBERS))
    world.keep("partnership_public", partial(_shown, world, Level.PUBLIC))


def begun(world: World, word: str, *, joins: bool) -> Model:
    """One that ``own`` began with ``partner``."""
    own, partner = world.institutions["own"], world.institutions["partner"]
    outline = Outline(word, word, Form.CO_HOST, Zone.BOTH, public_summary=word)
    made, _ = begin(
        outline, asked=[partner.pk], once=new_key(), begun_by=own.pk, actor=Actor.system()
    )
    if joins:
        accept(made.pk, side=partner.pk, actor=Actor.system())
    return made


def planned(made: Model) -> None:
    """Let every side of it say what stands before a text: all five parts of the definition."""
    sides = Party.objects.filter(partnership=made.pk).select_related("institution")
    planned_up_to_roles(Partnership.objects.get(pk=made.pk), *[row.institution for row in sides])


def _shown(world: World, level: Level, word: str) -> Model:
    """One of ``partner`` with somebody who may be seen by those who may see the partnership."""
    partner = world.institutions["partner"]
    other = world.pk("institution_public" if level is Level.PUBLIC else "institution_members")
    outline = Outline(word, word, Form.CO_HOST, Zone.BOTH, public_summary=word)
    made, _ = begin(
        outline, asked=[other], once=new_key(), begun_by=partner.pk, actor=Actor.system()
    )
    accept(made.pk, side=other, actor=Actor.system())
    for side in (partner.pk, other):
        show_to(made.pk, level, side=side, actor=Actor.system())
    return made


def lead_of(world: World, name: str) -> Actor:
    """Whoever leads the side of an institution."""
    return Actor(
        person=1,
        institution=world.institutions[name].pk,
        roles=frozenset({Role.LEAD}),
        member=True,
        fresh_at=clock.now(),
    )


def _asked_side(world: World, kind: str) -> int:
    """The side of ``partner``, whether it has answered or not."""
    partner = world.institutions["partner"]
    return Party.objects.get(partnership=world.pk(kind), institution=partner).pk


SAMPLES = {
    "partnerships:partnership-list": Sample(("partnership_joined",)),
    "partnerships:partnership-begin": Sample(("partnership_joined",)),
    "partnerships:partnership-detail": Sample(PARTNERSHIPS, pk),
    "api:partnerships": Sample(("partnership_joined",)),
    "api:partnership": Sample(PARTNERSHIPS, lambda world, kind: {"partnership_id": world.pk(kind)}),
    "partnerships:party-list": Sample(PARTNERSHIPS, pk),
    **{
        f"partnerships:{page}": OWN
        for page in (
            "partnership-describe",
            "partnership-go-on",
            "partnership-answer",
            "party-ask",
            "party-leave",
            "party-show",
        )
    },
    "partnerships:party-take-back": replace(
        OWN, fill=lambda world, kind: pk(world, kind) | {"party": _asked_side(world, kind)}
    ),
    "partnerships:party-agree": Sample(
        ("partnership_joined",), lambda world, kind: pk(world, kind) | {"about": "goals"}
    ),
}
ROLES = dict.fromkeys(PARTNERSHIPS[:2], ("any", "coordinator", "editor", "lead")) | dict.fromkeys(
    PARTNERSHIPS[2:], ("any",)
)
