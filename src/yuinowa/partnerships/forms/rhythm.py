"""Proposing how often the sides are in touch."""

from __future__ import annotations

from typing import cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from yuinowa.core.idempotency import OnceField
from yuinowa.partnerships.domain.rhythm import Terms
from yuinowa.partnerships.labels import rhythm as words
from yuinowa.relations.domain.kinds import Frequency


class RhythmForm(forms.Form):
    """How often, and which proposal was the newest when the page was read."""

    frequency = forms.ChoiceField(
        label=_("How often we are in touch"),
        widget=forms.RadioSelect,
        choices=[(code.value, label) for code, label in words.HOW_OFTEN.items()],
        help_text=_(
            "By contact, meeting or activity. It is a promise among you, and a day that has passed is a reminder."
        ),
    )
    pulse_months = forms.TypedChoiceField(
        label=_("How often we answer the pulse"),
        widget=forms.RadioSelect,
        coerce=int,
        choices=[(str(months), label) for months, label in words.PULSE_EVERY.items()],
        help_text=_("How it is between you; usually twice a year."),
    )
    number = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    once = OnceField()

    def on_top_of(self, number: int) -> None:
        """Let what was chosen be sent again on top of another side's proposal."""
        self.data = cast("QueryDict", self.data).copy()
        self.data["number"] = str(number)

    def terms(self) -> Terms:
        return Terms(Frequency(self.cleaned_data["frequency"]), self.cleaned_data["pulse_months"])
