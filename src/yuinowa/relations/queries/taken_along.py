"""What an institution takes along of relations that either side recorded."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet


def of_both_sides(owned: QuerySet[Any]) -> Q:
    """Rows that hang from a relation in which an owned institution takes part."""
    return Q(relation__one__in=owned) | Q(relation__other__in=owned)
