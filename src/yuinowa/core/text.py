"""The text gate (R1–R3): every text from outside passes here before forms, tables, search or log.

What was typed is stored as typed, with no normalisation; keys for searching are made by
``kernel.textkeys`` and live beside it.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yuinowa.kernel.fiscal import era_date, parse_date

#: The last two places of every plane hold no character.
_NOWHERE = "".join(chr(plane << 16 | place) for plane in range(17) for place in (0xFFFE, 0xFFFF))
_REFUSED = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef{_NOWHERE}]")
_BLANK = re.compile(
    r"[\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\u115f\u1160\u3164\uffa0\u2800\ufeff\u00ad]+"
)
_LINE_BREAK = re.compile("[\r\n\x85\u2028\u2029]")
_TIME = re.compile(r"(\d{1,2})[:時](\d{2})?分?")
#: More digits than any count or amount of ours has; checked before ``int`` (R3).
MAX_DIGITS = 20


def has_refused_character(text: str) -> bool:
    """Whether ``text`` holds a control character, a surrogate or a non-character (R1, R2)."""
    return _REFUSED.search(text) is not None


def is_blank(text: str) -> bool:
    """Whether nothing visible is left once white, zero-width and filler characters are gone."""
    return not _BLANK.sub("", text)


def clean_text(text: str, *, max_len: int, one_line: bool = True, blank_ok: bool = False) -> str:
    """``text`` unchanged, if it may be stored.

    Raises:
        ValidationError: it holds a refused character, a line break where none may be, is too long or blank.
    """
    if has_refused_character(text):
        raise ValidationError(
            _("The text holds characters that cannot be used. Delete them and write it again."),
            code="character",
        )
    if one_line and _LINE_BREAK.search(text):
        raise ValidationError(
            _("Line breaks cannot be used here. Write it on one line."), code="line"
        )
    if len(text) > max_len:
        raise ValidationError(
            _("Write at most %(max)d characters (now %(now)d)."),
            code="length",
            params={"max": max_len, "now": len(text)},
        )
    if not blank_ok and is_blank(text):
        raise ValidationError(_("Write something here."), code="required")
    return text


def whole_number(text: str, *, low: int, high: int) -> int:
    """The whole number in ``text``; full-width digits and thousands commas are read (R3).

    Raises:
        ValidationError: it is not a whole number, or lies outside ``low``–``high``.
    """
    folded = unicodedata.normalize("NFKC", text).strip().replace(",", "")
    digits = folded.removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= MAX_DIGITS):
        raise ValidationError(_("Write a whole number, such as 12."), code="number")
    number = int(folded)
    if not low <= number <= high:
        raise ValidationError(
            _("Write a number from %(low)d to %(high)d."),
            code="range",
            params={"low": low, "high": high},
        )
    return number


class CleanCharField(forms.CharField):
    """A form's text field behind the gate; strips the ends, keeps the rest as typed."""

    default_error_messages = {"required": gettext_lazy("Write something here.")}

    def __init__(self, *, max_length: int, one_line: bool = True, **kwargs: Any) -> None:
        self.one_line = one_line
        self.longest = max_length
        super().__init__(max_length=None, **kwargs)
        self.validators = []

    def clean(self, value: Any) -> str:
        text = self.to_python(value) or ""
        if is_blank(text) and not has_refused_character(text):
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return ""
        return clean_text(text, max_len=self.longest, one_line=self.one_line)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "maxlength": str(self.longest)}


class LinesField(CleanCharField):
    """Several short texts, one a line."""

    def __init__(self, *, most: int, longest: int, **kwargs: Any) -> None:
        self.most, self.longest_line = most, longest
        widget = forms.Textarea(attrs={"rows": 5})
        super().__init__(max_length=most * (longest + 2), one_line=False, widget=widget, **kwargs)

    def clean(self, value: Any) -> tuple[str, ...]:  # type: ignore[override]  # lines, not a text
        lines = tuple(line.strip() for line in super().clean(value).splitlines() if line.strip())
        if len(lines) > self.most:
            raise ValidationError(
                _("No more than %(most)d lines fit here."), params={"most": self.most}
            )
        for number, line in enumerate(lines, start=1):
            if len(line) > self.longest_line:
                raise ValidationError(
                    _("Line %(number)d is longer than %(longest)d characters."),
                    params={"number": number, "longest": self.longest_line},
                )
        return lines

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list | tuple) else value


class WholeNumberField(forms.CharField):
    """A count as people type it: １，２００ and 1,200 are both 1200."""

    def __init__(self, *, low: int, high: int, **kwargs: Any) -> None:
        self.low, self.high = low, high
        super().__init__(**kwargs)

    def clean(self, value: Any) -> int | None:
        text = self.to_python(value) or ""
        if is_blank(text):
            if self.required:
                raise ValidationError(_("Write a whole number, such as 12."), code="required")
            return None
        return whole_number(text, low=self.low, high=self.high)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "inputmode": "numeric"}


class DayField(CleanCharField):
    """A day as people write it: 令和8年11月20日, R8.11.20, 2026-11-20, 2026/11/20 (R6)."""

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


class TimeOfDayField(CleanCharField):
    """A time as people write it: 10:30, １０：３０, 10時30分, 10時."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=12, **kwargs)

    def clean(self, value: Any) -> time | None:  # type: ignore[override]  # a time, not a text
        text = unicodedata.normalize("NFKC", super().clean(value)).strip()
        if not text:
            return None
        found = _TIME.fullmatch(text)
        hour, minute = (int(found[1]), int(found[2] or 0)) if found else (99, 0)
        if not found or (":" in text and found[2] is None) or hour > 23 or minute > 59:
            raise ValidationError(_("Write a time such as 10:30."))
        return time(hour, minute)

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%H:%M}" if isinstance(value, time) else value
