"""What our side answers to the pulse, and what was agreed on."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from yuinowa.core.text import CleanCharField
from yuinowa.partnerships.domain.pulse import ITEMS, MAX_AGREED, MAX_WORD, Gap
from yuinowa.partnerships.labels import pulse as words

_CANNOT = "-"


class PulseForm(forms.Form):
    """One answer an item, and a word to the others."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(score), f"{score} {said}") for score, said in words.answers()]
        for item in ITEMS:
            self.fields[item] = forms.ChoiceField(
                label=words.item(item),
                widget=forms.RadioSelect,
                choices=[*choices, (_CANNOT, words.CANNOT_SAY)],
                error_messages={
                    "required": str(words.GAPS[Gap.UNANSWERED]),
                    "invalid_choice": str(words.GAPS[Gap.OUT_OF_RANGE]),
                },
            )
        self.fields["word"] = CleanCharField(
            label=gettext_lazy("A word to the other sides"),
            required=False,
            max_length=MAX_WORD,
            one_line=False,
            widget=forms.Textarea(attrs={"rows": 2}),
            help_text=gettext_lazy(
                "All sides read it with the name of your side, once the pulse is closed. No names of persons."
            ),
        )

    def scores(self) -> dict[str, int | None]:
        """By item what was answered; None where the side cannot say."""
        data = self.cleaned_data
        return {item: None if data[item] == _CANNOT else int(data[item]) for item in ITEMS}


class AgreedForm(forms.Form):
    """What was agreed on when it was talked about."""

    agreed = CleanCharField(
        label=gettext_lazy("What you agreed on"),
        max_length=MAX_AGREED,
        one_line=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("All sides read it. No names of persons."),
    )
