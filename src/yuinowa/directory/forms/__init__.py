"""What an address or a field of the directory says, read leniently for people (R4)."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from yuinowa.core.text import CleanCharField, whole_number
from yuinowa.directory.domain.criteria import (
    LONGEST_TEXT,
    Confirmed,
    Criteria,
    Facet,
    Sort,
    TakesPart,
)
from yuinowa.directory.domain.institutions import InstitutionKind, Service, Status
from yuinowa.directory.domain.places import PREFECTURES, city_of, municipalities
from yuinowa.directory.domain.programmes import Programme

E = TypeVar("E", bound=StrEnum)


class SearchForm(forms.Form):
    """The words. Narrowing and order come by links, from declared lists."""

    q = CleanCharField(
        label=gettext_lazy("Words to search for"), max_length=LONGEST_TEXT, required=False
    )

    def criteria(self) -> Criteria:
        """What a valid form asks; unknown values are passed over, and each counts once."""
        given: QueryDict = self.data  # type: ignore[assignment]  # always made from request.GET
        return Criteria(
            text=self.cleaned_data["q"],
            kinds=_known(given.getlist(Facet.KIND), InstitutionKind),
            prefectures=tuple(
                dict.fromkeys(p for p in given.getlist(Facet.PREFECTURE) if p in PREFECTURES)
            ),
            municipalities=tuple(
                dict.fromkeys(
                    city_of(code)
                    for code in given.getlist(Facet.MUNICIPALITY)
                    if code in municipalities()
                )
            ),
            takes_part=_known(given.getlist(Facet.MEMBER), TakesPart),
            programmes=_known(given.getlist(Facet.PROGRAMME), Programme),
            services=_known(given.getlist(Facet.SERVICE), Service),
            statuses=_known(given.getlist(Facet.STATUS), Status),
            confirmed=_known(given.getlist(Facet.CONFIRMED), Confirmed),
            sort=next(iter(_known(given.getlist("sort"), Sort)), Sort.RELEVANCE),
        )


def _known(values: Iterable[str], codes: type[E]) -> tuple[E, ...]:
    return tuple(dict.fromkeys(codes(value) for value in values if value in set(codes)))


def page_number(asked: str, *, last: int) -> int:
    """The page ``asked`` for; the first one where that cannot be read."""
    try:
        return whole_number(asked, low=1, high=last)
    except ValidationError:
        return 1
