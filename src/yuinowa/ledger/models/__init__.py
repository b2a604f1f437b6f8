"""The ledger's tables."""

from yuinowa.ledger.models.indicators import Indicator, IndicatorValue, TargetValue, TargetVersion
from yuinowa.ledger.models.metrics import MetricVersion

__all__ = [
    "Indicator",
    "IndicatorValue",
    "MetricVersion",
    "TargetValue",
    "TargetVersion",
]
