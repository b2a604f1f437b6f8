"""Constraints that several tables of this wing put up."""

from __future__ import annotations

from enum import StrEnum

from django.db import models
from django.db.models import Q


def one_of(field: str, codes: type[StrEnum], name: str) -> models.CheckConstraint:
    """``field`` holds one of ``codes``."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__in": [code.value for code in codes]}), name=name
    )


def one_of_or_blank(field: str, codes: type[StrEnum], name: str) -> models.CheckConstraint:
    """``field`` is empty or holds one of ``codes``."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__in": ["", *(code.value for code in codes)]}), name=name
    )
