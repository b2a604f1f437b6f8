"""What a person says of two records."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from yuinowa.catalogue.domain.matching.decisions import Kind
from yuinowa.core.text import CleanCharField


class AnswerForm(forms.Form):
    """Join or keep apart; why, where it is not plain."""

    kind = forms.ChoiceField(
        choices=[(kind.value, kind.value) for kind in Kind],
        error_messages={"required": gettext_lazy("Press one of the two buttons.")},
    )
    reason = CleanCharField(
        label=gettext_lazy("Why, if it cannot be seen"),
        help_text=gettext_lazy("Seen by both libraries and the region office."),
        max_length=300,
        required=False,
    )


class DeedForm(forms.Form):
    """Why records are taken apart or joined."""

    reason = CleanCharField(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("Seen by the libraries whose records these are and the region office."),
        max_length=300,
    )  # fmt: skip
