"""What an institution takes along of the partnerships it takes part in."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from yuinowa.partnerships.models import Party


def sides(owned: QuerySet[Any]) -> Q:
    """All sides of partnerships of which an owned institution is or was a side."""
    mine = Party.objects.filter(institution__in=owned)
    return Q(partnership__in=mine.values("partnership"))
