"""Numbers and days as the pages write them (docs/architecture/pages.md), in the reader's language (plainly: plain_days)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from django.utils import formats
from django.utils.timezone import localtime
from django.utils.translation import get_language

from yuinowa.core import clock
from yuinowa.kernel.fiscal import FiscalYear, era_date, era_date_weekday
from yuinowa.ui import plain, plain_days

MINUS = "−"  # the sign, which lines up with digits, not the hyphen
_LEAP_YEAR = 2000  # has every day that a year can have


def in_japanese() -> bool:
    return (get_language() or "ja").startswith("ja")


def day_of(moment: date) -> date:
    """The day in Asia/Tokyo of a moment; a day is itself."""
    return moment.astimezone(clock.TOKYO).date() if isinstance(moment, datetime) else moment


def fiscal_year(year: FiscalYear | int) -> str:
    """令和7年度, FY2025."""
    known = year if isinstance(year, FiscalYear) else FiscalYear(year)
    if plain.is_spoken():
        return plain_days.fiscal_year(known)
    return known.label if in_japanese() else known.label_en


def long_day(moment: date) -> str:
    """令和8年11月20日, 20 November 2026."""
    day = day_of(moment)
    if plain.is_spoken():
        return plain_days.long_day(day)
    return era_date(day) if in_japanese() else formats.date_format(day, "j F Y")


def long_day_with_weekday(moment: date) -> str:
    """令和8年11月20日（金）, Friday 20 November 2026."""
    day = day_of(moment)
    if plain.is_spoken():
        return plain_days.long_day_with_weekday(day)
    return era_date_weekday(day) if in_japanese() else formats.date_format(day, "l j F Y")


def short_day(moment: date) -> str:
    """11月20日, 20 November; with its year, when that is not the present one."""
    day = day_of(moment)
    return long_day(day) if day.year != clock.today().year else day_of_year(day.month, day.day)


def day_of_year(month: int, day: int) -> str:
    """12月29日, 29 December: in every year."""
    known = date(_LEAP_YEAR, month, day)
    if plain.is_spoken():
        return plain_days.short_day(known)
    return f"{month}月{day}日" if in_japanese() else formats.date_format(known, "j F")


def minute(moment: datetime) -> str:
    """令和8年11月17日 10:02, 17 November 2026 10:02, in Asia/Tokyo."""
    local = localtime(moment, clock.TOKYO)
    return f"{long_day(local)} {local.hour}:{local.minute:02}"


def days_since(moment: date) -> int:
    return (clock.today() - day_of(moment)).days


def number(value: float | Decimal | Fraction) -> str:
    """1,368,052; a fraction keeps the digits it was given with."""
    plain = Decimal(value.numerator) / value.denominator if isinstance(value, Fraction) else value
    return f"{plain:,}".replace("-", MINUS)


def percent(share: float | Decimal | Fraction, places: int = 1) -> str:
    """100.6% for 1.00592: halves go away from zero, on the exact value."""
    scaled = Fraction(share) * 100 * 10**places
    whole = int(abs(scaled) + Fraction(1, 2))
    rounded = Decimal(-whole if scaled < 0 else whole).scaleb(-places)
    return f"{rounded:,.{places}f}%".replace("-", MINUS)
