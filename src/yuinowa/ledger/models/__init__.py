"""The ledger's tables."""

from yuinowa.ledger.models.choices import Choice, Closing
from yuinowa.ledger.models.entries import Context, Entry, Statement
from yuinowa.ledger.models.figure_files import FigureForm, FigureLine, FigureRun
from yuinowa.ledger.models.indicators import Indicator, IndicatorValue, TargetValue, TargetVersion
from yuinowa.ledger.models.metrics import MetricVersion
from yuinowa.ledger.models.population import Population
from yuinowa.ledger.models.rollups import ContextYear, GivenMonth, PairYear, ReceivedMonth

__all__ = [
    "Choice",
    "Closing",
    "Context",
    "ContextYear",
    "Entry",
    "FigureForm",
    "FigureLine",
    "FigureRun",
    "GivenMonth",
    "Indicator",
    "IndicatorValue",
    "MetricVersion",
    "PairYear",
    "Population",
    "ReceivedMonth",
    "Statement",
    "TargetValue",
    "TargetVersion",
]
