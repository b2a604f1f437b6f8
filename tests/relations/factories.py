"""Dull makers of what contacts need."""

from __future__ import annotations

from datetime import date

from yuinowa.core.idempotency import new_key
from yuinowa.core.rights import Actor, Role
from yuinowa.directory.models import Institution
from yuinowa.relations.domain.contacts import Means
from yuinowa.relations.models import Contact
from yuinowa.relations.services import Content, record_contact

A_DAY = date(2026, 10, 5)


def institution(name: str = "試験市立図書館", **changes: object) -> Institution:
    return Institution.objects.create(**({"name": name, "member": True} | changes))


def editor_of(institution: Institution, *, person: int = 1, role: Role = Role.EDITOR) -> Actor:
    return Actor(person=person, institution=institution.pk, roles=frozenset({role}), member=True)


def content(**changes: object) -> Content:
    given: dict[str, object] = {
        "day": A_DAY,
        "means": Means.VISITED,
        "about": "学級文庫の入れ替え",
        "headcount": 12,
    }
    return Content(**(given | changes))  # type: ignore[arg-type]  # a table of keywords


def contact(recorder: Institution, partner: Institution, **changes: object) -> Contact:
    made, _ = record_contact(
        partner=partner.pk, content=content(**changes), once=new_key(), actor=editor_of(recorder)
    )
    return made
