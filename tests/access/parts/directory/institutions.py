"""Institutions of every level, one that registered itself, and ``own``, which is hidden."""

from __future__ import annotations

from functools import partial

from django.db.models import Model

from tests.access.parts import Sample, pk
from tests.access.world import World
from yuinowa.core.rights import Level
from yuinowa.directory.models import Institution

INSTITUTIONS = (
    "institution_public",
    "institution_members",
    "institution_private",
    "institution_candidate",
    "institution_own",
)
_TWO = ("institution_public", "institution_own")


def fill(world: World) -> None:
    for level in Level:
        world.keep(f"institution_{level.value}", partial(_institution, level))
    world.keep("institution_candidate", _candidate)
    world.keep("institution_own", partial(_hide, world.institutions["own"]))


def _institution(level: Level, word: str) -> Model:
    return Institution.objects.create(name=word, level=level.value, address=word)


def _candidate(word: str) -> Model:
    """Registered itself; nobody has checked it yet."""
    return Institution.objects.create(name=word, address=word, status="candidate")


def _hide(own: Institution, word: str) -> Model:
    """The acting institution itself, seen by its own people alone; its name stays known to its partners."""
    own.level, own.address = Level.PRIVATE.value, word
    own.save()
    return own


SAMPLES = {
    **{
        f"directory:institution-{page}": Sample(INSTITUTIONS, pk)
        for page in ("detail", "linked", "edit", "history", "closed-days")
    },
    **{
        f"directory:institution-{page}": Sample(_TWO, pk)
        for page in (
            "disclosure",
            "confirm",
            "rename",
            "status",
            "succession",
            "succession-undo",
        )
    },
    "directory:institution-section": Sample(
        INSTITUTIONS, lambda world, kind: pk(world, kind) | {"section": "channels"}
    ),
    "directory:by-isil": Sample(fill=lambda _world, _kind: {"isil": "JP-1999999"}),
    "api:institution-detail": Sample(
        INSTITUTIONS, lambda world, kind: {"institution_id": world.pk(kind)}
    ),
}
ROLES = dict.fromkeys(INSTITUTIONS, ("any", "coordinator", "editor")) | {
    "institution_own": ("any", "admin", "coordinator", "editor")
}
