"""One small world for the access matrix: every standing toward every kind of object, a canary in every text."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from http.cookies import SimpleCookie
from typing import Any

from django.db.models import Model
from django.test import Client
from django.test.client import ClientHandler

from tests.accounts.factories import a_client, a_person, an_affiliation
from yuinowa.accounts.models import SignedInSession
from yuinowa.core import clock
from yuinowa.core.rights import Actor, Role
from yuinowa.directory.models import Institution

#: Who acts, by standing toward the objects of this world.
INSTITUTION_OF = {
    "own": "own",
    "party": "partner",
    "region": "office",
    "member": "member",
    "public": "stranger",
}
A_DAY = date(2026, 10, 5)


def canary(name: str) -> str:
    """A word that stands in the texts of one object and nowhere else."""
    return f"カナリア{name}"


@dataclass
class World:
    institutions: dict[str, Institution] = field(default_factory=dict)
    #: Object by kind, with the word that gives it away.
    objects: dict[str, Model] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    _cookies: dict[tuple[str, str], SimpleCookie] = field(default_factory=dict)
    #: Shared by all browsers: each would make the whole row of middleware anew.
    _site: ClientHandler = field(default_factory=partial(ClientHandler, enforce_csrf_checks=False))

    def client(self, standing: str, role: str) -> Client:
        """A browser of somebody with this standing and role, fresh: what it did before is forgotten."""
        client = Client()
        client.handler = self._site
        if standing == "visitor":
            return client
        key = (standing, role)
        if key not in self._cookies:
            person = a_person()
            roles = [] if role == "any" else [Role(role)]
            an_affiliation(person, self.institutions[INSTITUTION_OF[standing]], *roles)
            self._cookies[key] = a_client(person).cookies
            # However long the matrix takes, nobody has to sign in once more in the middle of it.
            fresh = clock.now() + timedelta(days=1)
            SignedInSession.objects.filter(person=person).update(fresh_at=fresh)
        client.cookies = deepcopy(self._cookies[key])
        return client

    def actor(self, standing: str, role: str) -> Actor:
        if standing == "visitor":
            return Actor.nobody()
        where = self.institutions[INSTITUTION_OF[standing]]
        return Actor(
            person=1,
            institution=where.pk,
            roles=frozenset() if role == "any" else frozenset({Role(role)}),
            region=where.region_office,
            member=where.member,
        )

    def again(self) -> World:
        """The same objects, as they were made, and nobody signed in."""
        return World(deepcopy(self.institutions), deepcopy(self.objects), self.words)

    def kept(self) -> tuple[dict[str, Institution], dict[str, Model], dict[str, str]]:
        """What a world is made of again."""
        return self.institutions, self.objects, self.words

    def keep(self, kind: str, make: Callable[[str], Model]) -> None:
        word = canary(kind)
        self.objects[kind] = make(word)
        self.words[kind] = word

    def pk(self, kind: str) -> Any:
        return self.objects[kind].pk


def build() -> World:
    """The world, fresh. ``own`` owns what is owned, ``partner`` is the other party, the rest look on."""
    from tests.access import parts  # each names the world

    world = World()
    for name, more in {
        "own": {"member": True},
        "partner": {"member": True},
        "office": {"member": True, "region_office": True},
        "member": {"member": True},
        "stranger": {"member": False},
    }.items():
        world.institutions[name] = Institution.objects.create(name=f"試験{name}館", **more)
    for part in parts.found():
        if hasattr(part, "fill"):
            part.fill(world)
    return world
