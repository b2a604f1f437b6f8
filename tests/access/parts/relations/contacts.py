"""A contact of ``own`` with ``partner``."""

from __future__ import annotations

from django.db.models import Model

from tests.access.parts import Sample, pk
from tests.access.parts.directory.institutions import INSTITUTIONS
from tests.access.world import A_DAY, World
from yuinowa.core.idempotency import new_key
from yuinowa.core.rights import Actor, Role
from yuinowa.relations.domain.contacts import Means, ledger_source
from yuinowa.relations.services import Content, record_contact

AFTER = ("directory",)


def fill(world: World) -> None:
    def make(word: str) -> Model:
        own, partner = (world.institutions[name].pk for name in ("own", "partner"))
        editor = Actor(person=1, institution=own, roles=frozenset({Role.EDITOR}), member=True)
        content = Content(A_DAY, Means.VISITED, word, 12)
        return record_contact(partner=partner, content=content, once=new_key(), actor=editor)[0]

    world.keep("contact", make)


SAMPLES = {
    **{
        f"relations:contact-{page}": Sample(("contact",), pk)
        for page in ("detail", "correct", "withdraw")
    },
    "relations:contact-pair": Sample(
        INSTITUTIONS, lambda world, kind: {"institution": world.pk(kind)}
    ),
    "ledger:deed": Sample(
        ("contact",), lambda world, kind: {"source": ledger_source(world.pk(kind))}
    ),
}
ROLES = {"contact": ("any", "admin", "editor")}
