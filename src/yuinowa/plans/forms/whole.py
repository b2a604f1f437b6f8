"""The form with which a plan comes in from a file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yuinowa.core.text import has_refused_character
from yuinowa.plans.exchange import MAX_BYTES


class UploadField(forms.FileField):
    """A file of at most 10 MiB with a name that can be told (R10)."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "error_messages",
            {
                "required": gettext_lazy("Choose the file."),
                "empty": gettext_lazy("There is nothing in the file."),
            },
        )
        super().__init__(max_length=200, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        given: UploadedFile[Any] = super().clean(data, initial)
        if (given.size or 0) > MAX_BYTES:
            raise ValidationError(_("The file is larger than 10 MiB."))
        if has_refused_character(given.name or ""):
            raise ValidationError(_("The name of the file cannot be used. Rename it."))
        return given


class PlanFileForm(forms.Form):
    """The file; looked at first or taken at once, by the button that is pressed."""

    plan = UploadField(
        label=gettext_lazy("The file of the plan"),
        help_text=gettext_lazy(
            "The JSON file or the Excel file that was saved under “Take the plan along”, or a report in the exchange format. Up to 10 MiB."
        ),
    )
