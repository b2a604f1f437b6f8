"""Reading the cells of a file of figures: a number, a period; what is wrong is named, never guessed."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from yuinowa.kernel.fiscal import (
    CALENDAR_YEAR,
    ERA_MISMATCH,
    ERAS,
    NO_SUCH_DATE,
    FiscalYear,
    parse_date,
    parse_fiscal_year,
)
from yuinowa.ledger.domain.deeds import MAX_QUANTITY, Grain
from yuinowa.ledger.domain.figure_columns import DaysMean


class Fault(StrEnum):
    """What is wrong with a cell, or worth knowing; ``labels`` has the sentences."""

    # refused
    NO_PERIOD = "no-period"
    PERIOD_UNREADABLE = "period-unreadable"
    ERA_CONTRADICTS = "era-contradicts"
    NO_SUCH_DAY = "no-such-day"
    NOT_BEGUN = "not-begun"
    NOT_A_NUMBER = "not-a-number"
    NEGATIVE = "negative"
    NOT_WHOLE = "not-whole"
    TOO_LARGE = "too-large"
    TOO_FINE = "too-fine"
    OVER_HUNDRED = "over-hundred"
    BAD_CHARACTER = "bad-character"
    NO_INSTITUTION = "no-institution"
    UNKNOWN_INSTITUTION = "unknown-institution"
    SEVERAL_INSTITUTIONS = "several-institutions"
    NO_KIND = "no-kind"
    UNKNOWN_KIND = "unknown-kind"
    NO_INDICATOR = "no-indicator"
    UNKNOWN_INDICATOR = "unknown-indicator"
    SEVERAL_INDICATORS = "several-indicators"
    FED_BY_METRIC = "fed-by-metric"
    SAID_TWICE = "said-twice"
    OVERLAPS_HERE = "overlaps-here"
    STATED_BEFORE = "stated-before"
    # warned
    CALENDAR_YEAR = "calendar-year"
    NOT_KNOWN = "not-known"
    TO_ITSELF = "to-itself"
    ADDED_UP = "added-up"
    LATE = "late"
    ANOTHER_STANDS = "another-stands"
    CHANGES = "changes"


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault or a warning: in which column of the file, what stands there."""

    column: str
    fault: Fault
    value: str = ""

    def as_json(self) -> dict[str, str]:
        return {"column": self.column[:200], "code": self.fault.value, "value": self.value[:100]}


@dataclass(frozen=True, slots=True)
class Period:
    """A day, month or fiscal year, by its first day."""

    day: date
    grain: Grain

    @property
    def fiscal_year(self) -> int:
        return FiscalYear.of(self.day).start_year


#: Signs that statistics print where there is no figure: does not apply; hidden, unknown or not counted.
_NO_FIGURE = frozenset({"", "-", "−", "‐", "–", "—", "―", "ー"})
_UNKNOWN = frozenset({"－", "…", "...", "‥", "*", "**", "***", "x", "χ", "不明", "未集計", "秘匿", "na", "n/a"})  # fmt: skip
_MINUS = re.compile("^[△▲−‐–—-]")
_UNITS = re.compile(r"(?:点|冊|件|回|人|名|円|分|枚|種|タイトル|か所|%|パーセント)$")
_NUMBER = re.compile(r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,20})(?:\.[0-9]{1,10})?")


def number_in(text: str) -> Decimal | Fault | None:
    """The number of a cell, with or without its unit; None where the cell says that there is none.

    ``Fault.NOT_KNOWN`` for the signs by which statistics say that a figure is hidden or was not counted.
    """
    bare = text.strip()
    if bare.lower() in _UNKNOWN:
        return Fault.NOT_KNOWN
    folded = "".join(unicodedata.normalize("NFKC", bare).split())
    if folded in _NO_FIGURE:
        return None
    is_negative = bool(_MINUS.match(folded))
    digits = _UNITS.sub("", _MINUS.sub("", folded).removeprefix("約"))
    if not _NUMBER.fullmatch(digits):
        return Fault.NOT_A_NUMBER
    number = Decimal(digits.replace(",", ""))
    return -number if is_negative else number


def quantity_of(number: Decimal) -> int | Fault:
    """A count as the ledger keeps it."""
    if number < 0:
        return Fault.NEGATIVE
    if number != number.to_integral_value():
        return Fault.NOT_WHOLE
    return Fault.TOO_LARGE if number > MAX_QUANTITY else int(number)


#: 2025-04, 2025/4, 2025年4月, 令和7年4月, R7.4, 202504.
_ERA_NAMES = "|".join(f"{era.name}|{era.letter}" for era in ERAS)
_MONTH = re.compile(
    rf"(?P<era>{_ERA_NAMES})?(?P<year>[0-9]{{1,4}}|元)(?:年|[-/.])(?P<month>[0-9]{{1,2}})月?"
)
_COMPACT_MONTH = re.compile(r"(?P<year>(?:19|20)[0-9]{2})(?P<month>0[1-9]|1[0-2])")
#: A moment, as a workbook's cells hold a day.
_CLOCK = re.compile(r"[T ][0-9]{2}:[0-9]{2}(:[0-9]{2})?$")
_LONGEST = 40


def period_in(text: str, days_mean: DaysMean, *, today: date) -> tuple[Period | None, Fault | None]:
    """The period of a cell, and what is to be said about it; without a period, why there is none."""
    bare = _CLOCK.sub("", text.strip())
    if not bare:
        return None, Fault.NO_PERIOD
    if len(bare) > _LONGEST:
        return None, Fault.PERIOD_UNREADABLE
    period, fault = _year(bare)
    if period is None and fault is None:
        period, fault = _month(bare)
    if period is None and fault is None:
        period, fault = _day(bare, days_mean)
    if period is not None and period.day > today:
        return None, Fault.NOT_BEGUN
    return period, fault


def _year(text: str) -> tuple[Period | None, Fault | None]:
    reading = parse_fiscal_year(text)
    if ERA_MISMATCH in reading.warnings:
        return None, Fault.ERA_CONTRADICTS
    if reading.value is None:
        return None, None
    warning = Fault.CALENDAR_YEAR if CALENDAR_YEAR in reading.warnings else None
    return Period(reading.value.start, Grain.FISCAL_YEAR), warning


def _month(text: str) -> tuple[Period | None, Fault | None]:
    folded = "".join(unicodedata.normalize("NFKC", text).upper().split())
    match = _MONTH.fullmatch(folded) or _COMPACT_MONTH.fullmatch(folded)
    if match is None:
        return None, None
    era = match.groupdict().get("era")
    known = next((one for one in ERAS if era in {one.name, one.letter}), None)
    if known is None and len(match["year"]) != 4:
        return None, Fault.PERIOD_UNREADABLE
    number = 1 if match["year"] == "元" else int(match["year"])
    year, month = number if known is None else known.first_year + number - 1, int(match["month"])
    if not 1 <= month <= 12 or not 1900 <= year <= 9998 or number < 1:
        return None, Fault.NO_SUCH_DAY
    first = date(year, month, 1)
    last = date(year + month // 12, month % 12 + 1, 1)
    if known is not None and not (known.first_day < last and first <= known.last_day):
        return None, Fault.ERA_CONTRADICTS
    return Period(first, Grain.MONTH), None


def _day(text: str, days_mean: DaysMean) -> tuple[Period | None, Fault | None]:
    reading = parse_date(text)
    day = reading.value
    if day is None:
        if ERA_MISMATCH in reading.warnings:
            return None, Fault.ERA_CONTRADICTS
        if NO_SUCH_DATE in reading.warnings:
            return None, Fault.NO_SUCH_DAY
        return None, Fault.PERIOD_UNREADABLE
    if days_mean is DaysMean.MONTH:
        return Period(day.replace(day=1), Grain.MONTH), None
    if days_mean is DaysMean.FISCAL_YEAR:
        return Period(FiscalYear.of(day).start, Grain.FISCAL_YEAR), None
    return Period(day, Grain.DAY), None
