"""Contacts and their versions; relations, what each side says about them, and how deep they were and are."""

from yuinowa.relations.models.contact import Contact, ContactVersion
from yuinowa.relations.models.relation import (
    DepthChange,
    Relation,
    RelationBasis,
    SideTag,
    SideWords,
)

__all__ = [
    "Contact",
    "ContactVersion",
    "DepthChange",
    "Relation",
    "RelationBasis",
    "SideTag",
    "SideWords",
]
