"""Forms of a year's Excel forms: the file that came back, what stands where in it, taking it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from yuinowa.core.idempotency import OnceField
from yuinowa.core.text import CleanCharField
from yuinowa.core.uploads import UploadField
from yuinowa.plans.domain.returned import OwnPlace
from yuinowa.plans.labels.returned import OWN_PLACES

#: The limit of what a browser sends (R10).
_MOST_BYTES = 10 * 1024 * 1024


class FilledFormForm(forms.Form):
    """The workbook that came back."""

    once = OnceField()
    workbook = UploadField(
        most_bytes=_MOST_BYTES,
        too_large=gettext_lazy("The file is larger than 10 MiB."),
        label=gettext_lazy("The filled form"),
        help_text=gettext_lazy(
            "The Excel file (XLSX) that was made here, or a form of your own. It is shown first; nothing is changed yet. Up to 10 MiB."
        ),
    )


class PlacesForm(forms.Form):
    """What stands where in a municipality's own form."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for place in OwnPlace:
            self.fields[place.value] = CleanCharField(
                label=OWN_PLACES[place],
                max_length=100,
                required=place is OwnPlace.PROJECT,
                widget=forms.TextInput(attrs={"class": "yw-input--12"}),
            )
        self.fields["project"].help_text = gettext_lazy(
            "A cell such as B3 where each project has a worksheet, a column such as B where each has a row."
        )
        self.fields["figures"].help_text = gettext_lazy(
            "Several with commas, in the order of the indicators: F8, F10."
        )

    def places(self) -> dict[str, str]:
        return {place.value: self.cleaned_data[place.value] for place in OwnPlace}


class TakeFormForm(forms.Form):
    """Taking a file: the versions that were looked at, and whether sheets with faults are left out."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    #: Of sheets that were written on since the file was looked at: row of the file and version, ``12:3 15:4``.
    seen = forms.RegexField(
        r"\A[0-9]{1,18}:[0-9]{1,9}( [0-9]{1,18}:[0-9]{1,9})*\Z",
        required=False,
        max_length=20_000,
        widget=forms.HiddenInput,
    )
    only_good = forms.BooleanField(
        label=gettext_lazy("Take only the sheets without faults"), required=False
    )

    def versions(self) -> dict[int, int]:
        """``seen`` by row of the file."""
        pairs = (pair.split(":") for pair in self.cleaned_data["seen"].split())
        return {int(row): int(version) for row, version in pairs}
