"""Where a figure comes from: the ledger's answer of the moment, its page, the sentence beside it."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import NoReverseMatch, reverse

from yuinowa.ledger.domain.values import Value
from yuinowa.ledger.queries.indicators import value_of_indicator
from yuinowa.plans.models import IndicatorSlot


def live_value(slot: IndicatorSlot, fiscal_year: int) -> Value:
    """What the ledger says now for the year.

    Raises:
        ValueError: the slot has no indicator.
    """
    if slot.indicator is None:
        raise ValueError("an unused slot asks the ledger nothing")
    return value_of_indicator(slot.indicator, fiscal_year)


def url_of(slot: IndicatorSlot, fiscal_year: int | None = None) -> str:
    """The ledger's page on the slot's indicator, or on its figure of one year; empty where there is none."""
    if slot.indicator_id is None:
        return ""
    try:
        if fiscal_year is None:
            return reverse("ledger:indicator-detail", args=[slot.indicator_id])
        return reverse("ledger:indicator-figure", args=[slot.indicator_id, fiscal_year])
    except NoReverseMatch:
        return ""


def explanation_of(slot: IndicatorSlot, years: Sequence[int]) -> str:
    """The sentence that says what is counted; empty where figures are entered by hand."""
    if slot.indicator is None or slot.indicator.metric is None or not years:
        return ""
    return slot.indicator.metric.label_ja
