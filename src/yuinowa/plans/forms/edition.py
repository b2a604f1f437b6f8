"""The forms of an edition: prepare it, publish or withdraw it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yuinowa.core.idempotency import OnceField
from yuinowa.core.text import CleanCharField, DayField
from yuinowa.plans.services.editions import EditionEntry


class EditionForm(forms.Form):
    """What an edition says about itself; the reason where it corrects another, the word where sheets are missing."""

    once = OnceField()
    as_of = DayField(
        label=gettext_lazy("As of"),
        help_text=gettext_lazy("The day as of which the report speaks; it is printed on it."),
    )
    reason = CleanCharField(
        label=gettext_lazy("Why there is another edition"),
        max_length=1000,
        one_line=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "Everybody reads it. A correction of a sheet brings its own reason; this one stands for the rest."
        ),
    )
    without_lacking = forms.BooleanField(
        label=gettext_lazy("Publish without the sheets that are not ready"), required=False
    )

    def __init__(
        self, data: Any = None, *, day: date, is_correction: bool, is_lacking: bool
    ) -> None:
        super().__init__(data, initial={"as_of": day})
        if not is_correction:
            del self.fields["reason"]
        if not is_lacking:
            del self.fields["without_lacking"]

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        if "without_lacking" in self.fields and not values.get("without_lacking"):
            self.add_error(
                "without_lacking",
                _("Publish the missing sheets first, or say that the edition goes without them."),
            )
        return values

    def entry(self) -> EditionEntry:
        values = self.cleaned_data
        return EditionEntry(
            as_of=values["as_of"],
            reason=values.get("reason", ""),
            without_lacking=values.get("without_lacking", False),
        )
