"""Where a figure comes from: the ledger's answer of the moment, its page, the sentence beside it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse

from yuinowa.ledger.labels.sentences import say
from yuinowa.ledger.queries import figures
from yuinowa.ledger.queries.indicators import current_figures, subject_of, value_of_indicator
from yuinowa.ledger.queries.saved import metric_of
from yuinowa.plans.models import IndicatorSlot, SheetFigure

if TYPE_CHECKING:
    from yuinowa.ledger.models import Indicator, IndicatorValue


def live_number(slot: IndicatorSlot, fiscal_year: int) -> Decimal | None:
    """What the ledger says now for the year: counted, or as a document stated it; None where it says nothing.

    Raises:
        ValueError: the slot has no indicator.
    """
    if slot.indicator is None:
        raise ValueError("an unused slot asks the ledger nothing")
    if slot.indicator.metric_id is None:
        stated = stated_figure(slot.indicator, fiscal_year)
        return None if stated is None else stated.number
    return value_of_indicator(slot.indicator, fiscal_year).as_decimal()


def stated_figure(indicator: Indicator, fiscal_year: int) -> IndicatorValue | None:
    """The figure that stands for the year of an indicator that no metric counts."""
    return current_figures([indicator.pk]).get(indicator.pk, {}).get(fiscal_year)


def page_of_indicator(slot: IndicatorSlot) -> str:
    """The ledger's page on the slot's indicator; empty for an unused slot."""
    return reverse("ledger:indicator-detail", args=[slot.indicator_id]) if slot.indicator_id else ""


def page_of_figure(figure: SheetFigure) -> str:
    """The ledger's page on the figure: as it was written down, or as it is now; empty if only printed here."""
    if figure.value_id is not None:
        return reverse("ledger:figure", args=[figure.value_id])
    indicator = figure.slot.indicator
    if figure.actual_text is None and indicator is not None:
        if indicator.metric_id is None and stated_figure(indicator, figure.fiscal_year) is None:
            return ""
        return reverse(
            "ledger:indicator-figure", args=[figure.slot.indicator_id, figure.fiscal_year]
        )
    return ""


def explanation_of(slot: IndicatorSlot, years: Sequence[int]) -> str:
    """The sentence that says what is counted in ``years``; empty where figures are entered by hand."""
    if slot.indicator is None or slot.indicator.metric is None or not years:
        return ""
    metric, subject = metric_of(slot.indicator.metric), subject_of(slot.indicator)
    names = figures.names_for(subject, metric, settings.REGION_NAME)
    first_year = slot.indicator.first_year
    return say(figures.explained(metric, subject, years, names, first_year=first_year))
