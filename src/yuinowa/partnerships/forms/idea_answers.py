"""What an institution, or the region office, answers to a resident's idea."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from yuinowa.core.text import CleanCharField
from yuinowa.partnerships.domain.policy import MAX_REASON
from yuinowa.partnerships.forms.ideas import OneInstitutionForm
from yuinowa.partnerships.forms.partnerships import BeginForm, VersionForm


class TakeUpForm(VersionForm, BeginForm):
    """The outline of what begins; the resident's own words stay beside it."""

    field_order = BeginForm.field_order


class PassOnForm(VersionForm, OneInstitutionForm):
    reason = CleanCharField(
        label=pgettext_lazy("an idea is passed on", "Why there"),
        max_length=MAX_REASON,
        help_text=gettext_lazy("The resident and the other institution read it."),
    )
    field_order = ("institution", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["institution"]
        field.label = _("To which institution")
        field.help_text = _(
            "A part of its name is enough. Left empty, it goes to the region office."
        )


class DeclineForm(VersionForm):
    reason = CleanCharField(
        label=gettext_lazy("Why not"),
        max_length=MAX_REASON,
        one_line=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "The resident reads it by mail as you write it. Thank her, and say what would be possible."
        ),
    )
