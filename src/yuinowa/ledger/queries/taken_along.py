"""What an institution takes along that no single column leads to (``core.takeout``)."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from yuinowa.ledger.models import Entry, Indicator, IndicatorValue


def contexts_of(owned: QuerySet[Any]) -> Q:
    """What the entries and indicators of these institutions point to as the frame they stand in."""
    near = Q(giver__in=owned) | Q(receiver__in=owned) | Q(stated_by__in=owned)
    entries = Entry.objects.filter(near, context__isnull=False).values("context")
    indicators = Indicator.objects.filter(institution__in=owned, context__isnull=False)
    return Q(pk__in=entries) | Q(pk__in=indicators.values("context"))


def metrics_of(owned: QuerySet[Indicator]) -> Q:
    """By what these indicators are computed, now and in their values."""
    values = IndicatorValue.objects.filter(indicator__in=owned, metric__isnull=False)
    now = owned.filter(metric__isnull=False)
    return Q(pk__in=values.values("metric")) | Q(pk__in=now.values("metric"))
