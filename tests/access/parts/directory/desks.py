"""A desk of ``own``, which is hidden, and one each of a public institution and of one for members."""

from __future__ import annotations

from functools import partial

from django.db.models import Model

from tests.access.parts import Sample, pk
from tests.access.world import World
from yuinowa.directory.models import Desk

AFTER = ("directory.institutions",)
_DESKS = ("desk_own", "desk_public", "desk_members")


def fill(world: World) -> None:
    owners = (
        world.institutions["own"],
        world.objects["institution_public"],
        world.objects["institution_members"],
    )
    for kind, owner in zip(_DESKS, owners, strict=True):
        world.keep(kind, partial(_desk, owner))


def _desk(owner: Model, word: str) -> Model:
    return Desk.objects.create(
        institution_id=owner.pk, topic="isil", unit=word, hours=word, source=word
    )


SAMPLES = {
    **{f"desks:desk-{page}": Sample(_DESKS, pk) for page in ("detail", "edit", "check")},
    "api:desk-answer": Sample(query="?topic=isil"),
}
ROLES = dict.fromkeys(_DESKS, ("any", "admin", "coordinator", "region_admin"))
