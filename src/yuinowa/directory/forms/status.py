"""Letting an entry rest, closing it, waking it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from yuinowa.core import clock
from yuinowa.core.text import CleanCharField, DayField
from yuinowa.directory.domain.institutions import Status
from yuinowa.directory.domain.statuses import StatusDeed, deeds_from
from yuinowa.directory.labels.entry import STATUS_DEEDS


class StatusForm(forms.Form):
    """What, since when and why. Sent a second time with the version of the preview, it is done."""

    deed = forms.ChoiceField(label=gettext_lazy("What is to be recorded"), widget=forms.RadioSelect)
    on_day = DayField(label=gettext_lazy("Since when"))
    reason = CleanCharField(
        label=gettext_lazy("Why"),
        max_length=200,
        help_text=gettext_lazy("Stays in the history that everybody reads; name no person."),
    )
    version = forms.IntegerField(
        required=False, widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1
    )

    def __init__(self, *args: Any, status: Status, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on_day"].initial = clock.today()
        field = self.fields["deed"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # for the type checker
        field.choices = [(deed.value, STATUS_DEEDS[deed]) for deed in deeds_from(status)]

    @property
    def is_confirmed(self) -> bool:
        """Whether the preview was seen: it gives the version."""
        return bool(self.cleaned_data["version"])

    def deed_chosen(self) -> StatusDeed:
        return StatusDeed(self.cleaned_data["deed"])
