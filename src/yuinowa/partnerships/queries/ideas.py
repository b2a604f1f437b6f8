"""Doors to ideas of residents, how their list is narrowed, and what a partnership was begun from."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from yuinowa.core.rights import Actor, visible_to
from yuinowa.partnerships.domain.ideas import IdeaState
from yuinowa.partnerships.models import Idea, IdeaPassing, Partnership


def ideas_visible_to(actor: Actor) -> QuerySet[Idea]:
    """Ideas the actor may read, with where they lie at hand."""
    rows = Idea.objects.select_related("institution", "asked", "partnership")
    return visible_to(actor, rows)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list is narrowed to; no state is all of them."""

    text: str = ""
    state: IdeaState | None = IdeaState.WAITING
    #: Those alone that lie with the region office.
    at_office: bool = False


def wanted_of(found: QuerySet[Idea], wanted: Wanted) -> QuerySet[Idea]:
    """Those of ``found`` that are wanted, the last come first."""
    if wanted.state is not None:
        found = found.filter(state=wanted.state.value)
    if wanted.at_office:
        found = found.filter(institution=None)
    for word in wanted.text.split():
        said = Q(title__icontains=word) | Q(words__icontains=word) | Q(for_whom__icontains=word)
        found = found.filter(said | Q(institution__name__icontains=word))
    return found.order_by("-came_at", "-pk")


def way_of(idea: Idea) -> list[IdeaPassing]:
    """Where it lay and went on to, in order."""
    return list(IdeaPassing.objects.filter(idea=idea).select_related("by", "to"))


def origin_of(partnership: Partnership) -> Idea | None:
    """The resident's idea it was begun from."""
    return Idea.objects.filter(partnership=partnership).first()
