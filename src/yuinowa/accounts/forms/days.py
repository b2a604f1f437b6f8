"""Days, as people write them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from yuinowa.core import clock
from yuinowa.core.text import CleanCharField
from yuinowa.kernel.fiscal import era_date, parse_date


class DayField(CleanCharField):
    """令和9年3月31日, R9.3.31, 2027-03-31; past or to come."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=40, **kwargs)

    def clean(self, value: Any) -> date | None:  # type: ignore[override]  # a day, not a text
        text = super().clean(value)
        if not text:
            return None
        day = parse_date(text).value
        # The day after the last has to be a day as well.
        if day is None or day == date.max:
            raise ValidationError(
                _("“%(text)s” cannot be read as a date. Write it as %(example)s or 2027-03-31."),
                params={"text": text[:50], "example": "令和9年3月31日"},
            )
        return day

    def prepare_value(self, value: Any) -> Any:
        return era_date(value) if isinstance(value, date) else value


class DayToComeField(DayField):
    """Today and later."""

    def clean(self, value: Any) -> date | None:  # type: ignore[override]  # a day, not a text
        day = super().clean(value)
        if day is not None and day < clock.today():
            raise ValidationError(_("Write a day that is still to come."))
        return day
