"""The form of a round: until when its sheets are filled, checked and published."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yuinowa.core.text import DayField
from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.plans.domain.round import DueDays

#: A round ends at the latest so many years after its year began.
_LAST_AFTER = 4


class RoundForm(forms.Form):
    """The three due days, in order."""

    fill_by = DayField(label=gettext_lazy("Fill the sheets by"))
    check_by = DayField(label=gettext_lazy("Check them by"))
    publish_by = DayField(label=gettext_lazy("Publish them by"))

    def __init__(self, fiscal_year: int, *args: Any, **kwargs: Any) -> None:
        self.year = FiscalYear(fiscal_year)
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        last = FiscalYear(self.year.start_year + _LAST_AFTER).start
        for name in self.fields:
            if name in values and not self.year.start <= values[name] < last:
                self.add_error(name, _("This day lies far from the year."))
        days = [values.get(name) for name in self.fields]
        if None not in days and not self.days().are_in_order:
            self.add_error(
                "check_by",
                _(
                    "Sheets are filled, then checked, then published: the days follow in this order."
                ),
            )
        return values

    def days(self) -> DueDays:
        values = self.cleaned_data
        return DueDays(values["fill_by"], values["check_by"], values["publish_by"])


class CloseForm(forms.Form):
    """Closing: the version that was looked at."""

    version = forms.IntegerField(widget=forms.HiddenInput)
