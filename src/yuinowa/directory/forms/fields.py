"""Fields that several forms of this wing have."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from yuinowa.core.text import CleanCharField
from yuinowa.kernel.fiscal import era_date, parse_date


class DayField(CleanCharField):
    """A day as people write it: 令和8年11月20日, R8.11.20, 2026-11-20, 2026/11/20."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=40, **kwargs)

    def clean(self, value: Any) -> date | None:  # type: ignore[override]  # a day, not a text
        text = super().clean(value)
        if not text:
            return None
        reading = parse_date(text)
        if reading.value is not None:
            return reading.value
        if reading.proposal is not None:
            raise ValidationError(
                _("“%(text)s” cannot be a date. Is it %(proposal)s? If so, write it that way."),
                params={"text": text[:50], "proposal": era_date(reading.proposal)},
            )
        raise ValidationError(
            _("“%(text)s” cannot be read as a date. Write it as %(example)s or 2026-11-20."),
            params={"text": text[:50], "example": "令和8年11月20日"},
        )

    def prepare_value(self, value: Any) -> Any:
        return era_date(value) if isinstance(value, date) else value
