"""Doors to contacts (here), to relations (``queries.relations``) and to what is counted of them."""

from yuinowa.relations.queries.contacts import (
    Line,
    Totals,
    contacts_visible_to,
    in_year,
    of_pair,
    recent_partners,
    same_pair_and_day,
    totals,
    versions_of,
    years_with_contacts,
)

__all__ = [
    "Line",
    "Totals",
    "contacts_visible_to",
    "in_year",
    "of_pair",
    "recent_partners",
    "same_pair_and_day",
    "totals",
    "versions_of",
    "years_with_contacts",
]
