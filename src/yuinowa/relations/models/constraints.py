"""A constraint that several tables of this wing put up."""

from __future__ import annotations

from enum import StrEnum

from django.db import models
from django.db.models import Q


def one_of(
    field: str, codes: type[StrEnum] | tuple[StrEnum, ...], name: str, *blank: str
) -> models.CheckConstraint:
    """``field`` holds one of ``codes``, or one of ``blank``."""
    values = [*blank, *(code.value for code in codes)]
    return models.CheckConstraint(condition=Q(**{f"{field}__in": values}), name=name)
