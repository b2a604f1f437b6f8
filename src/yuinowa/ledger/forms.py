"""The ledger's two decisions: which figure counts, and that a year is closed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yuinowa.core.text import CleanCharField
from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.ledger.domain.deeds import MAX_REASON, Voice
from yuinowa.ledger.labels import VOICES
from yuinowa.ledger.queries.choices import Figure
from yuinowa.ui import words


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


class ClosingForm(forms.Form):
    """The year to close, out of those that are over and open."""

    year = forms.TypedChoiceField(
        label=_("Fiscal year"),
        coerce=lambda word: FiscalYear(int(word)),
        error_messages={
            "required": _("Choose one of the years."),
            "invalid_choice": _("Choose one of the years that are over and not closed."),
        },
    )

    def __init__(self, *args: Any, years: Sequence[FiscalYear], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [  # type: ignore[attr-defined]  # a choice field
            (year.start_year, words.fiscal_year(year)) for year in years
        ]
