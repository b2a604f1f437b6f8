"""Fiscal years (年度), eras (元号) and dates as people in Japan write them (R6).

Nothing is converted in silence: what can be read in one way only has a ``value``; what contradicts
itself (平成32年, 令和元年4月1日) has none, a warning, and a ``proposal`` to show.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, TypeVar
from zoneinfo import ZoneInfo

T = TypeVar("T")

TOKYO = ZoneInfo("Asia/Tokyo")
WEEKDAYS = "月火水木金土日"

#: Warning codes of this module; the edge has a sentence for each.
UNREADABLE = "unreadable"
NO_SUCH_DATE = "no-such-date"
TWO_DIGIT_YEAR = "two-digit-year"
LUNAR_CALENDAR = "lunar-calendar"
ERA_MISMATCH = "era-mismatch"
WEEKDAY_MISMATCH = "weekday-mismatch"
CALENDAR_YEAR = "calendar-year"


@dataclass(frozen=True)
class Reading(Generic[T]):
    """What a text was read as.

    ``value`` is None when it cannot be read, or only against what it says itself; in the second
    case ``proposal`` holds what was probably meant.
    """

    value: T | None
    warnings: tuple[str, ...] = ()
    proposal: T | None = None


@dataclass(frozen=True)
class Era:
    name: str
    letter: str
    first_day: date
    last_day: date

    @property
    def first_year(self) -> int:
        return self.first_day.year


# Source: 改元の詔書・元号を改める政令. A day of change belongs to the new era.
ERAS = (
    Era("明治", "M", date(1868, 1, 25), date(1912, 7, 29)),
    Era("大正", "T", date(1912, 7, 30), date(1926, 12, 24)),
    Era("昭和", "S", date(1926, 12, 25), date(1989, 1, 7)),
    Era("平成", "H", date(1989, 1, 8), date(2019, 4, 30)),
    Era("令和", "R", date(2019, 5, 1), date.max),
)
_ERA_OF = {key: era for era in ERAS for key in (era.name, era.letter, era.name[0])}

# Source: 明治5年太政官布告第337号. The day after 明治5年12月2日 is 明治6年1月1日 (1 January 1873).
GREGORIAN_FROM = date(1873, 1, 1)


@dataclass(frozen=True, order=True)
class FiscalYear:
    """A fiscal year, keyed by the western year of its 1 April.

    Raises:
        ValueError: ``start_year`` cannot be a year of the calendar.
    """

    start_year: int

    def __post_init__(self) -> None:
        if not GREGORIAN_FROM.year <= self.start_year <= 9998:
            raise ValueError(f"not a fiscal year: {self.start_year}")

    @classmethod
    def of(cls, day: date) -> FiscalYear:
        """The fiscal year ``day`` lies in.

        A datetime is refused: its day depends on the zone, ask ``today`` first.
        """
        if isinstance(day, datetime):
            raise TypeError("a fiscal year is computed from a day in Asia/Tokyo, not from a moment")
        return cls(day.year if day.month >= 4 else day.year - 1)

    @property
    def start(self) -> date:
        return date(self.start_year, 4, 1)

    @property
    def end(self) -> date:
        return date(self.start_year + 1, 3, 31)

    def next(self) -> FiscalYear:
        return FiscalYear(self.start_year + 1)

    def previous(self) -> FiscalYear:
        return FiscalYear(self.start_year - 1)

    def months(self) -> list[int]:
        """The twelve months from April, each as yyyymm."""
        year = self.start_year
        return [year * 100 + m for m in range(4, 13)] + [(year + 1) * 100 + m for m in range(1, 4)]

    @property
    def label(self) -> str:
        """令和7年度; the year of a change of era is named after the new one (令和元年度)."""
        era = self._era()
        return f"{era.name}{_era_year(era, self.start_year)}年度"

    @property
    def short(self) -> str:
        """R7."""
        era = self._era()
        return f"{era.letter}{self.start_year - era.first_year + 1}"

    @property
    def label_en(self) -> str:
        return f"FY{self.start_year}"

    def _era(self) -> Era:
        return max((e for e in ERAS if e.first_year <= self.start_year), key=lambda e: e.first_day)


def today(now: datetime) -> date:
    """The day it is in Tokyo at ``now``.

    Raises:
        ValueError: ``now`` has no zone.
    """
    if now.tzinfo is None:
        raise ValueError("a moment without a zone has no day")
    return now.astimezone(TOKYO).date()


def era_date(day: date) -> str:
    """令和8年11月20日; before 1873 the western year, because the calendar was another one."""
    if day < GREGORIAN_FROM:
        return f"{day.year}年{day.month}月{day.day}日"
    era = next(e for e in ERAS if e.first_day <= day <= e.last_day)
    return f"{era.name}{_era_year(era, day.year)}年{day.month}月{day.day}日"


def era_date_weekday(day: date) -> str:
    """令和8年11月20日（金）."""
    return f"{era_date(day)}（{WEEKDAYS[day.weekday()]}）"


def _era_year(era: Era, western: int) -> str:
    number = western - era.first_year + 1
    return "元" if number == 1 else str(number)


# ---------------------------------------------------------------- reading

_KANJI_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_KANJI_NUMBER = re.compile("[〇零一二三四五六七八九十]+")
_ERA = "(?P<era>明治|大正|昭和|平成|令和|[明大昭平令]|[MTSHR])"
_YEAR = "(?P<year>[0-9]{1,4}|元)"
_WEEKDAY = r"(?:\((?P<weekday>[月火水木金土日])(?:曜日?)?\))?"
_DATE = re.compile(
    rf"{_ERA}?{_YEAR}(?:年|(?P<sign>[-/.]))(?P<month>[0-9]{{1,2}})(?:月|(?P=sign))(?P<day>[0-9]{{1,2}})日?{_WEEKDAY}"
)
_COMPACT_DATE = re.compile("(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})")
_FISCAL_YEAR = re.compile(rf"(?:FY)?{_ERA}?{_YEAR}(?P<unit>年度|年)?")
_MAX_LENGTH = 40


def _plain(text: str) -> str:
    """``text`` in half width, capitals, without blanks, kanji numbers as digits."""
    folded = unicodedata.normalize("NFKC", text[:_MAX_LENGTH]).upper()
    folded = re.sub(r"[\u2010-\u2015\u2212]", "-", "".join(folded.split()))
    return _KANJI_NUMBER.sub(lambda match: _digits(match.group()), folded)


def _digits(kanji: str) -> str:
    """十二 → 12, 三十 → 30, 二〇二六 → 2026; what is no number is left alone."""
    tens, ten, ones = kanji.partition("十")
    if not ten:
        return kanji.translate(_KANJI_DIGITS)
    if "十" in ones or len(tens) > 1 or len(ones) > 1:
        return kanji
    return (tens.translate(_KANJI_DIGITS) or "1") + (ones.translate(_KANJI_DIGITS) or "0")


def _western_year(era: Era | None, year: str) -> int | str:
    """The western year, or the code of the reason why there is none."""
    number = 1 if year == "元" else int(year)
    if era is None:
        if year == "元":
            return UNREADABLE
        return number if len(year) == 4 else TWO_DIGIT_YEAR
    return era.first_year + number - 1 if 1 <= number <= 99 else NO_SUCH_DATE


def parse_date(text: str) -> Reading[date]:
    """Reads ISO, 2026/4/1, 令和8年4月1日, R8.4.1, full width, kanji numbers, with or without （水）."""
    plain = _plain(text)
    match = _DATE.fullmatch(plain) or _COMPACT_DATE.fullmatch(plain)
    if match is None or len(text) > _MAX_LENGTH:
        return Reading(None, (UNREADABLE,))
    found = match.groupdict()
    era = _ERA_OF[found["era"]] if found.get("era") else None
    year = _western_year(era, found["year"])
    if isinstance(year, str):
        return Reading(None, (year,))
    if era is not None and year < GREGORIAN_FROM.year:
        return Reading(None, (LUNAR_CALENDAR,))
    try:
        day = date(year, int(found["month"]), int(found["day"]))
    except ValueError:
        return Reading(None, (NO_SUCH_DATE,))
    warnings = []
    if era is not None and not era.first_day <= day <= era.last_day:
        warnings.append(ERA_MISMATCH)
    if found.get("weekday") and WEEKDAYS[day.weekday()] != found["weekday"]:
        warnings.append(WEEKDAY_MISMATCH)
    return Reading(None, tuple(warnings), day) if warnings else Reading(day)


def parse_fiscal_year(text: str) -> Reading[FiscalYear]:
    """Reads 令和7年度, R7, 2025, FY2025, 令和元年度 (the same as 平成31年度).

    令和7年 without 度 is taken as the fiscal year, with a warning.
    """
    plain = _plain(text)
    match = _FISCAL_YEAR.fullmatch(plain)
    if match is None or len(text) > _MAX_LENGTH:
        return Reading(None, (UNREADABLE,))
    era = _ERA_OF[match["era"]] if match["era"] else None
    year = _western_year(era, match["year"])
    if isinstance(year, str):
        return Reading(None, (year,))
    if not GREGORIAN_FROM.year <= year <= 9998:
        return Reading(None, (NO_SUCH_DATE,))
    fiscal_year = FiscalYear(year)
    if era is not None and not _overlap(era, fiscal_year):
        return Reading(None, (ERA_MISMATCH,), fiscal_year)
    return Reading(fiscal_year, (CALENDAR_YEAR,) if match["unit"] == "年" else ())


def _overlap(era: Era, fiscal_year: FiscalYear) -> bool:
    return era.first_day <= fiscal_year.end and fiscal_year.start <= era.last_day
