"""Doors to the directory."""

from __future__ import annotations

from django.db.models import QuerySet

from yuinowa.core.rights import Actor, visible_to
from yuinowa.directory.models import Institution


def institutions_visible_to(actor: Actor) -> QuerySet[Institution]:
    """Institutions the actor may see."""
    return visible_to(actor, Institution.objects.all())


def has_demo_institutions() -> bool:
    """Whether made-up institutions are in the database."""
    return Institution.objects.filter(demo=True).exists()
