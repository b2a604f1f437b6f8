"""Somebody who acts for ``own``, somebody whom it invites, somebody who leaves, and a holder of a post."""

from __future__ import annotations

from functools import partial

from django.db.models import Model

from tests.access.parts import Sample, pk
from tests.access.world import World
from tests.accounts.factories import an_affiliation, just_signed_in
from yuinowa.accounts.models import Person
from yuinowa.accounts.services import Guest, ask_to_be_erased, give_post, invite
from yuinowa.core import clock
from yuinowa.core.rights import Actor, Role
from yuinowa.directory.models import Institution, Post

AFTER = ("partnerships",)


def fill(world: World) -> None:
    own = world.institutions["own"]
    world.keep("people_own", lambda _word: own)
    world.keep("people_partner", lambda _word: world.institutions["partner"])
    world.keep("affiliation", lambda word: an_affiliation(None, own, unit=word))
    world.keep("invitation", partial(_invited, own))
    leaver = an_affiliation(None, own)
    an_affiliation(None, own, Role.ADMIN)
    ask_to_be_erased(actor=just_signed_in(leaver))
    world.keep("leaver", lambda _word: leaver.person)
    world.keep("post", lambda word: Post.objects.create(institution=own, title=word))
    world.keep("holding", partial(_held, own))


def _invited(own: Institution, word: str) -> Model:
    guest = Guest("guest@example.org", frozenset({Role.EDITOR}), unit=word)
    return invite(own.pk, guest, actor=Actor.system())[0]


def _held(own: Institution, word: str) -> Model:
    """A holding of somebody whose name gives it away, in a post of ``own``."""
    holder = an_affiliation(None, own)
    Person.objects.filter(pk=holder.person_id).update(display_name=word)
    post = Post.objects.create(institution=own, title="職")
    return give_post(post.pk, holder.pk, from_day=clock.today(), actor=Actor.system())


_OF_INSTITUTION = Sample(
    ("people_own", "people_partner"),
    lambda world, kind: {"institution": world.pk(kind)},
)
SAMPLES = {
    "accounts:people": _OF_INSTITUTION,
    "accounts:invitation-new": _OF_INSTITUTION,
    "accounts:affiliation": Sample(("affiliation",), pk),
    "accounts:affiliation-end": Sample(("affiliation",), pk),
    "accounts:invitation-again": Sample(("invitation",), pk),
    "accounts:invitation-withdraw": Sample(("invitation",), pk),
    "accounts:invitation-take": Sample(fill=lambda _world, _kind: {"token": "x" * 43}),
    "accounts:person-erase": Sample(("leaver",), pk),
    "accounts:post-list": _OF_INSTITUTION,
    "accounts:post": Sample(("post",), pk),
    "accounts:post-give": Sample(("post",), pk),
    "accounts:holding-end": Sample(("holding",), pk),
    "accounts:holding-withdraw": Sample(("holding",), pk),
}
ROLES = dict.fromkeys(
    ("people_own", "people_partner", "affiliation", "invitation", "leaver", "post", "holding"),
    ("any", "admin", "region_admin"),
)
