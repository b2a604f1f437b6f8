"""What our side says afterwards came of one thing it gains or puts in."""

from __future__ import annotations

from typing import cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy, pgettext_lazy

from yuinowa.core.text import CleanCharField, DayField
from yuinowa.partnerships.domain.policy import MAX_WORDS
from yuinowa.partnerships.forms.statements import AmountFields
from yuinowa.partnerships.services.balance import CameOfIt


class AfterwardsForm(AmountFields):
    """Words, an amount if one is known, and of which day that is true; ``version`` is 0 where nothing was said."""

    text = CleanCharField(
        label=pgettext_lazy("said and counted", "What came of it"),
        max_length=MAX_WORDS,
        one_line=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "In your own words, also if nothing came of it. All sides read it; no names of persons."
        ),
    )
    as_of = DayField(
        label=pgettext_lazy("said and counted", "As of which day"),
        widget=forms.TextInput(attrs={"class": "yw-input--12"}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    field_order = ("text", "amount", "unit", "as_of", "version")

    def on_top_of(self, version: int) -> None:
        """Let what was typed be sent again on top of a colleague's."""
        self.data = cast("QueryDict", self.data).copy()
        self.data["version"] = str(version)

    def words(self) -> CameOfIt:
        """What a valid form says."""
        data = self.cleaned_data
        return CameOfIt(data["text"], data["as_of"], data["amount"], data["unit"])


class TakeBackForm(forms.Form):
    """Nothing but the number of the words that are taken back."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)
