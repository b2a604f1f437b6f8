"""A day to come, as people write it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from yuinowa.core import clock
from yuinowa.core.text import CleanCharField
from yuinowa.kernel.fiscal import era_date, parse_date


class DayToComeField(CleanCharField):
    """令和9年3月31日, R9.3.31, 2027-03-31; today and later."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=40, **kwargs)

    def clean(self, value: Any) -> date | None:  # type: ignore[override]  # a day, not a text
        text = super().clean(value)
        if not text:
            return None
        day = parse_date(text).value
        if day is None:
            raise ValidationError(
                _("“%(text)s” cannot be read as a date. Write it as %(example)s or 2027-03-31."),
                params={"text": text[:50], "example": "令和9年3月31日"},
            )
        if day < clock.today():
            raise ValidationError(_("Write a day that is still to come."))
        return day

    def prepare_value(self, value: Any) -> Any:
        return era_date(value) if isinstance(value, date) else value
