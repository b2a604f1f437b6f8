"""The form with which a plan comes in from a file."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from yuinowa.core.uploads import UploadField
from yuinowa.plans.exchange import MAX_BYTES


class PlanFileForm(forms.Form):
    """The file; looked at first or taken at once, by the button that is pressed."""

    plan = UploadField(
        most_bytes=MAX_BYTES,
        too_large=gettext_lazy("The file is larger than 20 MiB."),
        label=gettext_lazy("The file of the plan"),
        help_text=gettext_lazy(
            "The JSON file or the Excel file that was saved under “Take the plan along”, or a report in the exchange format. Up to 20 MiB."
        ),
    )
