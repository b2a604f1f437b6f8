"""The body in which the sides of a partnership meet: opened once, its sides kept in line."""

from __future__ import annotations

from django.db import transaction

from yuinowa.core.rights import Actor, require
from yuinowa.core.versions import lock
from yuinowa.governance.services import bodies
from yuinowa.partnerships.domain.parties import PartyState
from yuinowa.partnerships.models import Partnership, Party
from yuinowa.partnerships.services.frame import refuse_over


@transaction.atomic
def open_body(partnership_id: int, *, actor: Actor) -> Partnership:
    """The partnership with a body of its sides; the one it has, if there is one.

    Raises:
        NotAllowed: the actor writes for no side that has joined.
        WrongState: the partnership is over.
    """
    partnership = lock(Partnership, partnership_id)
    require(actor, "partnership.write", partnership)
    if partnership.body_id is not None:
        return partnership
    refuse_over(partnership)
    partnership.body_id = bodies.open_body(partnership.title, _joined(partnership), actor=actor).pk
    partnership.save(update_fields=["body"])
    return partnership


def keep_sides(partnership: Partnership) -> None:
    """Let the body have the sides that have joined, and no others."""
    if partnership.body_id is not None:
        bodies.keep_sides(partnership.body_id, _joined(partnership))


def _joined(partnership: Partnership) -> list[int]:
    there = Party.objects.filter(partnership=partnership, state=PartyState.JOINED.value)
    return list(there.values_list("institution", flat=True))
