"""The definition of 協働 in five parts, and what is missing of them before a text is put to the sides or signed.

Source: collaboration model §6.3, the definition of the Fukushima keynote with the records that show each part. The
service to the public that it names is what the common aim is for, and is read with it. Nothing here judges: a part is
there when every side has said its own words to it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from yuinowa.partnerships.domain.gates import Lacking, Member
from yuinowa.partnerships.domain.statements import (
    lacking_abilities,
    lacking_consents,
    lacking_exchange,
    lacking_goals,
    lacking_needs,
    lacking_tasks,
)


class Element(StrEnum):
    """The five, in the order in which they come about."""

    #: 主体性・自主性: nobody is made to; each side has told its own need.
    OWN_WILL = "own_will"
    #: 相互の尊重: what each can and cannot is known to the others.
    RESPECT = "respect"
    #: 共通する目的: a goal that every side agreed to.
    AIM = "aim"
    #: 資源を出し合う: each side gains and gives.
    RESOURCES = "resources"
    #: 対等の立場: each task is somebody's, and every side agreed to who does what.
    EQUALITY = "equality"


@dataclass(frozen=True, slots=True)
class Recorded:
    """What sides have said, each as the sides (their ids) that did."""

    needs: Collection[int] = ()
    abilities: Collection[int] = ()
    benefits: Collection[int] = ()
    contributions: Collection[int] = ()
    #: How many goals there are, and who agreed to them.
    goals: int = 0
    agreed_to_goals: Collection[int] = ()
    #: By task: the side that answers for it; and who agreed to the table.
    accountable: Sequence[int] = ()
    agreed_to_roles: Collection[int] = ()


def _aim(members: Iterable[Member], said: Recorded) -> list[Lacking]:
    return lacking_goals(said.goals) or lacking_consents(members, said.agreed_to_goals)


def _equality(members: Iterable[Member], said: Recorded) -> list[Lacking]:
    there = list(members)
    return lacking_tasks(there, said.accountable) or lacking_consents(there, said.agreed_to_roles)


_RULES: dict[Element, Callable[[Iterable[Member], Recorded], list[Lacking]]] = {
    Element.OWN_WILL: lambda members, said: lacking_needs(members, said.needs),
    Element.RESPECT: lambda members, said: lacking_abilities(members, said.abilities),
    Element.AIM: _aim,
    Element.RESOURCES: lambda members, said: lacking_exchange(
        members, said.benefits, said.contributions
    ),
    Element.EQUALITY: _equality,
}


def lacking_of(members: Iterable[Member], said: Recorded) -> dict[Element, list[Lacking]]:
    """By part of the definition: what is missing of it, and of which side; empty where it is there."""
    there = list(members)
    return {element: rule(there, said) for element, rule in _RULES.items()}
