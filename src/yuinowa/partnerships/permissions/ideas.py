"""Who reads and answers ideas of residents: those of the institution they lie with, and the region office."""

from __future__ import annotations

from django.db.models import Q

from yuinowa.core.rights import Actor, Condition, Role, Row, Scope, Standing, can
from yuinowa.partnerships.domain.ideas import IdeaRole
from yuinowa.partnerships.models import Idea
from yuinowa.partnerships.permissions.partnerships import LEADERS, WRITERS

IDEA = Scope("partnerships.Idea", owner="institution")
OFFICE = frozenset({Role.REGION_ADMIN})

_lies_with_office = Condition(
    lambda _actor: Q(institution=None), lambda _actor, idea: idea.institution_id is None
)

# fmt: off
IDEA_ALLOW = (
    #    action         standing         roles    when
    Row("idea.view",    Standing.OWN,    WRITERS),
    # The office sees that residents get an answer.
    Row("idea.view",    Standing.REGION, OFFICE),
    Row("idea.answer",  Standing.OWN,    LEADERS),
    Row("idea.answer",  Standing.REGION, OFFICE,  _lies_with_office),
)
# fmt: on


def reads_ideas(actor: Actor) -> bool:
    """Whether there is a list of ideas for ``actor``, be it empty."""
    office = actor.region and actor.has(*OFFICE)
    return actor.is_system or office or (actor.institution is not None and actor.has(*WRITERS))


def is_office(actor: Actor) -> bool:
    return actor.region and actor.has(*OFFICE)


def roles_toward_idea(actor: Actor, idea: Idea) -> frozenset[IdeaRole]:
    """The platform itself acts for whoever holds the secret link, and for the clock."""
    if actor.is_system:
        return frozenset(IdeaRole)
    if not can(actor, "idea.answer", idea):
        return frozenset()
    return frozenset({IdeaRole.OFFICE if idea.institution_id is None else IdeaRole.HOLDER})
