"""What is proposed to be asked of whom and when."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from yuinowa.core.text import CleanCharField, DayField, LinesField, WholeNumberField
from yuinowa.evaluation import labels as words
from yuinowa.evaluation.domain.bank import BANK, FIRST_CHOICE
from yuinowa.evaluation.domain.policy import (
    MAX_DAYS,
    MAX_ITEM,
    MAX_OWN,
    MAX_RESIDENTS,
    MAX_WORDS,
)
from yuinowa.evaluation.domain.terms import Moment, Residents, Terms, Voice, faults
from yuinowa.kernel.fiscal import era_date


class DaysField(LinesField):
    """Several days, one a line."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(most=MAX_DAYS, longest=40, **kwargs)
        self.widget.attrs["rows"] = 3

    def clean(self, value: Any) -> tuple[date, ...]:  # type: ignore[override]  # days, not lines
        one = DayField()
        days = (one.clean(line) for line in super().clean(value))
        return tuple(day for day in days if day is not None)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, list | tuple):
            return "\n".join(era_date(day) for day in value)
        return value


class TermsForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    items = forms.MultipleChoiceField(
        label=gettext_lazy("What the sides are asked"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "Eight to ten are enough: too many that are alike tire those who answer."
        ),
    )
    own = LinesField(
        label=gettext_lazy("Items of your own"),
        required=False,
        most=MAX_OWN,
        longest=MAX_ITEM,
        help_text=gettext_lazy("One a line, as a sentence one can agree to."),
    )
    voices = forms.MultipleChoiceField(
        label=gettext_lazy("Who judges"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[(voice.value, label) for voice, label in words.VOICES.items()],
    )
    outside = CleanCharField(
        label=gettext_lazy("Who judges from outside"),
        max_length=MAX_WORDS,
        required=False,
        help_text=gettext_lazy("A council or an office; no names of persons."),
    )
    moments = forms.MultipleChoiceField(
        label=gettext_lazy("When it is judged"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[(moment.value, label) for moment, label in words.MOMENTS.items()],
    )
    days = DaysField(
        label=gettext_lazy("Other days"), required=False, help_text=gettext_lazy("One day a line.")
    )
    residents = forms.ChoiceField(
        label=gettext_lazy("How residents are heard"),
        widget=forms.RadioSelect,
        choices=[(way.value, label) for way, label in words.RESIDENTS.items()],
    )
    residents_count = WholeNumberField(
        label=gettext_lazy("How many residents, at least"),
        required=False,
        low=1,
        high=MAX_RESIDENTS,
        widget=forms.TextInput(attrs={"class": "yw-input--6"}),
    )
    residents_words = CleanCharField(
        label=gettext_lazy("How they are asked, or why they cannot be asked"),
        max_length=MAX_WORDS,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        items = cast("forms.MultipleChoiceField", self.fields["items"])
        items.choices = [(item.code, words.item_words(item)) for item in BANK]

    def on_top_of(self, version: int) -> None:
        """Let what was typed be sent again on top of somebody else's proposal."""
        self.data = cast("QueryDict", self.data).copy()
        self.data["version"] = str(version)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors:
            for place, fault in faults(self.terms()):
                self.add_error(place, ValidationError(str(words.FAULTS[fault])))
        return data

    def terms(self) -> Terms:
        """What a valid form says."""
        data = self.cleaned_data
        return Terms(
            items=tuple(data["items"]),
            own=data["own"],
            voices=tuple(Voice(code) for code in data["voices"]),
            outside=data["outside"],
            moments=tuple(Moment(code) for code in data["moments"]),
            days=data["days"],
            residents=Residents(data["residents"]),
            residents_count=data["residents_count"],
            residents_words=data["residents_words"],
        )


def first_choice() -> dict[str, object]:
    """What stands in the form until something was proposed."""
    return {
        "version": 0,
        "items": list(FIRST_CHOICE),
        "voices": [Voice.EACH.value, Voice.MUTUAL.value],
        "moments": [Moment.START.value, Moment.END.value],
    }


def as_proposed(terms: Terms, number: int) -> dict[str, object]:
    """What stands in the form when something is proposed already."""
    return {
        "version": number,
        "items": list(terms.items),
        "own": terms.own,
        "voices": [voice.value for voice in terms.voices],
        "outside": terms.outside,
        "moments": [moment.value for moment in terms.moments],
        "days": terms.days,
        "residents": terms.residents.value,
        "residents_count": terms.residents_count,
        "residents_words": terms.residents_words,
    }
