"""Who may see and do what: contacts and relations."""

from yuinowa.relations.permissions.contacts import CONTACT, CONTACT_ALLOW, WRITERS
from yuinowa.relations.permissions.relations import (
    RELATION,
    RELATION_ALLOW,
    SIDE_WORDS,
    SIDE_WORDS_ALLOW,
)

__all__ = [
    "CONTACT",
    "CONTACT_ALLOW",
    "RELATION",
    "RELATION_ALLOW",
    "SIDE_WORDS",
    "SIDE_WORDS_ALLOW",
    "WRITERS",
]
