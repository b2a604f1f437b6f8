"""A need of ``own``, an offer that everybody reads, and one that members read."""

from __future__ import annotations

from functools import partial

from django.db.models import Model

from tests.access.parts import Sample
from tests.access.world import World
from yuinowa.core import clock
from yuinowa.core.idempotency import new_key
from yuinowa.core.rights import Actor, Level
from yuinowa.partnerships.domain.postings import Way
from yuinowa.partnerships.domain.statements import Resource
from yuinowa.partnerships.services.postings import PostingWords, post

AFTER = ("partnerships.beginning",)
POSTINGS = ("sought_own", "offered_members", "offered_public")


def fill(world: World) -> None:
    own = world.institutions["own"].pk
    public, members = world.pk("institution_public"), world.pk("institution_members")
    world.keep("sought_own", partial(_posted, own, Way.NEED, Level.MEMBERS))
    world.keep("offered_members", partial(_posted, members, Way.OFFER, Level.MEMBERS))
    world.keep("offered_public", partial(_posted, public, Way.OFFER, Level.PUBLIC))


def _posted(by: int, way: Way, level: Level, word: str) -> Model:
    words = PostingWords(way, Resource.PLACE, word, word, clock.today(), quantity=word, level=level)
    return post(words, once=new_key(), by=by, actor=Actor.system())[0]


def _posting(world: World, kind: str) -> dict[str, object]:
    return {"posting": world.pk(kind)}


SAMPLES = {
    "partnerships:posting-list": Sample(("offered_members",)),
    "partnerships:posting-new": Sample(("sought_own",), lambda _world, _kind: {"way": "offer"}),
    "partnerships:posting-detail": Sample(POSTINGS, _posting),
    "partnerships:posting-edit": Sample(("sought_own",), _posting),
    "partnerships:posting-step": Sample(
        ("sought_own",), lambda world, kind: _posting(world, kind) | {"step": "pause"}
    ),
    "partnerships:posting-begin": Sample(
        ("sought_own",),
        lambda world, kind: _posting(world, kind) | {"other": world.pk("offered_public")},
    ),
}
ROLES = {"sought_own": ("any", "editor", "lead")} | dict.fromkeys(POSTINGS[1:], ("any",))
