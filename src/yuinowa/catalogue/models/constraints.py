"""What the tables of the catalogue hold themselves to."""

from __future__ import annotations

from enum import StrEnum

from django.db.models import CheckConstraint, Q


def one_of(field: str, values: type[StrEnum], name: str) -> CheckConstraint:
    """The column holds one of the words of ``values`` (R34)."""
    return CheckConstraint(
        condition=Q(**{f"{field}__in": [value.value for value in values]}), name=name
    )
