"""What an institution takes along that no single column leads to (``core.takeout``)."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from yuinowa.directory.models import Institution, RegisterApplication, RegisterEntry


def events_of(owned: QuerySet[Institution]) -> Q:
    """What happened to the numbers of these institutions, and to what they applied for."""
    numbers = RegisterEntry.objects.filter(institution__in=owned).values("isil")
    applied = RegisterApplication.objects.filter(applicant__in=owned)
    return Q(isil__in=numbers) | Q(application__in=applied)


def successions_of(owned: QuerySet[Institution]) -> Q:
    """What came before these institutions, and what came after them."""
    return Q(predecessor__in=owned) | Q(successor__in=owned)


def waits_of(owned: QuerySet[Institution]) -> Q:
    """The turns of these institutions, and what they asked of others."""
    ids = owned.values("pk")
    return Q(institution__in=ids) | Q(asked_by__in=ids)
