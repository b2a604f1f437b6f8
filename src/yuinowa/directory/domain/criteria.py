"""What somebody looks for in the directory: plain values that stand whole in an address."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from yuinowa.directory.domain.institutions import InstitutionKind

#: R5: longer is no search.
LONGEST_TEXT = 200


class Sort(StrEnum):
    """In what order institutions are listed."""

    RELEVANCE = "relevance"
    NAME = "name"
    PLACE = "place"


class Facet(StrEnum):
    """By what a search is narrowed. The values are the names in the address and in the index."""

    KIND = "kind"
    PREFECTURE = "prefecture"
    MEMBER = "member"


class TakesPart(StrEnum):
    """The two values of ``Facet.MEMBER``."""

    YES = "yes"
    NO = "no"

    @classmethod
    def of(cls, member: bool) -> TakesPart:  # noqa: FBT001  # the value itself, not a switch
        return cls.YES if member else cls.NO


@dataclass(frozen=True, slots=True)
class Criteria:
    """Words, narrowing and order. Several values of one facet mean "any of them"."""

    text: str = ""
    kinds: tuple[InstitutionKind, ...] = ()
    #: Two-digit codes.
    prefectures: tuple[str, ...] = ()
    takes_part: tuple[TakesPart, ...] = ()
    sort: Sort = Sort.RELEVANCE

    @property
    def narrowing(self) -> dict[Facet, tuple[str, ...]]:
        """The chosen values by facet; a facet without any is left out."""
        chosen = {
            Facet.KIND: tuple(kind.value for kind in self.kinds),
            Facet.PREFECTURE: self.prefectures,
            Facet.MEMBER: tuple(part.value for part in self.takes_part),
        }
        return {facet: values for facet, values in chosen.items() if values}

    @property
    def is_blank(self) -> bool:
        """Whether everything is wanted."""
        return not (self.text.strip() or self.narrowing)

    def toggled(self, facet: Facet, value: str) -> Criteria:
        """The same search with ``value`` chosen, or taken off where it was chosen."""
        chosen = self.narrowing.get(facet, ())
        values = tuple(v for v in chosen if v != value) if value in chosen else (*chosen, value)
        if facet is Facet.KIND:
            return replace(self, kinds=tuple(map(InstitutionKind, values)))
        if facet is Facet.PREFECTURE:
            return replace(self, prefectures=values)
        return replace(self, takes_part=tuple(map(TakesPart, values)))

    def widened(self) -> Criteria:
        """The same words without narrowing."""
        return Criteria(self.text, sort=self.sort)

    def parameters(self) -> list[tuple[str, str]]:
        """The query of its permanent address; what is as usual is left out."""
        found = [("q", self.text)] if self.text else []
        found += [(facet.value, v) for facet, values in self.narrowing.items() for v in values]
        if self.sort is not Sort.RELEVANCE:
            found.append(("sort", self.sort.value))
        return found
