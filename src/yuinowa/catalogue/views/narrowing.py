"""Links that narrow a search of works, and those that take a narrowing off again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from yuinowa.catalogue.domain.criteria import NARROWED, Criteria
from yuinowa.catalogue.domain.document import NDC, Facet
from yuinowa.catalogue.domain.records import Accessible, Audience, Material
from yuinowa.catalogue.labels import records as labels
from yuinowa.catalogue.labels.search import FACETS, NDC_MAIN
from yuinowa.catalogue.queries.search import Found
from yuinowa.directory.domain.places import municipality_name, prefecture_name
from yuinowa.ui.parts import Choice, Link
from yuinowa.ui.parts import Facet as FacetLinks

#: So many values of a facet are offered; a longer one stays folded.
MOST_OFFERED, SHOWN_UNFOLDED = 30, 12
#: Open from the beginning; the others are folded until one of their values is chosen.
_OPEN = {Facet.LIBRARY.value, Facet.MATERIAL.value, Facet.DECADE.value}


def address_of(criteria: Criteria, name: str = "catalogue:work-list") -> str:
    """The permanent address of a search."""
    query = urlencode(criteria.parameters())
    return f"{reverse(name)}?{query}" if query else reverse(name)


def facets_of(criteria: Criteria, found: Found) -> list[FacetLinks]:
    """The facets that have values, with counts; a chosen value stands there even where it finds nothing."""
    drawn = (_facet(criteria, name, found) for name in NARROWED)
    return [facet for facet in drawn if facet.choices]


def narrowing_of(criteria: Criteria, libraries: Mapping[str, str]) -> list[Link]:
    """The chosen values, each with the address of the search without it."""
    found = [
        Link(_word(name, value, libraries), address_of(_toggled(criteria, name, value)))
        for name, values in criteria.narrowing.items()
        for value in values
    ]
    if criteria.has_years:
        first, last = criteria.first_year, criteria.last_year
        years = f"{'' if first is None else first}–{'' if last is None else last}"
        found.append(
            Link(_("Published %(years)s") % {"years": years}, address_of(criteria.without_years()))
        )
    return found


def _facet(criteria: Criteria, name: str, found: Found) -> FacetLinks:
    chosen = criteria.narrowing.get(name, ())
    counted = dict.fromkeys(chosen, 0) | dict(_offered(name, found.facets.get(name, ())))
    values = sorted(counted, reverse=True) if name == Facet.DECADE else list(counted)
    if name in {NDC, Facet.AREA}:
        values = sorted(counted)
    choices = tuple(
        Choice(
            _word(name, value, found.libraries),
            address_of(_toggled(criteria, name, value)),
            count=counted[value],
            chosen=value in chosen,
        )
        for value in values
    )
    is_open = bool(chosen) or (name in _OPEN and len(choices) <= SHOWN_UNFOLDED)
    return FacetLinks(str(FACETS[name]), choices, is_open=is_open, is_rough=name in found.rough)


def _offered(name: str, counts: Sequence[tuple[str, int]]) -> Sequence[tuple[str, int]]:
    """What is read by number stands whole; of what is read by count the most frequent."""
    return counts if name in {NDC, Facet.DECADE, Facet.AREA} else counts[:MOST_OFFERED]


def _toggled(criteria: Criteria, name: str, value: str) -> Criteria:
    return criteria.ndc_toggled(value) if name == NDC else criteria.toggled(name, value)


_WORDS: Mapping[str, Callable[[str], str]] = {
    Facet.MATERIAL.value: lambda value: str(labels.MATERIALS.get(Material(value), value)),
    Facet.DECADE.value: lambda value: _("%(decade)ss") % {"decade": value},
    Facet.ACCESSIBLE.value: lambda value: str(labels.ACCESSIBLE[Accessible(value)]),
    Facet.AUDIENCE.value: lambda value: str(labels.AUDIENCES.get(Audience(value), value)),
    Facet.LANGUAGE.value: labels.language,
    NDC: lambda value: f"{value} {NDC_MAIN[value]}" if value in NDC_MAIN else value,
    Facet.AREA.value: lambda value: prefecture_name(value) or municipality_name(value) or value,
}


def _word(name: str, value: str, libraries: Mapping[str, str]) -> str:
    """What a value is called; a library that is not shown has its number alone."""
    return libraries.get(value, value) if name == Facet.LIBRARY else _WORDS[name](value)
