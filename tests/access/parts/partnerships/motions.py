"""A change that ``own`` proposed in the partnership that ``partner`` has joined."""

from __future__ import annotations

from django.db.models import Model

from tests.access.parts import Sample, pk
from tests.access.world import World
from yuinowa.core import clock
from yuinowa.partnerships.domain.motions import ChangeOf, MotionKind
from yuinowa.partnerships.models import Motion, Party

AFTER = ("partnerships.beginning",)


def fill(world: World) -> None:
    joined, own = world.pk("partnership_joined"), world.institutions["own"].pk
    side = Party.objects.get(partnership=joined, institution=own)

    # The work has not begun in the partnership of the world, so the row is laid in beside it.
    def motion(word: str) -> Model:
        return Motion.objects.create(
            partnership_id=joined,
            kind=MotionKind.CHANGE.value,
            about=ChangeOf.GOALS.value,
            what=word,
            reason=word,
            party=side,
            proposed_at=clock.now(),
        )

    world.keep("motion", motion)


SAMPLES = {
    **{
        f"partnerships:{page}": Sample(("partnership_joined",), pk)
        for page in ("motion-list", "closing-write", "partnership-again")
    },
    "partnerships:motion-propose": Sample(
        ("partnership_joined",), lambda world, kind: pk(world, kind) | {"kind": "change"}
    ),
    "partnerships:motion-answer": Sample(
        ("motion",),
        lambda world, kind: {"pk": world.pk("partnership_joined"), "motion": world.pk(kind)},
    ),
}
ROLES = {
    "motion": ("any", "coordinator", "editor", "lead"),
}
