"""How the matrix calls each address: with which objects, and which roles could make a difference there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.access.addresses import Address
from tests.access.world import World
from yuinowa.relations.domain.contacts import ledger_source

STANDINGS = ("own", "party", "region", "member", "public", "visitor")
#: No object: only from whom the question comes makes a difference.
NOTHING = "-"

#: Per kind of object the roles that some row of its rights names; ``any`` is everybody else.
ROLES: dict[str, tuple[str, ...]] = {
    NOTHING: ("any", "editor"),
    "contact": ("any", "admin", "editor"),
}
Fill = Callable[[World, str], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Sample:
    """The kinds of objects an address is asked with, and how its path is filled in."""

    objects: tuple[str, ...] = (NOTHING,)
    fill: Fill = lambda _world, _kind: {}
    #: Added to the path: what a list must be asked with to show anything.
    query: str = ""


def _pk(world: World, kind: str) -> dict[str, Any]:
    return {"pk": world.pk(kind)}


_INSTITUTIONS = ("institution_public", "institution_members", "institution_private")
_CONTACT = Sample(("contact",), _pk)

SAMPLES: dict[str, Sample] = {
    "directory:institution-detail": Sample(_INSTITUTIONS, _pk),
    "api:institution-detail": Sample(_INSTITUTIONS, _pk),
    "relations:contact-detail": _CONTACT,
    "relations:contact-correct": _CONTACT,
    "relations:contact-withdraw": _CONTACT,
    "relations:contact-pair": Sample(
        _INSTITUTIONS, lambda world, kind: {"institution": world.pk(kind)}
    ),
    "ledger:deed": Sample(
        ("contact",), lambda world, kind: {"source": ledger_source(world.pk(kind))}
    ),
}
for _kind in _INSTITUTIONS:
    ROLES[_kind] = ("any", "coordinator")


def sample_of(address: Address) -> Sample:
    """How to call ``address``; one with parts in its path must have been thought about."""
    sample = SAMPLES.get(address.name, Sample())
    if address.parts and address.name not in SAMPLES:
        raise AssertionError(f"say in tests/access/samples.py how {address.name} is called")
    return sample
