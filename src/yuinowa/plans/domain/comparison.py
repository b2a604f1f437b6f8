"""Figures laid side by side: which report speaks for a year, how a figure changed, why two cannot be compared.

Nothing is compared by its name. Two indicators are the same where both say that they are one item of library
statistics, or are counted by one metric; what still differs between them is said beside them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from yuinowa.ledger.domain.statistics import Statistic
from yuinowa.plans.domain.printed import grouped

#: Printed places of a change in percent.
_TENTH = Decimal("0.1")
#: What begins the code of an item that a metric counts.
_METRIC = "metric-"


class Report(StrEnum):
    """In what a figure was made public."""

    EDITION = "edition"
    SHEET = "sheet"


@dataclass(frozen=True, slots=True)
class Told:
    """What one public report says of one year: texts as printed, and the page that shows where they are from."""

    report: Report
    #: The year the report is on; it tells of other years too.
    report_year: int
    #: Of the edition; 0: a sheet.
    number: int = 0
    target: str = ""
    actual: str = ""
    is_preliminary: bool = False
    #: As it was then, where the report keeps it: ``ill_lent@2``; the unit.
    metric: str = ""
    unit: str = ""
    #: The page on where the actual is from.
    url: str = ""
    #: The page of the report itself.
    report_url: str = ""


def actual_told(reports: Iterable[Told], year: int) -> Told | None:
    """The report that speaks for the actual of ``year``: its own year's edition, else its sheet, else the next later one.

    An earlier report cannot know it; where the own year's edition prints nothing, nothing was published.
    """
    known = [
        told
        for told in reports
        if told.report_year >= year
        and (told.actual or (told.report is Report.EDITION and told.report_year == year))
    ]
    return min(
        known, key=lambda told: (told.report_year, told.report is Report.SHEET), default=None
    )


def target_told(reports: Iterable[Told], year: int) -> Told | None:
    """The report that speaks for the target of ``year``: the next one from its year on, else the newest before."""
    known = [told for told in reports if told.target]
    later = [told for told in known if told.report_year >= year]
    if later:
        return min(later, key=lambda told: (told.report_year, told.report is Report.SHEET))
    return max(
        known, key=lambda told: (told.report_year, told.report is Report.EDITION), default=None
    )


def change_of(now: Decimal | None, before: Decimal | None) -> str:
    """By how much a figure differs from the one before, with its sign: +120 (+3.4%); nothing without both."""
    if now is None or before is None:
        return ""
    gap = now - before
    if not gap:
        return "±0"
    text = f"+{gap:,}" if gap > 0 else grouped(gap)
    if before <= 0:
        return text
    share = (gap * 100 / before).quantize(_TENTH, rounding=ROUND_HALF_UP)
    sign = "+" if share > 0 else ""
    return f"{text} ({sign}{grouped(share)}%)"


@dataclass(frozen=True)
class Item:
    """What is compared: an item of library statistics, or what one metric of the ledger counts."""

    statistic: Statistic | None = None
    metric: str = ""
    #: What the metric is called.
    label_ja: str = field(default="", compare=False)
    label_en: str = field(default="", compare=False)

    @property
    def code(self) -> str:
        """As an address has it."""
        return self.statistic.value if self.statistic else f"{_METRIC}{self.metric}"

    @property
    def order(self) -> tuple[int, str]:
        """Items of statistics in their own order, then metrics."""
        known = list(Statistic)
        return (known.index(self.statistic) if self.statistic else len(known)), self.metric


class Differs(StrEnum):
    """What keeps an indicator from being compared with the others, or asks for care."""

    UNIT = "unit"
    VERSION = "version"
    NATURE = "nature"
    ACCUMULATION = "accumulation"
    #: These do not forbid it, and are said.
    DEFINITION = "definition"
    NO_DEFINITION = "no_definition"
    COUNTED_ON = "counted_on"


#: Where one of these differs, the figures are no answer to the same question.
FORBIDS = frozenset({Differs.UNIT, Differs.VERSION, Differs.NATURE, Differs.ACCUMULATION})


@dataclass(frozen=True, slots=True)
class Defined:
    """How an indicator is counted, as far as it decides what it may be compared with."""

    unit: str
    nature: str
    accumulation: str
    #: ``ill_lent@2``, or empty where nothing is asked of the ledger.
    metric: str = ""
    definition: str = ""
    excluded: str = ""
    counted_on: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs, what stands here, what stands at most of the others."""

    what: Differs
    here: str
    others: str

    @property
    def forbids(self) -> bool:
        return self.what in FORBIDS


def differences(
    rows: Sequence[Defined], *, by_metric: bool = False
) -> list[tuple[Difference, ...]]:
    """For each of ``rows`` what differs from most of the others; where no value is the more frequent one, from all.

    ``by_metric``: they stand together because one metric counts them, so that its version must be the same.
    """
    columns: dict[Differs, list[str]] = {
        Differs.UNIT: [row.unit for row in rows],
        Differs.NATURE: [row.nature for row in rows],
        Differs.ACCUMULATION: [row.accumulation for row in rows],
        Differs.COUNTED_ON: [row.counted_on for row in rows],
    }
    found: list[list[Difference]] = [[] for _row in rows]
    if by_metric:
        # A figure that was typed is none of the metric, however its indicator is counted now.
        counted = {n: row.metric for n, row in enumerate(rows) if row.metric}
        for n in range(len(rows)):
            if n not in counted:
                found[n].append(Difference(Differs.VERSION, "", ""))
        odd = _odd_ones(Differs.VERSION, list(counted.values()))
        for position, n in enumerate(counted):
            if position in odd:
                found[n].append(odd[position])
    for what, values in columns.items():
        for n, difference in _odd_ones(what, values).items():
            found[n].append(difference)
    for n, row in enumerate(rows):
        found[n] += _of_words(row, rows)
    order = list(Differs)
    return [tuple(sorted(row, key=lambda one: order.index(one.what))) for row in found]


def _odd_ones(what: Differs, values: Sequence[str]) -> Mapping[int, Difference]:
    counts = Counter(values)
    if len(counts) < 2:  # one value: nothing differs
        return {}
    (most, first), (_second, second) = counts.most_common(2)
    odd: dict[int, Difference] = {}
    for n, value in enumerate(values):
        if first > second and value == most:
            continue
        others = sorted({other for other in values if other != value})
        usual = [most] if first > second else others
        odd[n] = Difference(what, value, "・".join(usual))
    return odd


def _of_words(row: Defined, rows: Sequence[Defined]) -> list[Difference]:
    """Whether it is counted by one metric, or said in the same words, as all others; nobody reads two texts as one."""
    if len(rows) < 2 or (row.metric and all(other.metric == row.metric for other in rows)):  # alone
        return []
    if not (row.definition or row.metric):
        return [Difference(Differs.NO_DEFINITION, "", "")]
    said = (row.definition, row.excluded)
    if any((other.definition, other.excluded) != said for other in rows):
        return [Difference(Differs.DEFINITION, row.definition, "")]
    return []


def usual_base(bases: Sequence[int]) -> int:
    """Per how many residents all of them are shown: what most indicators say; 0 where most say not at all."""
    counts = Counter(bases)
    return max(counts, key=lambda base: (counts[base], base == 1000, -base), default=0)  # the usual
