"""The ledger's forms: which figure counts; files of figures have a module of their own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yuinowa.core.text import CleanCharField
from yuinowa.ledger.domain.deeds import MAX_REASON, Voice
from yuinowa.ledger.labels import VOICES
from yuinowa.ledger.queries.choices import Figure


class ChoiceForm(forms.Form):
    """The figure that counts, and why."""

    voice = forms.TypedChoiceField(
        label=_("Which figure counts"),
        coerce=lambda word: Voice(int(word)),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose one of the figures."),
            "invalid_choice": _("Choose one of the figures."),
        },
    )
    reason = CleanCharField(
        label=_("Why"),
        max_length=MAX_REASON,
        help_text=_("The reason is kept beside the figure. Do not write names of persons."),
    )

    def __init__(self, *args: Any, figures: Sequence[Figure], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["voice"].choices = [  # type: ignore[attr-defined]  # a choice field
            (int(figure.voice), VOICES[figure.voice]) for figure in figures
        ]
