"""The ten-second contact form, and the two that change a contact."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from yuinowa.core import clock
from yuinowa.core.idempotency import OnceField
from yuinowa.core.text import CleanCharField, DayField, WholeNumberField
from yuinowa.relations.domain.contacts import MAX_ABOUT, MAX_HEADCOUNT, Means, day_fault
from yuinowa.relations.forms.partner import PartnerForm
from yuinowa.relations.labels.contacts import DAY_FAULTS, MEANS
from yuinowa.relations.services import Content

DAY_WIDTH = {"class": "yw-input--12"}


class ContactDayField(DayField):
    """The day of a contact: neither ahead nor too long ago."""

    def clean(self, value: Any) -> date | None:  # type: ignore[override]  # a day, not a text
        day = super().clean(value)
        fault = day_fault(day, today=clock.today()) if day else None
        if fault:
            raise ValidationError(DAY_FAULTS[fault])
        return day


class ContentForm(forms.Form):
    """The four things said about a contact."""

    day = ContactDayField(
        label=gettext_lazy("When"),
        help_text=gettext_lazy("Western years can be written too."),
        widget=forms.TextInput(attrs=DAY_WIDTH),
    )
    means = forms.ChoiceField(
        label=gettext_lazy("How"), choices=[(code.value, label) for code, label in MEANS.items()]
    )
    about = CleanCharField(
        label=gettext_lazy("What about"),
        max_length=MAX_ABOUT,
        help_text=gettext_lazy("One line. Do not write names of persons."),
    )
    headcount = WholeNumberField(
        label=gettext_lazy("How many took part"),
        low=1,
        high=MAX_HEADCOUNT,
        required=False,
        help_text=gettext_lazy("People of both sides and guests, if you counted them."),
        widget=forms.TextInput(attrs={"class": "yw-input--6", "inputmode": "numeric"}),
    )

    def content(self) -> Content:
        """What a valid form says."""
        data = self.cleaned_data
        return Content(data["day"], Means(data["means"]), data["about"], data["headcount"])


class ContactForm(PartnerForm, ContentForm):
    """With whom, when, how, what about, how many: five fields, two of them filled in already."""

    day = ContactDayField(
        label=gettext_lazy("When"),
        help_text=gettext_lazy("Today is filled in. Western years can be written too."),
        widget=forms.TextInput(attrs=DAY_WIDTH),
    )
    once = OnceField()
    #: Pressed on the question "the same?": another contact of this pair and day.
    another = forms.CharField(required=False, widget=forms.HiddenInput)
    late_reason = CleanCharField(
        label=gettext_lazy("Why only now"),
        max_length=200,
        required=False,
        help_text=gettext_lazy(
            "The year is closed. The figure moves and is marked as recorded late."
        ),
    )
    field_order = ("partner_name", "day", "means", "about", "headcount")

    def __init__(self, *args: Any, asks_late_reason: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asks_late_reason = asks_late_reason
        self.fields["late_reason"].required = asks_late_reason
        self.fields["about"].widget.attrs["list"] = "about-words"


class CorrectionForm(ContentForm):
    """What should have been said, and why it is changed."""

    reason = CleanCharField(
        label=gettext_lazy("Why it is corrected"),
        max_length=200,
        help_text=gettext_lazy("Both versions stay visible to both sides."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)

    def on_top_of(self, version: int) -> CorrectionForm:
        """What was typed, to be sent again on top of somebody else's change."""
        typed = {name: self.data.get(name, "") for name in self.fields}
        return CorrectionForm(initial=typed | {"version": version})


class WithdrawalForm(forms.Form):
    reason = CleanCharField(
        label=gettext_lazy("Why it is withdrawn"),
        max_length=200,
        help_text=gettext_lazy("It stays readable to both sides and no longer counts."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)
