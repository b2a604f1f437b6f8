"""What sides say and agree on before they begin, and what is missing of it. Source: collaboration model §4, I2, I3."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from enum import StrEnum

from yuinowa.partnerships.domain.gates import Lacking, Member, writing


class Bearer(StrEnum):
    """Who can bear it best (補完性): oneself, those around together, the public side."""

    #: 自助
    SELF = "self"
    #: 共助
    MUTUAL = "mutual"
    #: 公助
    PUBLIC = "public"


class Ability(StrEnum):
    """What a side can do, and what it cannot."""

    CAN = "can"
    CANNOT = "cannot"


class Resource(StrEnum):
    """What a side puts in (人・物・金・場・情報)."""

    PEOPLE = "people"
    THINGS = "things"
    MONEY = "money"
    PLACE = "place"
    INFORMATION = "information"


class Shared(StrEnum):
    """What all sides agree to, each for itself."""

    GOALS = "goals"
    ROLES = "roles"


NEED, BENEFIT, CONTRIBUTION, CONSENT = "need", "benefit", "contribution", "consent"
GOAL, TASK, GONE, ABLE = "goal", "task", "gone", "able"


def lacking_needs(members: Iterable[Member], told: Collection[int]) -> list[Lacking]:
    """Before goals: every side has told its need, with evidence and why together."""
    return [Lacking(NEED, party) for party in writing(members) if party not in told]


def lacking_abilities(members: Iterable[Member], told: Collection[int]) -> list[Lacking]:
    """Before a text is put to the sides: every side has said what it can, or cannot."""
    return [Lacking(ABLE, party) for party in writing(members) if party not in told]


def lacking_exchange(
    members: Iterable[Member], benefits: Collection[int], contributions: Collection[int]
) -> list[Lacking]:
    """Before roles: every side has a benefit and a contribution (I2). What they weigh is nobody's to compare here."""
    sides = writing(members)
    return [
        *(Lacking(BENEFIT, party) for party in sides if party not in benefits),
        *(Lacking(CONTRIBUTION, party) for party in sides if party not in contributions),
    ]


def lacking_goals(goals: int) -> list[Lacking]:
    """Before roles: one goal at least that can be measured by a day."""
    return [] if goals else [Lacking(GOAL)]


def lacking_tasks(members: Iterable[Member], accountable: Collection[int]) -> list[Lacking]:
    """Before it is settled how the work is evaluated: a task at least, each of a side that is still there (I3)."""
    if not accountable:
        return [Lacking(TASK)]
    there = set(writing(members))
    return [Lacking(GONE) for party in accountable if party not in there][:1]


def lacking_consents(members: Iterable[Member], agreed: Collection[int]) -> list[Lacking]:
    """Every side has agreed to what stands there now."""
    return [Lacking(CONSENT, party) for party in writing(members) if party not in agreed]
