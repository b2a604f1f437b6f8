"""What a contact 連絡 is: one meeting of two institutions on one day, however it took place."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

#: The kind under which a contact stands in the ledger.
LEDGER_KIND = "contact"
#: Longest "what about", in characters: one line on a phone.
MAX_ABOUT = 100
#: More people than this in one contact is taken for a slip of the finger.
MAX_HEADCOUNT = 99_999
#: Contacts are recorded from memory or a diary; older ones come in by an import.
OLDEST = timedelta(days=6 * 366)


class Means(StrEnum):
    """How the two met. It also says who approached whom."""

    VISITED = "visited"
    RECEIVED = "received"
    MEETING = "meeting"
    CALL = "call"
    MAIL = "mail"
    ONLINE = "online"


class ContactState(StrEnum):
    RECORDED = "recorded"
    WITHDRAWN = "withdrawn"


def approached_by_partner(means: Means) -> bool:
    """Whether the other side approached: it came to us. Otherwise we, who record, approached.

    Source: docs/architecture/ledger.md, undirected kinds: the giver is the side that approached.
    """
    return means is Means.RECEIVED


def ledger_source(contact_id: int) -> str:
    """The opaque name of a contact's deed in the ledger."""
    return f"relations.contact/{contact_id}"


def day_fault(day: date, *, today: date) -> str:
    """The code of what is wrong with the day of a contact, or an empty text."""
    if day > today:
        return "future"
    if day < today - OLDEST:
        return "too_old"
    return ""
