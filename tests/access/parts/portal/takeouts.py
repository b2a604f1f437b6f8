"""A file of ``own`` that could not be made; why is told to those who asked."""

from __future__ import annotations

from typing import Any

from django.db.models import Model

from tests.access.parts import Sample, pk
from tests.access.world import World
from yuinowa.core import clock
from yuinowa.portal.models import Takeout


def fill(world: World) -> None:
    world.keep("takeout_own", lambda word: _takeout(world.institutions["own"], word))


def _takeout(owner: Model, word: str) -> Model:
    return Takeout.objects.create(
        institution_id=owner.pk, state="failed", trouble=word, created_at=clock.now()
    )


def _of_takeout(world: World, kind: str) -> dict[str, Any]:
    """The page is the institution's, whose file ``kind`` is."""
    return {"pk": world.institutions[kind.removeprefix("takeout_")].pk}


_PAGE = Sample(("takeout_own", "takeout_partner"), _of_takeout)
SAMPLES = {
    "portal:takeout": _PAGE,
    "portal:takeout-make": _PAGE,
    "portal:takeout-file": Sample(("takeout_own",), pk),
    "portal:takeout-drop": Sample(("takeout_own",), pk),
}
ROLES = dict.fromkeys(("takeout_own", "takeout_partner"), ("any", "admin"))
