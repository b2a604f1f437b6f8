"""What an indicator takes along when its plan goes to another place in a file: its whole history as values.

Ids stay: of persons, because they are nobody elsewhere; of entries, because they lie in the ledger that
counted. A counted figure says in words what it was counted from.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from yuinowa.ledger.domain.indicators import (
    Certainty,
    Figure,
    IndicatorSpec,
    Source,
    SubjectKind,
)
from yuinowa.ledger.domain.values import MetricRef

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class CarriedTargets:
    """One version of the targets."""

    number: int
    adopted_on: date
    reason: str
    origin: str
    targets: Mapping[int, Figure]


@dataclass(frozen=True, slots=True)
class CarriedFigure:
    """One revision of a year's figure. ``source`` is never the metric: elsewhere it was read from the file."""

    fiscal_year: int
    revision: int
    figure: Figure
    certainty: Certainty
    source: Source
    source_note: str
    reason: str
    no_data: str
    is_contested: bool
    is_preliminary: bool
    recorded_at: datetime
    confirmed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Feed:
    """Where the figures come from: by hand, a file, or a metric asked about these institutions."""

    source: Source
    metric: MetricRef | None = None
    subject_kind: SubjectKind = SubjectKind.INSTITUTIONS
    subjects: tuple[int, ...] = ()
    first_year: int | None = None


@dataclass(frozen=True, slots=True)
class CarriedIndicator:
    """An indicator with everything that was ever adopted and recorded."""

    spec: IndicatorSpec
    feed: Feed
    targets: tuple[CarriedTargets, ...]
    figures: tuple[CarriedFigure, ...]


class Contradiction(ValueError):
    """What stands here and what the file says are two histories."""


def continuation(here: Sequence[T], file: Sequence[T]) -> Sequence[T]:
    """What ``file`` has beyond ``here``; nothing where it ends earlier.

    Raises:
        Contradiction: neither begins with the other.
    """
    shared = min(len(here), len(file))
    if list(here[:shared]) != list(file[:shared]):
        raise Contradiction
    return file[shared:]
