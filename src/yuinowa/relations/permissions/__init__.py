"""Who may see and do what: contacts, relations, requests for support."""

from yuinowa.relations.permissions.contacts import CONTACT, CONTACT_ALLOW, WRITERS
from yuinowa.relations.permissions.relations import (
    RELATION,
    RELATION_ALLOW,
    SIDE_WORDS,
    SIDE_WORDS_ALLOW,
)
from yuinowa.relations.permissions.support import SUPPORT_REQUEST, SUPPORT_REQUEST_ALLOW

__all__ = [
    "CONTACT",
    "CONTACT_ALLOW",
    "RELATION",
    "RELATION_ALLOW",
    "SIDE_WORDS",
    "SIDE_WORDS_ALLOW",
    "SUPPORT_REQUEST",
    "SUPPORT_REQUEST_ALLOW",
    "WRITERS",
]
