"""A resident's idea that lies with ``own``, one that lies with the region office, and one not confirmed yet."""

from __future__ import annotations

from django.db.models import Model

from tests.access.parts import Sample
from tests.access.world import World
from yuinowa.core import clock
from yuinowa.partnerships.models import Idea
from yuinowa.partnerships.services.idea_turns import set_turn

AFTER = ("partnerships.beginning",)
IDEAS = ("idea_own", "idea_office")


def fill(world: World) -> None:
    own = world.institutions["own"].pk
    world.keep("idea_own", lambda word: _came(own, word))
    world.keep("idea_office", lambda word: _came(None, word))


def _came(to: int | None, word: str) -> Model:
    now = clock.now()
    idea = Idea.objects.create(
        title=word,
        words=word,
        for_whom=word,
        name=word,
        email="idea@example.org",
        language="ja",
        seed="s" * 32,
        institution_id=to,
        since=now,
        came_at=now,
    )
    set_turn(idea)
    return idea


def _idea(world: World, kind: str) -> dict[str, object]:
    return {"idea": world.pk(kind)}


_BY_LINK = Sample(fill=lambda _world, _kind: {"token": "x" * 43})
_ANSWERED = Sample(IDEAS, _idea)
SAMPLES = {
    "partnerships:idea-list": Sample(IDEAS, query="?state=all"),
    "partnerships:idea-detail": _ANSWERED,
    "partnerships:idea-take-up": _ANSWERED,
    "partnerships:idea-pass-on": _ANSWERED,
    "partnerships:idea-decline": _ANSWERED,
    "partnerships:idea-confirm": _BY_LINK,
    "partnerships:idea-own": _BY_LINK,
    "partnerships:idea-take-back": _BY_LINK,
}
ROLES = dict.fromkeys(IDEAS, ("any", "editor", "lead", "region_admin"))
