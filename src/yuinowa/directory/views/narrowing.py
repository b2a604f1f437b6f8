"""Links that narrow a search, and those that take a narrowing off again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from django.urls import reverse
from django.utils.http import urlencode

from yuinowa.directory import labels
from yuinowa.directory.domain.criteria import Confirmed, Criteria, Facet, TakesPart
from yuinowa.directory.domain.institutions import InstitutionKind, Service, Status
from yuinowa.directory.domain.places import municipality_name, prefecture_name
from yuinowa.directory.domain.programmes import Programme
from yuinowa.directory.labels.days import PROGRAMMES
from yuinowa.ui.parts import Choice, Link
from yuinowa.ui.parts import Facet as FacetLinks

#: More values than this stay folded until one is chosen.
_SHOWN_UNFOLDED = 30

_WORDS: dict[Facet, Callable[[str], str]] = {
    Facet.KIND: lambda value: str(labels.KINDS[InstitutionKind(value)]),
    Facet.PREFECTURE: prefecture_name,
    Facet.MUNICIPALITY: municipality_name,
    Facet.MEMBER: lambda value: str(labels.TAKES_PART[TakesPart(value)]),
    Facet.PROGRAMME: lambda value: str(PROGRAMMES[Programme(value)]),
    Facet.SERVICE: lambda value: str(labels.SERVICES[Service(value)]),
    Facet.STATUS: lambda value: str(labels.STATUSES[Status(value)]),
    Facet.CONFIRMED: lambda value: str(labels.CONFIRMED[Confirmed(value)]),
}
#: In this order beside the rows.
_ORDER = (
    Facet.MEMBER,
    Facet.KIND,
    Facet.PREFECTURE,
    Facet.PROGRAMME,
    Facet.SERVICE,
    Facet.STATUS,
    Facet.CONFIRMED,
)


def facets_of(
    criteria: Criteria,
    counts: Mapping[Facet, Sequence[tuple[str, int]]],
    *,
    address: str = "",
    facets: Sequence[Facet] = _ORDER,
) -> list[FacetLinks]:
    """The facets that have values, with counts; a chosen value stands there even where it finds nothing."""
    address = address or _list()  # once: there may be eighty links
    drawn = (_facet(criteria, facet, counts.get(facet, ()), address) for facet in facets)
    return [facet for facet in drawn if facet.choices]


def narrowing_of(criteria: Criteria, *, address: str = "") -> list[Link]:
    """The chosen values, each with the address of the search without it."""
    address = address or _list()
    return [
        Link(_WORDS[facet](value), _search(address, criteria.toggled(facet, value)))
        for facet, values in criteria.narrowing.items()
        for value in values
    ]


def _facet(
    criteria: Criteria, facet: Facet, counts: Iterable[tuple[str, int]], address: str
) -> FacetLinks:
    chosen = criteria.narrowing.get(facet, ())
    counted = dict.fromkeys(chosen, 0) | dict(counts)
    values = sorted(counted) if facet is Facet.PREFECTURE else list(counted)
    choices = tuple(
        Choice(
            _WORDS[facet](value),
            _search(address, criteria.toggled(facet, value)),
            count=counted[value],
            chosen=value in chosen,
        )
        for value in values
    )
    is_open = bool(chosen) or len(choices) <= _SHOWN_UNFOLDED
    return FacetLinks(str(labels.FACETS[facet]), choices, is_open=is_open)


def _list() -> str:
    return reverse("directory:institution-list")


def _search(address: str, criteria: Criteria) -> str:
    query = urlencode(criteria.parameters())
    return f"{address}?{query}" if query else address
