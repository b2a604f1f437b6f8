"""Doors to partnerships and their sides."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db.models import Prefetch, QuerySet, prefetch_related_objects

from yuinowa.core.rights import Actor, visible_to
from yuinowa.partnerships.domain.gates import Member
from yuinowa.partnerships.domain.parties import PartyRole, PartyState
from yuinowa.partnerships.domain.phases import OVER
from yuinowa.partnerships.models import Partnership, Party

if TYPE_CHECKING:
    from yuinowa.directory.models import Institution


def partnerships_visible_to(actor: Actor) -> QuerySet[Partnership]:
    """Partnerships the actor may see, with their sides and the sides' names at hand."""
    sides = Party.objects.select_related("institution", "asked_by")
    found = Partnership.objects.select_related("initiator").prefetch_related(
        Prefetch("parties", queryset=sides)
    )
    return visible_to(actor, found)


def at_hand(actor: Actor) -> Partnership | None:
    """The partnership, read with its sides, under which alone ``actor`` asks (``Actor.under``)."""
    return actor.known(Partnership)


def bring_sides(partnerships: Iterable[Partnership]) -> None:
    """Put the sides of all of them at hand, with their names; one question, of consortia of any size."""
    # Joined, for SQLite refuses to be asked for more than a thousand institutions by their numbers.
    sides = Prefetch("parties", queryset=Party.objects.select_related("institution"))
    prefetch_related_objects(list(partnerships), sides)


def narrowed(found: QuerySet[Partnership], of: str, actor: Actor) -> QuerySet[Partnership]:
    """Those of a list that ``of`` names: in which the actor's side takes part, was asked, or that are over."""
    mine = Party.objects.filter(institution=actor.institution or 0)
    if of == "over":
        return found.filter(state__in=[phase.value for phase in OVER])
    current = found.exclude(state__in=[phase.value for phase in OVER])
    if of == "asked":
        asked = mine.filter(state=PartyState.INVITED)
        return current.filter(pk__in=asked.values("partnership"))
    return current


def there(partnership: Partnership) -> list[Party]:
    """The sides that have joined or are asked, those that have joined first, each in the order it came."""
    found = [party for party in partnership.parties.all() if party.is_open]
    return sorted(found, key=lambda party: (not party.has_joined, party.pk))


def joined(partnership: Partnership) -> list[Party]:
    """The sides that have joined."""
    return [party for party in there(partnership) if party.has_joined]


def own_party(partnership: Partnership, actor: Actor) -> Party | None:
    """The side of the institution acted for: the open one, else the last that was."""
    mine = [p for p in partnership.parties.all() if p.institution_id == actor.institution]
    return max(mine, key=lambda party: (party.is_open, party.pk), default=None)


def members(parties: Iterable[Party]) -> list[Member]:
    """The sides as gates see them."""
    return [
        Member(party.pk, PartyState(party.state), PartyRole(party.role).takes_part)
        for party in parties
    ]


def names_of(parties: Iterable[Party]) -> dict[int, Institution]:
    """By side: its institution."""
    return {party.pk: party.institution for party in parties}
