"""The seven kinds of relation between two institutions. Source: collaboration model §2."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from yuinowa.directory.domain.institutions import InstitutionKind

#: Longest purpose and evidence, in characters: a sentence or two.
MAX_WORDS = 300


class RelationKind(StrEnum):
    """From the loosest to the closest, as rings and lists put them in order."""

    #: 連絡: someone to call is known.
    CONTACT = "contact"
    #: 協力: does things for or with the other on request.
    COOPERATE = "cooperate"
    #: 相互貸借
    ILL = "ill"
    #: 相互利用: each other's users may use materials, information, seats.
    RECIPROCAL_USE = "reciprocal_use"
    #: 支援: supporter → supported.
    SUPPORT = "support"
    #: 連携: a common aim, several joint activities.
    PARTNER = "partner"
    #: 協働: comes from a partnership, never from a form.
    COLLABORATE = "collaborate"

    @property
    def is_directed(self) -> bool:
        """Source: collaboration model I4."""
        return self is RelationKind.SUPPORT

    @property
    def is_derived(self) -> bool:
        """Source: collaboration model I5."""
        return self is RelationKind.COLLABORATE


#: What a person can record.
RECORDED = tuple(kind for kind in RelationKind if not kind.is_derived)
#: Place of a kind in lists, the closest last.
ORDER = {kind: number for number, kind in enumerate(RelationKind)}


class Frequency(StrEnum):
    """How often the two agreed to be in touch."""

    WEEKLY = "weekly"
    MONTHLY = "monthly"
    TWO_MONTHLY = "two_monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half_yearly"
    YEARLY = "yearly"
    ON_DEMAND = "on_demand"


def stored(kind: RelationKind, mine: int, theirs: int, *, we_support: bool) -> tuple[int, int]:
    """The pair as it is stored: the supporter first, else the smaller number first, so that a pair has one row."""
    if kind.is_directed:
        return (mine, theirs) if we_support else (theirs, mine)
    return min(mine, theirs), max(mine, theirs)


#: Public bodies: that they are related is a public fact unless they say otherwise. Source: collaboration model §16.
PUBLIC_BODIES = frozenset(
    {
        InstitutionKind.PUBLIC_LIBRARY,
        InstitutionKind.PREFECTURAL_LIBRARY,
        InstitutionKind.SCHOOL_LIBRARY,
        InstitutionKind.UNIVERSITY_LIBRARY,
        InstitutionKind.ASSEMBLY_LIBRARY,
        InstitutionKind.NATIONAL_LIBRARY,
        InstitutionKind.SCHOOL,
        InstitutionKind.KINDERGARTEN,
        InstitutionKind.MUSEUM,
        InstitutionKind.ARCHIVE,
        InstitutionKind.COMMUNITY_HALL,
        InstitutionKind.ADMINISTRATION,
        InstitutionKind.GOVERNMENT_BODY,
        InstitutionKind.SUPPORT_CENTER,
        InstitutionKind.CONSORTIUM,
    }
)


def is_public_body(kinds: Iterable[str]) -> bool:
    return not PUBLIC_BODIES.isdisjoint(kinds)
