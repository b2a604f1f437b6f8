"""The forms of closed days, services and programmes, in the words of the notice at the door."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yuinowa.core.text import CleanCharField, DayField
from yuinowa.directory import labels
from yuinowa.directory.domain.calendar import REGULAR, OnHoliday, RuleKind
from yuinowa.directory.domain.programmes import CLASSES, Programme
from yuinowa.directory.forms.rows import Row, RowsForm
from yuinowa.directory.labels import days as words

_NOTHING = [("", "----")]
_MONTH_DAY = re.compile("([0-9]{1,2})[-/月]([0-9]{1,2})日?", re.ASCII)
_WITH_WEEKDAY = frozenset({RuleKind.WEEKLY, RuleKind.NTH_WEEKDAY})
_DATED = frozenset({RuleKind.PERIOD, RuleKind.OPENING})


class MonthDayField(CleanCharField):
    """A day of every year: 12月29日, 12/29."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=20, required=False, **kwargs)

    def clean(self, value: Any) -> tuple[int, int] | None:  # type: ignore[override]  # a day, not a text
        text = super().clean(value)
        if not text:
            return None
        found = _MONTH_DAY.fullmatch(unicodedata.normalize("NFKC", text).replace(" ", ""))
        try:
            # A leap year, so that 29 February can be said.
            day = date(2024, int(found[1]), int(found[2])) if found else None
        except ValueError:
            day = None
        if day is None:
            raise ValidationError(_("Write a day of the year, such as 12/29."))
        return day.month, day.day


class ClosingRow(Row):
    needed: ClassVar[tuple[str, ...]] = ("kind",)
    preset: ClassVar[tuple[str, ...]] = ("on_holiday",)
    kind = forms.ChoiceField(
        label=gettext_lazy("When it is closed"),
        choices=[*_NOTHING, *((k.value, label) for k, label in words.RULE_KINDS.items())],
    )
    weekday = forms.TypedChoiceField(
        label=gettext_lazy("Weekday"),
        coerce=int,
        empty_value=None,
        choices=[*_NOTHING, *enumerate(words.WEEKDAYS)],
        help_text=gettext_lazy("For weekdays."),
    )
    nth = forms.TypedChoiceField(
        label=gettext_lazy("Which one of the month"),
        coerce=int,
        empty_value=None,
        choices=[*_NOTHING, *((n, str(n)) for n in range(1, 6))],
        help_text=gettext_lazy("For the nth weekday: two rules for the first and the third."),
    )
    day = forms.TypedChoiceField(
        label=gettext_lazy("Day of the month"),
        coerce=int,
        empty_value=None,
        choices=[*_NOTHING, *((n, str(n)) for n in range(1, 32))],
        help_text=gettext_lazy("For a day of every month."),
    )
    year_first = MonthDayField(
        label=gettext_lazy("First day of the year"),
        help_text=gettext_lazy("For days of every year, such as 12/29."),
    )
    year_last = MonthDayField(
        label=gettext_lazy("Last day of the year"),
        help_text=gettext_lazy("Such as 1/3; it may lie in the next year."),
    )
    on_holiday = forms.ChoiceField(
        label=gettext_lazy("If that is a public holiday"),
        choices=[(code.value, label) for code, label in words.ON_HOLIDAY.items()],
    )
    from_day = DayField(label=gettext_lazy("From"), required=False)
    to_day = DayField(label=gettext_lazy("Until"), required=False)
    note = CleanCharField(label=gettext_lazy("Reason or remark"), max_length=100, required=False)

    @classmethod
    def check_row(cls, values: dict[str, Any]) -> None:
        kind = RuleKind(values["kind"])
        faults: dict[str, Any] = {}
        must = []
        if kind in _WITH_WEEKDAY:
            must.append("weekday")
        if kind is RuleKind.NTH_WEEKDAY:
            must.append("nth")
        if kind is RuleKind.DAY_OF_MONTH:
            must.append("day")
        if kind is RuleKind.YEARLY:
            must += ["year_first", "year_last"]
        if kind in _DATED:
            must += ["from_day", "to_day"]
        for name in must:
            if values[name] is None:
                faults[name] = _("This rule needs it. Write it here.")
        if values["from_day"] and values["to_day"] and values["to_day"] < values["from_day"]:
            faults["to_day"] = _("It ends before it begins.")
        if faults:
            raise ValidationError(faults)
        _keep_what_is_said(kind, values)


def _keep_what_is_said(kind: RuleKind, values: dict[str, Any]) -> None:
    """The columns of the rule; what its kind does not ask is left out."""
    first, last = values.pop("year_first"), values.pop("year_last")
    if kind is not RuleKind.YEARLY:
        first = last = None
    values["weekday"] = values["weekday"] if kind in _WITH_WEEKDAY else None
    values["nth"] = values["nth"] if kind is RuleKind.NTH_WEEKDAY else None
    day = values["day"] if kind is RuleKind.DAY_OF_MONTH else None
    values["month"], values["day"] = first or (None, day)
    values["end_month"], values["end_day"] = last or (None, None)
    if kind not in REGULAR | {RuleKind.HOLIDAYS} or not values["on_holiday"]:
        values["on_holiday"] = OnHoliday.CLOSED.value
    if kind is RuleKind.HOLIDAYS and values["on_holiday"] == OnHoliday.OPEN:
        values["on_holiday"] = OnHoliday.CLOSED.value


class ClosedDaysForm(RowsForm):
    row = ClosingRow

    @staticmethod
    def as_typed(row: dict[str, Any]) -> dict[str, Any]:
        """A rule as the form shows it."""
        shown = dict(row)
        for month, day, name in (
            ("month", "day", "year_first"),
            ("end_month", "end_day", "year_last"),
        ):
            if row[month]:
                shown[name] = f"{row[month]}/{row[day]}"
        if row["month"]:
            shown["day"] = None
        return shown


class ServiceRow(Row):
    needed: ClassVar[tuple[str, ...]] = ("service", "state", "as_of")
    service = forms.ChoiceField(
        label=gettext_lazy("Service"),
        choices=[*_NOTHING, *((code.value, label) for code, label in labels.SERVICES.items())],
    )
    state = forms.ChoiceField(
        label=gettext_lazy("State"),
        choices=[*_NOTHING, *((code.value, label) for code, label in labels.SWITCH_STATES.items())],
    )
    as_of = DayField(label=gettext_lazy("From"), required=False)
    until = DayField(label=gettext_lazy("Until"), required=False)
    note = CleanCharField(label=gettext_lazy("Reason or remark"), max_length=200, required=False)

    @classmethod
    def check_row(cls, values: dict[str, Any]) -> None:
        if values["until"] and values["until"] < values["as_of"]:
            raise ValidationError({"until": _("It ends before it begins.")})


class ServicesForm(RowsForm):
    row = ServiceRow


class ProgrammeRow(Row):
    needed: ClassVar[tuple[str, ...]] = ("programme",)
    programme = forms.ChoiceField(
        label=gettext_lazy("Programme"),
        choices=[*_NOTHING, *((code.value, label) for code, label in words.PROGRAMMES.items())],
    )
    programme_class = forms.ChoiceField(
        label=gettext_lazy("Class"),
        choices=[*_NOTHING, *((code.value, label) for code, label in words.CLASSES.items())],
    )
    from_day = DayField(label=gettext_lazy("From"), required=False)
    to_day = DayField(label=gettext_lazy("Until"), required=False)
    source = CleanCharField(
        label=gettext_lazy("By what it is known"),
        max_length=100,
        required=False,
        help_text=gettext_lazy("Letter of approval, list of participants and its date."),
    )

    @classmethod
    def check_row(cls, values: dict[str, Any]) -> None:
        known = CLASSES.get(Programme(values["programme"]), ())
        chosen = values["programme_class"]
        if chosen and chosen not in known:
            raise ValidationError({"programme_class": _("This programme has no such class.")})
        if values["from_day"] and values["to_day"] and values["to_day"] < values["from_day"]:
            raise ValidationError({"to_day": _("It ends before it begins.")})


class ProgrammesForm(RowsForm):
    row = ProgrammeRow
