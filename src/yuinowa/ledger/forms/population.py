"""The forms of a population: as of which day, how many, who says so; and of its correction."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yuinowa.core.idempotency import OnceField
from yuinowa.core.text import CleanCharField, DayField, WholeNumberField
from yuinowa.ledger.domain.population import MOST_RESIDENTS
from yuinowa.ledger.services.populations import PopulationEntry


class _SourceForm(forms.Form):
    number = WholeNumberField(
        label=gettext_lazy("Population"),
        low=1,
        high=MOST_RESIDENTS,
        widget=forms.TextInput(attrs={"class": "yw-input--6"}),
    )
    source = CleanCharField(
        label=gettext_lazy("Who published it, and where"),
        max_length=300,
        help_text=gettext_lazy(
            "As one would cite it, for instance 住民基本台帳人口（試験市、毎月1日現在）."
        ),
    )
    source_url = CleanCharField(
        label=gettext_lazy("Web address of the source"), max_length=400, required=False
    )

    def clean_source_url(self) -> str:
        url: str = self.cleaned_data["source_url"]
        if url and not _is_web_address(url):
            raise forms.ValidationError(_("Write a web address that begins with https://."))
        return url

    def entry(self) -> PopulationEntry:
        values = self.cleaned_data
        return PopulationEntry(values["number"], values["source"], values["source_url"])


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc)


class PopulationForm(_SourceForm):
    """A population of a day that has none."""

    as_of = DayField(
        label=gettext_lazy("As of"),
        help_text=gettext_lazy("The day on which the source counted, not the day of today."),
        widget=forms.TextInput(attrs={"class": "yw-input--12"}),
    )
    once = OnceField()
    field_order = ("as_of", "number", "source", "source_url", "once")


class CorrectionForm(_SourceForm):
    """Another number or source for the same day, or none: then the figure is taken back."""

    taken_back = forms.BooleanField(
        label=gettext_lazy("Take it back"),
        required=False,
        help_text=gettext_lazy("It was of another day or place. It stays in the history."),
    )
    reason = CleanCharField(label=gettext_lazy("Why it changes"), max_length=300)

    def entry(self) -> PopulationEntry:
        said: Any = super().entry()
        if self.cleaned_data["taken_back"]:
            return PopulationEntry(None, said.source, said.source_url)
        return PopulationEntry(said.number, said.source, said.source_url)
