"""What comes back when a metric is asked (design: Metric, rule 7)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Self

from yuinowa.ledger.domain.deeds import Voice

#: A count, a rate, or a day (``first_day``, ``last_day``).
Number = int | Fraction | date

_REF = re.compile(r"([a-z][a-z0-9_]{0,39})@([1-9][0-9]{0,3})", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class MetricRef:
    """One version of a metric, written ``ill_lent@2``."""

    code: str
    version: int

    @classmethod
    def read(cls, text: str) -> Self | None:
        """The version ``text`` names, or None if it is not written as one."""
        found = _REF.fullmatch(text)
        return cls(found[1], int(found[2])) if found else None

    def __str__(self) -> str:
        return f"{self.code}@{self.version}"


class NoData(StrEnum):
    """Why there is no number. Never shown as 0."""

    #: No posting, switch or statement says that the subject takes part in the kind that year.
    TAKES_NO_PART = "takes_no_part"
    #: Nobody has taken part yet, so there is no first or last day.
    NO_DAY = "no_day"
    #: The denominator of a ratio is 0.
    DENOMINATOR_ZERO = "denominator_zero"
    #: A part of a ratio has no data.
    PART_WITHOUT_DATA = "part_without_data"


@dataclass(frozen=True, slots=True)
class Value:
    """The answer to one metric for one subject and time."""

    number: Number | None
    unit: str
    entries: int
    reason_no_data: NoData | None
    contested: bool
    #: Of a ratio, numerator and denominator (rule 6: both are shown and printed).
    parts: tuple[Value, ...]
    metric: MetricRef
    #: The last entry of the ledger when this was counted; 0 while the ledger is empty.
    basis: int

    def __post_init__(self) -> None:
        if (self.number is None) == (self.reason_no_data is None):
            raise ValueError("a value has a number or says why it has none")

    def as_decimal(self) -> Decimal | None:
        """The number as an indicator keeps it; None for no data and for days."""
        if isinstance(self.number, Fraction):
            return Decimal(self.number.numerator) / Decimal(self.number.denominator)
        return Decimal(self.number) if isinstance(self.number, int) else None

    def as_json(self) -> dict[str, str | int | bool | None]:
        """The value in plain words, as a figure keeps the parts of its ratio."""
        number = self.number.isoformat() if isinstance(self.number, date) else self.number
        return {
            "metric": str(self.metric),
            "number": str(number) if isinstance(number, Fraction) else number,
            "unit": self.unit,
            "entries": self.entries,
            "contested": self.contested,
            "reason_no_data": self.reason_no_data.value if self.reason_no_data else None,
        }


@dataclass(frozen=True, slots=True)
class Slot:
    """Which line of a table a value stands in; what the metric does not group by is None.

    ``month`` is yyyymm, and yyyy00 for 「月不明」 (rule 8). ``partner`` and ``context`` 0 mean unnamed, none.
    """

    year: int | None = None
    month: int | None = None
    kind: str | None = None
    partner: int | None = None
    partner_kind: str | None = None
    partner_area: str | None = None
    context: int | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """All values a question brought, in the order of their slots."""

    values: dict[Slot, Value] = field(default_factory=dict)
    #: On whose word the values stand.
    voices: frozenset[Voice] = frozenset()

    def __iter__(self) -> Iterator[tuple[Slot, Value]]:
        return iter(self.values.items())

    def __len__(self) -> int:
        return len(self.values)

    def in_year(self, year: int) -> Value:
        """The value of ``year`` when nothing is grouped."""
        return self.values[Slot(year=year)]
