"""What the first page shows beside the turns: which reader gets which cards."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from enum import StrEnum
from itertools import zip_longest

from yuinowa.core.rights import Role


class Card(StrEnum):
    """Names of the cards that the wings offer (``core.sockets.add_home_card``)."""

    ASK = "ask"
    CONTACTS = "contacts"
    ENTRY = "entry"
    NETWORK = "network"
    ONLY = "only"
    OPERATION = "operation"
    PEOPLE = "people"
    ROUND = "round"
    WATCHING = "watching"
    YEAR = "year"


class Guest(StrEnum):
    """Readers without a role of their own."""

    VISITOR = "visitor"
    #: Signed in, and acting without any role.
    PLAIN = "plain"
    #: Invited for one object alone.
    OUTSIDE = "outside"


Reader = Role | Guest
#: The page is about turns; more than these beside them nobody reads.
MOST_CARDS = 3

C, R, G = Card, Role, Guest
# fmt: off
HOMES: Mapping[Reader, tuple[Card, ...]] = {
    #               first       then           then
    R.PLAN_OFFICER: (C.ROUND,    C.YEAR,        C.CONTACTS),
    R.PLAN_CHECKER: (C.ROUND,    C.YEAR,        C.ENTRY),
    R.REGION_ADMIN: (C.PEOPLE,   C.WATCHING,    C.NETWORK),
    R.COORDINATOR:  (C.NETWORK,  C.CONTACTS,    C.ASK),
    R.ADMIN:        (C.PEOPLE,   C.ENTRY,       C.YEAR),
    R.SIGNATORY:    (C.ENTRY,    C.CONTACTS,    C.YEAR),
    R.SECRETARY:    (C.ENTRY,    C.CONTACTS,    C.ASK),
    R.LEAD:         (C.CONTACTS, C.YEAR,        C.ENTRY),
    R.EDITOR:       (C.CONTACTS, C.YEAR,        C.ASK),
    R.EVALUATOR:    (C.YEAR,     C.CONTACTS,    C.ENTRY),
    R.REVIEWER:     (C.ROUND,    C.YEAR,        C.ENTRY),
    R.AUDITOR:      (C.WATCHING, C.YEAR,        C.ENTRY),
    R.OPERATOR:     (C.OPERATION, C.WATCHING,   C.ENTRY),
    G.PLAIN:        (C.ENTRY,    C.CONTACTS,    C.ASK),
    G.OUTSIDE:      (C.ONLY,     C.ASK),
    G.VISITOR:      (C.ASK,),
}
# fmt: on


def cards_for(readers: Collection[Reader]) -> Iterator[Card]:
    """The cards of all ``readers`` that one is, each once: what comes first for any of them, then what is next."""
    rows = [cards for reader, cards in HOMES.items() if reader in readers]
    places = (card for place in zip_longest(*rows) for card in place if card is not None)
    return iter(dict.fromkeys(places))
