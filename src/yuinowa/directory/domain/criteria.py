"""What somebody looks for in the directory: plain values that stand whole in an address."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from yuinowa.directory.domain.institutions import InstitutionKind, Service, Status
from yuinowa.directory.domain.programmes import Programme

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
    #: Cities, towns and villages; the wards of a designated city count as the city, those of Tokyo by themselves.
    MUNICIPALITY = "municipality"
    MEMBER = "member"
    PROGRAMME = "programme"
    SERVICE = "service"
    STATUS = "status"
    CONFIRMED = "confirmed"


#: What a list counts beside its rows. Municipalities are counted on the map, for one prefecture.
LISTED = tuple(facet for facet in Facet if facet is not Facet.MUNICIPALITY)


class TakesPart(StrEnum):
    """The two values of ``Facet.MEMBER``."""

    YES = "yes"
    NO = "no"

    @classmethod
    def of(cls, member: bool) -> TakesPart:  # noqa: FBT001  # the value itself, not a switch
        return cls.YES if member else cls.NO


class Confirmed(StrEnum):
    """Whether the institution confirmed its entry within a year."""

    YES = "yes"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Criteria:
    """Words, narrowing and order. Several values of one facet mean "any of them"."""

    text: str = ""
    kinds: tuple[InstitutionKind, ...] = ()
    #: Two-digit codes.
    prefectures: tuple[str, ...] = ()
    takes_part: tuple[TakesPart, ...] = ()
    #: Of today: programmes it takes part in, services that are open.
    programmes: tuple[Programme, ...] = ()
    services: tuple[Service, ...] = ()
    statuses: tuple[Status, ...] = ()
    confirmed: tuple[Confirmed, ...] = ()
    sort: Sort = Sort.RELEVANCE
    #: Six-digit codes, none of a ward of a designated city.
    municipalities: tuple[str, ...] = ()

    @property
    def narrowing(self) -> dict[Facet, tuple[str, ...]]:
        """The chosen values by facet; a facet without any is left out."""
        chosen = {
            Facet.KIND: tuple(kind.value for kind in self.kinds),
            Facet.PREFECTURE: self.prefectures,
            Facet.MUNICIPALITY: self.municipalities,
            Facet.MEMBER: tuple(part.value for part in self.takes_part),
            Facet.PROGRAMME: tuple(programme.value for programme in self.programmes),
            Facet.SERVICE: tuple(service.value for service in self.services),
            Facet.STATUS: tuple(status.value for status in self.statuses),
            Facet.CONFIRMED: tuple(word.value for word in self.confirmed),
        }
        return {facet: values for facet, values in chosen.items() if values}

    @property
    def is_blank(self) -> bool:
        """Whether everything is wanted."""
        return not (self.text.strip() or self.narrowing)

    def toggled(self, facet: Facet, value: str) -> Criteria:  # noqa: PLR0911  # one a facet
        """The same search with ``value`` chosen, or taken off where it was chosen."""
        chosen = self.narrowing.get(facet, ())
        values = tuple(v for v in chosen if v != value) if value in chosen else (*chosen, value)
        match facet:
            case Facet.KIND:
                return replace(self, kinds=tuple(map(InstitutionKind, values)))
            case Facet.PREFECTURE:
                return replace(self, prefectures=values)
            case Facet.MUNICIPALITY:
                return replace(self, municipalities=values)
            case Facet.MEMBER:
                return replace(self, takes_part=tuple(map(TakesPart, values)))
            case Facet.PROGRAMME:
                return replace(self, programmes=tuple(map(Programme, values)))
            case Facet.SERVICE:
                return replace(self, services=tuple(map(Service, values)))
            case Facet.STATUS:
                return replace(self, statuses=tuple(map(Status, values)))
            case Facet.CONFIRMED:
                return replace(self, confirmed=tuple(map(Confirmed, values)))

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
