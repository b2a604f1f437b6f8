"""What somebody looks for in the catalogue: plain values that stand whole in an address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from yuinowa.catalogue.domain.document import NDC, Facet, Number

#: R5: longer is no search.
LONGEST_TEXT = 200
#: Deeper one narrows the search (R4); a file holds as much as its reader looks through.
MOST_PAGED, MOST_EXPORTED, MOST_TOLD = 2_000, 1_000, 50
LATEST_YEAR = 9_999
#: The names of facets in the address and in the index, in the order in which a search is narrowed.
NARROWED = (
    Facet.LIBRARY.value,
    Facet.MATERIAL.value,
    Facet.DECADE.value,
    Facet.ACCESSIBLE.value,
    Facet.AUDIENCE.value,
    Facet.LANGUAGE.value,
    NDC,
    Facet.AREA.value,
)


class Sort(StrEnum):
    """In what order works are listed."""

    RELEVANCE = "relevance"
    NEWEST = "new"
    OLDEST = "old"
    HELD = "held"


#: By which number of the index; descending with ``-``. What has no year comes last either way.
SORTED_BY: Mapping[Sort, str] = {
    Sort.RELEVANCE: "",
    Sort.NEWEST: f"-{Number.NEWEST}",
    Sort.OLDEST: Number.OLDEST.value,
    Sort.HELD: f"-{Number.HOLDERS}",
}


@dataclass(frozen=True, slots=True)
class Criteria:
    """Words, narrowing, years and order. Several values of one facet mean "any of them"."""

    text: str = ""
    #: Facet → chosen values; a facet without any is left out.
    narrowing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    first_year: int | None = None
    last_year: int | None = None
    sort: Sort = Sort.RELEVANCE

    @property
    def is_narrowed(self) -> bool:
        return bool(self.narrowing) or self.has_years

    @property
    def has_years(self) -> bool:
        return self.first_year is not None or self.last_year is not None

    @property
    def is_blank(self) -> bool:
        """Whether everything is wanted."""
        return not (self.text.strip() or self.is_narrowed)

    @property
    def ranges(self) -> dict[str, tuple[int | None, int | None]]:
        """As the search takes them."""
        return {Number.YEAR.value: (self.first_year, self.last_year)} if self.has_years else {}

    def toggled(self, facet: str, value: str) -> Criteria:
        """The same search with ``value`` chosen, or taken off where it was chosen."""
        chosen = self.narrowing.get(facet, ())
        values = tuple(v for v in chosen if v != value) if value in chosen else (*chosen, value)
        return replace(self, narrowing=_without_blank({**self.narrowing, facet: values}))

    def ndc_toggled(self, value: str) -> Criteria:
        """Down to ``value``, one class at a time, or up again to the class above where it was chosen."""
        is_chosen = value in self.narrowing.get(NDC, ())
        below = value[:-1] if is_chosen else value
        return replace(
            self, narrowing=_without_blank({**self.narrowing, NDC: (below,) if below else ()})
        )

    def without_years(self) -> Criteria:
        return replace(self, first_year=None, last_year=None)

    def sorted_by(self, sort: Sort) -> Criteria:
        return replace(self, sort=sort)

    def widened(self) -> Criteria:
        """The same words without narrowing."""
        return Criteria(self.text, sort=self.sort)

    def parameters(self) -> list[tuple[str, str]]:
        """The query of its permanent address; what is as usual is left out."""
        found = [("q", self.text)] if self.text else []
        found += [(name, v) for name in NARROWED for v in self.narrowing.get(name, ())]
        for name, year in (("from", self.first_year), ("to", self.last_year)):
            if year is not None:
                found.append((name, str(year)))
        if self.sort is not Sort.RELEVANCE:
            found.append(("sort", self.sort.value))
        return found


def _without_blank(narrowing: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    return {facet: values for facet, values in narrowing.items() if values}


#: The fields of a detailed search, each with the name the search knows it by (``document.LANGUAGE``).
FIELDS = ("title", "author", "publisher", "subject", "number")


def in_words(fields: Mapping[str, str]) -> str:
    """A detailed search as one line that can be typed: ``title:"…" author:"…"``; the words without a field first."""
    found = [fields.get("q", "").strip()]
    for name in FIELDS:
        text = fields.get(name, "").replace('"', " ").strip()
        if text:
            found.append(f'{name}:"{text}"')
    return " ".join(filter(None, found))
