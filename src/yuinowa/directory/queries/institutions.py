"""Institutions as an actor may see them."""

from __future__ import annotations

from django.db.models import QuerySet

from yuinowa.core.rights import Actor, visible_to
from yuinowa.directory.domain.institutions import IdentifierScheme
from yuinowa.directory.models import Institution, InstitutionIdentifier


def institutions_visible_to(actor: Actor) -> QuerySet[Institution]:
    """Institutions the actor may see."""
    return visible_to(actor, Institution.objects.all())


def has_demo_institutions() -> bool:
    """Whether made-up institutions are in the database."""
    return Institution.objects.filter(demo=True).exists()


def holder_of(scheme: IdentifierScheme, value: str) -> Institution | None:
    """The institution that a valid identifier names."""
    row = InstitutionIdentifier.objects.filter(
        scheme=scheme.value, value=value, valid=True, former=False
    )
    found = row.select_related("institution").first()
    return found.institution if found is not None else None
