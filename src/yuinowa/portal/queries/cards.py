"""Which cards stand beside the turns of one reader."""

from __future__ import annotations

from itertools import islice

from yuinowa.core import sockets
from yuinowa.core.rights import Actor
from yuinowa.core.sockets import Panel
from yuinowa.portal.domain.homes import MOST_CARDS, Guest, Reader, cards_for


def cards_of(actor: Actor) -> list[Panel]:
    """The first cards of the table that have anything for ``actor``; later ones are not even asked."""
    offered = (sockets.home_card(card, actor) for card in cards_for(readers_of(actor)))
    return list(islice((panel for panel in offered if panel is not None), MOST_CARDS))


def readers_of(actor: Actor) -> frozenset[Reader]:
    """What ``actor`` is in the words of the table."""
    if not actor.is_signed_in:
        return frozenset({Guest.VISITOR})
    if actor.only is not None:
        return frozenset({Guest.OUTSIDE})
    return actor.roles or frozenset({Guest.PLAIN})
