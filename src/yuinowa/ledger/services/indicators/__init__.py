"""Indicators: defined, given targets, given figures; every change a new row, none overwritten."""

from yuinowa.ledger.services.indicators.actuals import (
    confirm_actual,
    record_actual,
    refresh_from_metric,
    settle_actual,
    standing,
)
from yuinowa.ledger.services.indicators.defining import (
    change_indicator,
    define_indicator,
    feed_from_metric,
    feed_otherwise,
    hold_indicators,
    show_indicator,
)
from yuinowa.ledger.services.indicators.targets import set_targets

__all__ = [
    "change_indicator",
    "confirm_actual",
    "define_indicator",
    "feed_from_metric",
    "feed_otherwise",
    "hold_indicators",
    "record_actual",
    "refresh_from_metric",
    "set_targets",
    "settle_actual",
    "show_indicator",
    "standing",
]
