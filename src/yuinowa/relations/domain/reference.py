"""Whom a library is to be related to by law and standard, and whom the case books add, as dated tables.

Which tie carries which kind is rebuilt from the texts, for the diagrams they were drawn in do not say.
Source: collaboration model §2 (the four diagrams of the lecture) and §3; texts as of ``AS_OF``.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from yuinowa.directory.domain.institutions import InstitutionKind
from yuinowa.relations.domain.bases import BasisCode
from yuinowa.relations.domain.kinds import RelationKind

#: The texts were read in their wording of this day.
AS_OF = date(2025, 7, 17)

K, R, B = InstitutionKind, RelationKind, BasisCode


class Middle(StrEnum):
    """Whose ring it is."""

    PUBLIC_LIBRARY = "public_library"
    SCHOOL_LIBRARY = "school_library"


@dataclass(frozen=True, slots=True)
class Named:
    """Kinds of institution that a text names together, by which relations, and in which text."""

    kinds: tuple[InstitutionKind, ...]
    relations: tuple[RelationKind, ...]
    basis: BasisCode
    #: Of support: whether the library in the middle gives it.
    gives: bool | None = None

    @property
    def by_law(self) -> bool:
        return self.basis is not BasisCode.CASES_2021


_LIBRARIES = (R.ILL, R.COOPERATE, R.CONTACT)
_INSTITUTES = (R.COOPERATE, R.CONTACT)
_GROUPS = (R.PARTNER, R.RECIPROCAL_USE)

# fmt: off
NAMED: dict[Middle, tuple[Named, ...]] = {
    Middle.PUBLIC_LIBRARY: (
        Named((K.PUBLIC_LIBRARY,),      _LIBRARIES,   B.LL_3_4),
        Named((K.SCHOOL_LIBRARY,),      _LIBRARIES,   B.LL_3_4),
        Named((K.ASSEMBLY_LIBRARY,),    _LIBRARIES,   B.LL_3_4),
        Named((K.NATIONAL_LIBRARY,),    _LIBRARIES,   B.LL_3_4),
        Named((K.SCHOOL,),              _INSTITUTES,  B.LL_3_9),
        Named((K.MUSEUM, K.ARCHIVE),    _INSTITUTES,  B.LL_3_9),
        Named((K.COMMUNITY_HALL,),      _INSTITUTES,  B.LL_3_9),
        Named((K.RESEARCH_INSTITUTE,),  _INSTITUTES,  B.LL_3_9),
        Named((K.UNIVERSITY_LIBRARY,),  _GROUPS,      B.STD_1_4),
        Named((K.ADMINISTRATION, K.GOVERNMENT_BODY), _GROUPS, B.STD_1_4),
        Named((K.NPO, K.COOPERATIVE),   _GROUPS,      B.STD_1_4),
        Named((K.PREFECTURAL_LIBRARY,), (R.SUPPORT,), B.STD_2_2_1, gives=False),
        Named((K.SHOPPING_STREET, K.COMPANY), (R.PARTNER,), B.CASES_2021),
        Named((K.BOOKSHOP,),            (R.PARTNER,), B.CASES_2021),
        Named((K.HEALTH,),              (R.PARTNER,), B.CASES_2021),
        Named((K.INTERMEDIARY,),        (R.PARTNER,), B.CASES_2021),
        Named((K.SCHOOL_LIBRARY,),      (R.SUPPORT,), B.CASES_2021, gives=True),
        Named((K.VOLUNTEER_GROUP,),     (R.COLLABORATE,), B.CASES_2021),
    ),
    Middle.SCHOOL_LIBRARY: (
        Named((K.SCHOOL_LIBRARY,),      _INSTITUTES,  B.SLL_4_1_5),
        Named((K.PUBLIC_LIBRARY,),      _INSTITUTES,  B.SLL_4_1_5),
        Named((K.MUSEUM, K.ARCHIVE),    _INSTITUTES,  B.SLL_4_1_5),
        Named((K.COMMUNITY_HALL,),      _INSTITUTES,  B.SLL_4_1_5),
        Named((K.SCHOOL,),              (R.PARTNER,), B.SLG),
        Named((K.NEIGHBORHOOD,),        (R.PARTNER,), B.SLG),
        Named((K.SUPPORT_CENTER,),      (R.SUPPORT,), B.SLG, gives=False),
        Named((K.KINDERGARTEN,),        (R.PARTNER,), B.CASES_2021),
        Named((K.BOOKSHOP,),            (R.PARTNER,), B.CASES_2021),
        Named((K.BODY,),                (R.PARTNER,), B.CASES_2021),
        Named((K.VOLUNTEER_GROUP,),     (R.COLLABORATE,), B.CASES_2021),
    ),
}
# fmt: on


def middle_of(kinds: Collection[str]) -> Middle | None:
    """Whose table is about an institution of these kinds; None for those that the texts are not about."""
    if K.SCHOOL_LIBRARY in kinds:
        return Middle.SCHOOL_LIBRARY
    if not {K.PUBLIC_LIBRARY, K.PREFECTURAL_LIBRARY}.isdisjoint(kinds):
        return Middle.PUBLIC_LIBRARY
    return None


@dataclass(frozen=True, slots=True)
class Reach:
    """Kinds that the texts name, and the institutions of these kinds one is related to."""

    named: Named
    found: tuple[int, ...]


def coverage(middle: Middle, partners: Collection[tuple[int, frozenset[str]]]) -> list[Reach]:
    """For each kind that laws and standards name, the partners of it: a map of what could be next, and no breach.

    ``partners`` are institutions with what each of them is.
    """
    return [
        Reach(named, tuple(pk for pk, kinds in partners if not kinds.isdisjoint(named.kinds)))
        for named in NAMED[middle]
        if named.by_law
    ]
