"""What an address or a field of the catalogue's search says, read leniently for people (R4)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy, pgettext_lazy

from yuinowa.catalogue.domain.criteria import (
    LATEST_YEAR,
    LONGEST_TEXT,
    NARROWED,
    Criteria,
    Sort,
    in_words,
)
from yuinowa.catalogue.domain.document import NDC, Facet
from yuinowa.catalogue.domain.records import Accessible, Audience, Material
from yuinowa.catalogue.labels import records as labels
from yuinowa.catalogue.labels.search import SORTS
from yuinowa.core.text import CleanCharField, whole_number
from yuinowa.directory.domain.places import PREFECTURES, municipalities

_NUMBER = re.compile("[1-9][0-9]{0,17}")
_CODE = re.compile("[a-z]{3}")
_DECADE = re.compile("[0-9]{1,3}0|0")
_CLASS = re.compile("[0-9]{1,3}")
#: Whether a value of a facet can be one; what cannot is passed over.
_CAN_BE: Final[Mapping[str, Callable[[str], object]]] = {
    Facet.LIBRARY.value: _NUMBER.fullmatch,
    Facet.MATERIAL.value: lambda value: value in set(Material) and value,
    Facet.DECADE.value: _DECADE.fullmatch,
    Facet.ACCESSIBLE.value: lambda value: value in set(Accessible),
    Facet.AUDIENCE.value: lambda value: value in set(Audience) and value,
    Facet.LANGUAGE.value: _CODE.fullmatch,
    NDC: _CLASS.fullmatch,
    Facet.AREA.value: lambda value: value in PREFECTURES or value in municipalities(),
}


class SearchForm(forms.Form):
    """The words. Narrowing and order come by links, from declared lists."""

    q = CleanCharField(
        label=gettext_lazy("Words to search for"), max_length=LONGEST_TEXT, required=False
    )

    def criteria(self) -> Criteria:
        """What a valid form asks; unknown values are passed over, and each counts once."""
        given: QueryDict = self.data  # type: ignore[assignment]  # always made from request.GET
        chosen = {name: _known(given.getlist(name), _CAN_BE[name]) for name in NARROWED}
        return Criteria(
            text=self.cleaned_data["q"],
            narrowing={name: values for name, values in chosen.items() if values},
            first_year=_year(given.get("from", "")),
            last_year=_year(given.get("to", "")),
            sort=next((sort for sort in Sort if sort == given.get("sort")), Sort.RELEVANCE),
        )


class DetailedForm(forms.Form):
    """One line a field. It becomes one search that could have been typed, with an address of its own."""

    q = CleanCharField(label=gettext_lazy("Words anywhere"), max_length=100, required=False)
    title = CleanCharField(
        label=pgettext_lazy("of a work", "Title"), max_length=100, required=False
    )
    author = CleanCharField(label=gettext_lazy("Made by"), max_length=60, required=False)
    publisher = CleanCharField(label=gettext_lazy("Publisher"), max_length=60, required=False)
    subject = CleanCharField(
        label=pgettext_lazy("of a work", "What it is about"), max_length=60, required=False
    )
    number = CleanCharField(
        label=gettext_lazy("ISBN, ISSN or another number"), max_length=40, required=False
    )
    first_year = CleanCharField(
        label=gettext_lazy("Published from (year)"), max_length=8, required=False
    )
    last_year = CleanCharField(
        label=gettext_lazy("Published until (year)"), max_length=8, required=False
    )
    material = forms.ChoiceField(
        label=gettext_lazy("Kind of material"),
        choices=[("", gettext_lazy("Any")), *labels.MATERIALS.items()],
        required=False,
    )
    accessible = forms.ChoiceField(
        label=gettext_lazy("Forms for those who cannot read print"),
        choices=[("", gettext_lazy("Any")), *labels.ACCESSIBLE.items()],
        required=False,
    )
    sort = forms.ChoiceField(
        label=pgettext_lazy("of a list", "Order"), choices=list(SORTS.items()), required=False
    )

    def __init__(self, data: Mapping[str, str] | None = None) -> None:
        super().__init__(data)
        for name in ("number", "first_year", "last_year"):
            self.fields[name].widget.attrs["class"] = "yw-input--12"

    def clean_first_year(self) -> int | None:
        return _typed_year(self.cleaned_data["first_year"])

    def clean_last_year(self) -> int | None:
        return _typed_year(self.cleaned_data["last_year"])

    def clean(self) -> None:
        words = in_words({name: str(value or "") for name, value in self.cleaned_data.items()})
        if len(words) > LONGEST_TEXT:
            raise ValidationError(
                gettext_lazy("Together the words are too long. Take some of them out.")
            )

    def criteria(self) -> Criteria:
        """What a valid form asks."""
        given = self.cleaned_data
        narrowing = {
            name: (given[name],)
            for name in (Facet.MATERIAL.value, Facet.ACCESSIBLE.value)
            if given[name]
        }
        return Criteria(
            text=in_words({name: str(value or "") for name, value in given.items()}),
            narrowing=narrowing,
            first_year=given["first_year"],
            last_year=given["last_year"],
            sort=Sort(given["sort"] or Sort.RELEVANCE),
        )


def _known(values: Iterable[str], can_be: Callable[[str], object]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if can_be(value)))


def _year(text: str) -> int | None:
    """The year in an address; None where none can be read."""
    try:
        return whole_number(text, low=0, high=LATEST_YEAR)
    except ValidationError:
        return None


def _typed_year(text: str) -> int | None:
    return whole_number(text, low=0, high=LATEST_YEAR) if text else None
