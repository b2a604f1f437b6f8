"""What an indicator carries (指標): closed sets of words, and how a figure is stored and rounded.

Source: plan-progress §5 (common core of DHIS2, the WHO templates, JIS X 0812 and Japanese sheets).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction

#: Digits kept behind the point of a stored figure; printing rounds further, to the indicator's own.
STORED_DECIMALS = 6
#: Digits before the point that a stored figure can have.
WHOLE_DIGITS = 18
#: Per how many residents a count may be shown; 0: it is not.
PER_RESIDENTS = (1000, 1, 10_000, 0)
USUAL_RESIDENTS = 1000
_PERCENT = frozenset({"%", "％"})


class IndicatorKind(StrEnum):
    """What is measured: what goes in, what is done, what comes out, what it brings about (成果指標)."""

    INPUT = "input"
    ACTIVITY = "activity"
    OUTPUT = "output"
    OUTCOME = "outcome"


class Nature(StrEnum):
    """What "令和7年度" means for the figure: a sum over the year, a state on a day, a rate, a survey."""

    FLOW = "flow"
    STOCK = "stock"
    RATE = "rate"
    SURVEY = "survey"


class Direction(StrEnum):
    """Which way is good."""

    UP = "up"
    DOWN = "down"
    BAND = "band"
    MILESTONE = "milestone"


class Accumulation(StrEnum):
    """単年度 or 累計."""

    PER_YEAR = "per_year"
    CUMULATIVE = "cumulative"


class Frequency(StrEnum):
    YEARLY = "yearly"
    HALF_YEARLY = "half_yearly"
    QUARTERLY = "quarterly"
    MONTHLY = "monthly"
    ONCE = "once"


class Source(StrEnum):
    """Where figures come from: typed with its document, a file, or a question to the ledger."""

    HAND = "hand"
    IMPORT = "import"
    METRIC = "metric"

    @property
    def is_typed(self) -> bool:
        """Whether somebody types the figure where it is asked; else it comes to the ledger by itself."""
        return self is Source.HAND


class SubjectKind(StrEnum):
    """About whom a metric is asked."""

    INSTITUTIONS = "institutions"
    REGION = "region"
    CONTEXT = "context"


class Blank(StrEnum):
    """Three things a cell without a number can mean; 0 is a fourth (plan-progress §3)."""

    PENDING = "pending"
    NOT_APPLICABLE = "not_applicable"
    NOT_MEASURABLE = "not_measurable"


class Certainty(StrEnum):
    """速報 and 確定."""

    PROVISIONAL = "provisional"
    FINAL = "final"


@dataclass(frozen=True, slots=True)
class Figure:
    """What one cell of a plan says: a number, or which kind of blank it is; never both."""

    number: Decimal | None = None
    blank: Blank | None = None
    #: The cell's own characters when it came from print: 「85%」.
    as_printed: str = ""

    def __post_init__(self) -> None:
        if (self.number is None) == (self.blank is None):
            raise ValueError("a cell holds a number or says which blank it is")


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorSpec:
    """An indicator as it is defined or imported; the fields of the table, checked by its constraints."""

    code: str
    name: str
    name_en: str = ""
    short_name: str = ""
    definition: str = ""
    excluded: str = ""
    kind: IndicatorKind = IndicatorKind.OUTPUT
    nature: Nature = Nature.FLOW
    direction: Direction = Direction.UP
    accumulation: Accumulation = Accumulation.PER_YEAR
    frequency: Frequency = Frequency.YEARLY
    counted_on: str = ""
    unit: str = ""
    decimals: int = 0
    numerator: str = ""
    denominator: str = ""
    baseline_year: int | None = None
    baseline: Decimal | None = None
    #: Of an indicator in percent that is no share of a whole: a ratio to the year before, a turnover.
    over_hundred: bool = False
    quality_notes: str = ""
    #: The item of library statistics it is; empty: it says of none that it is the same.
    statistic: str = ""
    #: Per how many residents it is shown too, where it is a count; 0: not at all.
    per_residents: int = USUAL_RESIDENTS


def is_possible(number: Decimal, *, unit: str, over_hundred: bool = False) -> bool:
    """Whether an indicator in ``unit`` can have the figure ``number``.

    A percentage is a share of a whole and lies between 0 and 100, unless its indicator says that it may lie
    beyond (``over_hundred``); and no figure has more digits than can be kept.
    """
    if abs(number) >= Decimal(10) ** WHOLE_DIGITS:
        return False
    return over_hundred or unit not in _PERCENT or 0 <= number <= Decimal(100)


def stored(number: int | Fraction | Decimal) -> Decimal:
    """``number`` as it is kept: exact to six places, halves rounded away from zero."""
    if isinstance(number, Fraction):
        number = Decimal(number.numerator) / Decimal(number.denominator)
    return Decimal(number).quantize(Decimal(1).scaleb(-STORED_DECIMALS), rounding=ROUND_HALF_UP)


def rounded(number: Decimal, decimals: int) -> Decimal:
    """``number`` as it is printed, to the indicator's own decimals."""
    return number.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
