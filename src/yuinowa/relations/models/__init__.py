"""Contacts and their versions; relations with what each side says, their depth, their matters; requests for support."""

from yuinowa.relations.models.contact import Contact, ContactVersion
from yuinowa.relations.models.relation import (
    DepthChange,
    Relation,
    RelationBasis,
    SideTag,
    SideWords,
)
from yuinowa.relations.models.support import CoveredTopic, SupportRequest

__all__ = [
    "Contact",
    "ContactVersion",
    "CoveredTopic",
    "DepthChange",
    "Relation",
    "RelationBasis",
    "SideTag",
    "SideWords",
    "SupportRequest",
]
