"""Deeds on contacts (here) and on relations (``services.relations``, ``services.depths``)."""

from yuinowa.relations.services.contacts import (
    Content,
    correct_contact,
    made_by,
    may_record,
    record_contact,
    withdraw_contact,
)

__all__ = [
    "Content",
    "correct_contact",
    "made_by",
    "may_record",
    "record_contact",
    "withdraw_contact",
]
