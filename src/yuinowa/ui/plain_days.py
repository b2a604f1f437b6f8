"""Days and years in plain Japanese: the western year first, as the guideline asks, with how each part is read. Pure."""

from __future__ import annotations

from datetime import date
from typing import Final

from yuinowa.kernel.fiscal import FiscalYear, era_date
from yuinowa.ui.readings import with_reading

#: The days of a month that are not read by their number and にち.
_DAYS: Final = {
    1: "ついたち", 2: "ふつか", 3: "みっか", 4: "よっか", 5: "いつか", 6: "むいか", 7: "なのか",
    8: "ようか", 9: "ここのか", 10: "とおか", 14: "じゅうよっか", 20: "はつか", 24: "にじゅうよっか",
}  # fmt: skip
_WEEKDAYS: Final = (
    ("月", "げつ"), ("火", "か"), ("水", "すい"), ("木", "もく"), ("金", "きん"), ("土", "ど"), ("日", "にち"),
)  # fmt: skip
_ERAS: Final = {
    "明治": "めいじ", "大正": "たいしょう", "昭和": "しょうわ", "平成": "へいせい", "令和": "れいわ",
}  # fmt: skip
_YEAR: Final = with_reading("年", "ねん")
_FISCAL_YEAR: Final = with_reading("年度", "ねんど")


def fiscal_year(year: FiscalYear) -> str:
    """2025年度（令和7年度）."""
    return f"{year.start_year}{_FISCAL_YEAR}（{_of_era(year.label)}{_FISCAL_YEAR}）"


def long_day(day: date) -> str:
    """2026年11月20日（令和8年）; the western year alone before 1873, as in Japanese."""
    written = era_date(day)
    of_era = f"（{_of_era(written)}{_YEAR}）" if written[:2] in _ERAS else ""
    return f"{day.year}{_YEAR}{short_day(day)}{of_era}"


def long_day_with_weekday(day: date) -> str:
    """2026年11月20日（令和8年）金曜日."""
    weekday = with_reading(*_WEEKDAYS[day.weekday()])
    return f"{long_day(day)}{weekday}{with_reading('曜日', 'ようび')}"


def short_day(day: date) -> str:
    """11月20日: months are read by がつ, many days in their own way."""
    read = _DAYS.get(day.day)
    of_month = (
        with_reading(f"{day.day}日", read) if read else f"{day.day}{with_reading('日', 'にち')}"
    )
    return f"{day.month}{with_reading('月', 'がつ')}{of_month}"


def _of_era(written: str) -> str:
    """令和8 of whatever begins with 令和8年."""
    name, number = written[:2], written.partition("年")[0][2:]
    return with_reading(name, _ERAS[name]) + number.replace("元", with_reading("元", "がん"))
